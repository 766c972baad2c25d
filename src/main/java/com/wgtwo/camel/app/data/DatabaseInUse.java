package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.UserMistake;

/** An H2 file that another program has open. */
public final class DatabaseInUse extends UserMistake {
    private static final long serialVersionUID = 1L;

    DatabaseInUse(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
