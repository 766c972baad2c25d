package com.wgtwo.camel.app.run;

import com.wgtwo.camel.app.UserMistake;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.ResolveEndpointFailedException;

/** Puts the reason why the program did not start into one sentence. */
final class StartFailure {
    private StartFailure() {}

    /** The sentence for whatever was thrown while starting. */
    static String sentence(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        String route = "";
        for (Throwable cause : chain) {
            if (cause instanceof UserMistake) {
                return firstLine(cause);
            }
            if (cause instanceof FailedToStartRouteException start && start.getRouteId() != null) {
                route = "Route " + start.getRouteId() + ": ";
            } else if (cause instanceof FailedToCreateRouteException create && create.getRouteId() != null) {
                route = "Route " + create.getRouteId() + ": ";
            }
        }
        for (Throwable cause : chain) {
            if (cause instanceof NoSuchBeanException bean) {
                return route + "there is no bean named '" + bean.getName() + "'.";
            }
        }
        Throwable root = chain.get(chain.size() - 1);
        if (root instanceof ResolveEndpointFailedException endpoint) {
            return route + firstLine(endpoint);
        }
        return route + firstLine(root);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines()
                        .map(String::strip)
                        .reduce((a, b) -> a + " " + b)
                        .orElse(message);
    }
}
