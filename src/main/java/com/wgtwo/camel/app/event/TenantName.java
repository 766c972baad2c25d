package com.wgtwo.camel.app.event;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** A tenant's name as all tables have it. */
public final class TenantName {
    /** As many characters as the columns have room for. */
    private static final int LONGEST = 200;

    /** H2 counts characters beyond the first plane twice. */
    private static final int SHOWN = 60;

    private TenantName() {}

    /**
     * The name itself, or, in place of one that databases do not take (longer than 200 characters, or with U+0000 in
     * it, which PostgreSQL refuses), its beginning and its SHA-256: an event must not fail for its tenant's name.
     */
    public static String of(String name) {
        if (name.length() <= LONGEST && name.indexOf(0) < 0) {
            return name;
        }
        String beginning = name.codePoints()
                .filter(character -> character != 0)
                .limit(SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return beginning + " " + Hashing.sha256().hashString(name, StandardCharsets.UTF_8);
    }
}
