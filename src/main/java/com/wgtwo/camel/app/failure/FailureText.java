package com.wgtwo.camel.app.failure;

import com.google.protobuf.Message;
import com.wgtwo.camel.app.consent.ConsentUnclear;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.LetterSeal.UnreadableLetter;
import com.wgtwo.camel.app.event.StillInWork;
import com.wgtwo.camel.app.event.UnusableEvent;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.camel.TypeConversionException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Says what failed without repeating what it failed on: exception messages can hold the text of an SMS, a number, or an
 * address with a secret in it, so only messages of known harmless kinds are repeated.
 */
public final class FailureText {
    private FailureText() {}

    /** One short phrase, for example {@code HTTP 503 from https://hooks.example.com}. */
    public static String of(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        for (Throwable cause : chain) {
            if (cause instanceof HttpOperationFailedException answer) {
                return "HTTP " + answer.getStatusCode() + " from " + origin(answer.getUri());
            }
            if (cause instanceof SQLException sql && Database.isUnwritable(sql)) {
                return "the database file cannot be written, perhaps its disk is full (SQL state " + sql.getSQLState()
                        + ")";
            }
            if (cause instanceof SQLException sql) {
                return "database error (SQL state " + sql.getSQLState() + ")";
            }
            if (cause instanceof AuthenticationFailedException) {
                return "the mail server refuses the user name or password";
            }
            if (cause instanceof TypeConversionException conversion && conversion.getValue() instanceof Message) {
                return "the event has a value that JSON cannot hold, such as a time beyond the year 9999";
            }
            if (cause instanceof StatusRuntimeException call) {
                return call.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                        ? "the platform does not offer this call (UNIMPLEMENTED)"
                        : call.getStatus().getCode() + " from the platform";
            }
            if (cause instanceof UnusableEvent
                    || cause instanceof ConsentUnclear
                    || cause instanceof DeclaredFailure
                    || cause instanceof StillInWork
                    || cause instanceof UnreadableLetter) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof MessagingException mail && smtpCode(mail).isPresent()) {
                return "SMTP " + smtpCode(mail).getAsInt();
            }
        }
        Throwable root = chain.get(chain.size() - 1);
        boolean fromNetwork = root instanceof IOException
                && (root.getClass().getName().startsWith("java.net.")
                        || root.getClass().getName().startsWith("javax.net.ssl.")
                        || root.getClass().getName().startsWith("org.apache.hc."));
        boolean ofCertificate = root instanceof CertificateException || root instanceof CertPathBuilderException;
        String name = root.getClass().getSimpleName();
        return (fromNetwork || ofCertificate) && root.getMessage() != null ? name + ": " + root.getMessage() : name;
    }

    private static OptionalInt smtpCode(MessagingException failure) {
        for (Exception next = failure; next instanceof MessagingException mail; next = mail.getNextException()) {
            OptionalInt code = FailureKind.smtpCode(next);
            if (code.isPresent()) {
                return code;
            }
        }
        return OptionalInt.empty();
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
