package com.wgtwo.camel.app;

/**
 * Something only the person who runs the program can put right: a wrong setting, a missing file, a database that
 * refuses. The message is one sentence that names the thing, its value unless secret, and what would be right; it is
 * shown as it is, without a stack trace, and the program ends with exit code 1.
 */
public class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserMistake(String sentence) {
        super(sentence);
    }

    public UserMistake(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
