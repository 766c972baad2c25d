package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.UserMistake;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;

/** The key of the pseudonyms: made once per database, unless the user gives one. */
public final class PseudonymKey {
    private static final String SETTING = "pseudonym-key";
    private static final int BYTES = 32;

    private PseudonymKey() {}

    /**
     * The key for this database.
     *
     * @param given 64 hexadecimal digits, or empty to use the one kept in the database
     * @throws UserMistake when the database does not answer
     */
    public static byte[] of(DataSource database, String given) {
        if (!given.isEmpty()) {
            return HexFormat.of().parseHex(given);
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            return HexFormat.of()
                    .parseHex(Schema.setting(database, SETTING, HexFormat.of().formatHex(fresh)));
        } catch (SQLException e) {
            throw new UserMistake("The key of the pseudonyms cannot be read from the database: " + e.getMessage(), e);
        }
    }
}
