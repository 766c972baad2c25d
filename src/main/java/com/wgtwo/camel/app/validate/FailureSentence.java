package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.failure.Causes;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Puts the reason why routes could not be built or started into one sentence. Values that may be secret are left out. */
public final class FailureSentence {
    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern OPTION_NAME = Pattern.compile("(?:^|, )([^=,]+)=");
    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+([./][\\w$]+)+");
    private static final String REASON = " due to: ";

    private FailureSentence() {}

    /** The sentence for whatever was thrown while starting. */
    public static String of(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        StringBuilder where = new StringBuilder();
        for (Throwable cause : chain) {
            if (cause instanceof UserMistake) {
                return oneLine(cause);
            }
            String route = routeId(cause);
            if (route != null && where.isEmpty()) {
                where.append("Route ").append(route).append(": ");
            }
        }
        return where + withoutRoute(failure);
    }

    /** True when a sentence for the user is among the causes. */
    public static boolean isUserMistake(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(UserMistake.class::isInstance);
    }

    /** The names of the options an endpoint does not know; none when that is not what went wrong. */
    static List<String> unknownOptions(ResolveEndpointFailedException failure) {
        Matcher unknown = UNKNOWN_OPTIONS.matcher(oneLine(failure));
        return unknown.find()
                ? OPTION_NAME
                        .matcher(unknown.group(1))
                        .results()
                        .map(option -> option.group(1))
                        .toList()
                : List.of();
    }

    /** The sentence without a route before it. */
    static String withoutRoute(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        for (int i = chain.size() - 1; i >= 0; i--) {
            String known = known(chain.get(i));
            if (known != null) {
                return known;
            }
        }
        return oneLine(chain.get(chain.size() - 1));
    }

    private static @Nullable String routeId(Throwable failure) {
        if (failure instanceof FailedToStartRouteException start) {
            return start.getRouteId();
        }
        return failure instanceof FailedToCreateRouteException create ? create.getRouteId() : null;
    }

    private static @Nullable String known(Throwable failure) {
        if (failure instanceof NoSuchBeanException bean) {
            return "there is no bean named '" + bean.getName() + "'.";
        }
        if (failure instanceof NoSuchEndpointException endpoint) {
            return "there is no component '" + endpoint.getUri().split(":", 2)[0]
                    + "': correct its name, or put its jar into plugins/.";
        }
        if (failure instanceof ResolveEndpointFailedException endpoint && endpoint.getCause() == null) {
            return endpoint(endpoint);
        }
        if (failure instanceof PropertyBindingException binding && binding.getOptionPrefix() != null) {
            String prefix = binding.getOptionPrefix();
            return prefix + (prefix.endsWith(".") ? "" : ".") + StringHelper.camelCaseToDash(binding.getPropertyName())
                    + " does not exist, or cannot have the value it is given.";
        }
        if (failure instanceof NoClassDefFoundError) {
            Matcher missing = CLASS_NAME.matcher(String.valueOf(failure.getMessage()));
            return missing.matches()
                    ? "there is no class " + missing.group().replace('/', '.')
                            + ", which a jar in plugins/ needs: put the jar that has it there too."
                    : null;
        }
        return failure instanceof NoSuchFileException file
                ? "there is no file or directory " + file.getFile() + "."
                : null;
    }

    private static String endpoint(ResolveEndpointFailedException failure) {
        String name = failure.getUri().split("\\?", 2)[0].replace("://", ":");
        String message = oneLine(failure);
        List<String> unknown = unknownOptions(failure);
        if (!unknown.isEmpty()) {
            return name + " has no option " + String.join(", ", unknown) + ".";
        }
        int reason = message.indexOf(REASON);
        return name + ": " + (reason < 0 ? message : message.substring(reason + REASON.length()));
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
