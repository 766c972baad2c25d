package com.wgtwo.camel.stream;

/** What kind of thing keeps a stream from streaming, for whoever has to mend it. */
public enum Trouble {
    /** Nothing does. */
    NONE,
    /** The platform, the token endpoint or the way there is out of order; it mends without us. */
    NETWORK,
    /** The token, or the client that asks for one, is refused. */
    AUTHENTICATION,
    /** The platform refuses what is asked for: a missing right, a wrong argument, a wrong address. */
    CONFIGURATION
}
