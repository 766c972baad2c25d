package com.wgtwo.camel.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.wgtwo.camel.stream.auth.TokenException;
import io.grpc.Status;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Says what a gRPC status means here and what to do about it, in one sentence. */
final class StatusText {

    /** Descriptions come from the other side; more than this of one helps nobody. */
    private static final int LONGEST_DESCRIPTION = 300;

    private StatusText() {}

    /**
     * The sentence.
     *
     * @param status how a call ended
     * @param target where it went
     */
    static String explain(Status status, String target) {
        if (status.getCause() instanceof TokenException reason) {
            return reason.refused()
                    ? "the client gets no token: " + reason.getMessage()
                            + "; check client id, client secret, scope and token endpoint"
                    : "no token could be had: " + reason.getMessage();
        }
        if (causedBy(status, InvalidProtocolBufferException.class)) {
            return target + " sent a message that is none of this interface; something in between may have changed it,"
                    + " or the interface is another one";
        }
        if (ChannelPanic.failed(status)) {
            return "the connection to " + target + " has failed within this program" + cause(status);
        }
        String said = said(status);
        return switch (status.getCode()) {
            case OK -> target + " ended the stream";
            case UNAUTHENTICATED ->
                target + " refused the token" + said + "; check that the client belongs to this platform and product";
            case PERMISSION_DENIED ->
                target + " says that the client lacks a right" + said
                        + "; check that the product has the scope of each event type";
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
                target + " does not accept the subscription" + said + "; check its options";
            case UNIMPLEMENTED, NOT_FOUND -> target + " does not offer this stream" + said + "; check host and port";
            case RESOURCE_EXHAUSTED ->
                said.contains("exceeds maximum size")
                        ? target + " sent a message larger than maxMessageSize" + said + "; raise that option"
                        : target + " has had too much of us" + said;
            case UNAVAILABLE -> unavailable(status, target, said);
            default -> target + " ended the call with " + status.getCode() + said + cause(status);
        };
    }

    /**
     * The sentence for an ack.
     *
     * @param status how its call ended
     * @param target where it went
     */
    static String explainAck(Status status, String target) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION, NOT_FOUND ->
                target + " does not accept it" + said(status);
            case UNIMPLEMENTED -> target + " takes no acks of this stream" + said(status) + "; check host and port";
            default -> explain(status, target);
        };
    }

    private static String unavailable(Status status, String target, String said) {
        if (causedBy(status, GeneralSecurityException.class) || causedBy(status, SSLException.class)) {
            return "no TLS connection to " + target + cause(status)
                    + "; check the trusted certificates and the host name";
        }
        return said.contains("GOAWAY")
                ? target + " closed the connection" + said
                : target + " cannot be reached" + said + cause(status);
    }

    /** A wait as people read it: tenths of a second below ten seconds, whole seconds from there. */
    static String seconds(Duration wait) {
        double seconds = wait.toMillis() / 1000.0;
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }

    private static String said(Status status) {
        String description = status.getDescription();
        if (description == null || description.isBlank()) {
            return "";
        }
        String line = description.replaceAll("\\s+", " ").trim();
        return " (" + (line.length() > LONGEST_DESCRIPTION ? line.substring(0, LONGEST_DESCRIPTION) + "…" : line) + ")";
    }

    private static boolean causedBy(Status status, Class<? extends Throwable> type) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String cause(Status status) {
        Throwable cause = status.getCause();
        if (cause == null) {
            return "";
        }
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return ": "
                + Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName());
    }
}
