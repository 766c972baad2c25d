package com.wgtwo.camel.app.config;

import com.wgtwo.camel.app.UserMistake;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The properties {@code wgtwo.region.<name>.target}, one for each name in {@code wgtwo.regions}. */
final class Regions {
    static final String LIST = "wgtwo.regions";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern PROPERTY = Pattern.compile("wgtwo\\.region\\.([^.]+)\\.target");

    private Regions() {}

    /** Judges one name of the list. */
    static @Nullable String complaint(String name) {
        return NAME.matcher(name).matches()
                ? null
                : "must list names of lower case letters, digits and -, such as dublin,oregon";
    }

    static boolean isTarget(String property) {
        return PROPERTY.matcher(property).matches();
    }

    /**
     * Refuses a region without host and port, a host and port without region, and regions beside {@code wgtwo.target}.
     *
     * @param given the properties that are set
     * @param value the value of a property, empty when it is not set
     * @throws UserMistake with a sentence for the first thing that is wrong
     */
    static void check(Set<String> given, UnaryOperator<String> value) {
        List<String> regions = Arrays.stream(value.apply(LIST).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String property : given) {
            Matcher target = PROPERTY.matcher(property);
            if (target.matches() && !regions.contains(target.group(1))) {
                throw new UserMistake(property + " is set but wgtwo.regions does not list '" + target.group(1) + "'"
                        + Nearest.to(target.group(1), regions)
                                .map(meant -> "; did you mean wgtwo.region." + meant + ".target?")
                                .orElse(": add it there."));
            }
        }
        if (!regions.isEmpty() && !value.apply("wgtwo.target").isEmpty()) {
            throw new UserMistake("wgtwo.target and wgtwo.regions are both set: give one of them.");
        }
        for (String region : regions) {
            String property = "wgtwo.region." + region + ".target";
            String complaint = Check.hostAndPort().complaint(value.apply(property));
            if (complaint != null) {
                throw new UserMistake(property + " is '" + DiscreetAddress.web(value.apply(property)) + "' but "
                        + complaint + ", because wgtwo.regions lists '" + region + "'");
            }
        }
    }
}
