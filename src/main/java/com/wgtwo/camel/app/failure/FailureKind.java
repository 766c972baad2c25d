package com.wgtwo.camel.app.failure;

import com.google.protobuf.Message;
import com.wgtwo.camel.app.event.UnusableEvent;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.OptionalInt;
import org.apache.camel.TypeConversionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Whether trying the same thing again can help.
 *
 * <p>Permanent is only what the other side said will not change: an HTTP answer other than 2xx, 408, 429 and 5xx, an
 * SMTP answer 5xx, an address or an event nobody can use, or one that cannot be written as JSON. All else is transient, and that includes what nobody thought
 * of: such an event is tried again and given up only after {@code wgtwo.max-deliveries}. A refused mail login is
 * transient too, because it is put right here and not at the event.
 */
public enum FailureKind {
    PERMANENT,
    TRANSIENT;

    /** Judges an exception by itself and its causes. */
    public static FailureKind of(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof HttpOperationFailedException answer) {
                return ofHttp(answer.getStatusCode());
            }
            if (cause instanceof StatusRuntimeException call) {
                return ofCall(call.getStatus().getCode());
            }
            if (cause instanceof AuthenticationFailedException) {
                return TRANSIENT;
            }
            if (cause instanceof MessagingException mail) {
                return ofMail(mail);
            }
            if (cause instanceof UnusableEvent
                    || (cause instanceof TypeConversionException conversion
                            && conversion.getValue() instanceof Message)) {
                return PERMANENT;
            }
        }
        return TRANSIENT;
    }

    private static FailureKind ofHttp(int status) {
        return status == 408 || status == 429 || status >= 500 ? TRANSIENT : PERMANENT;
    }

    /** What the platform says of the request itself; a missing right or method is mended here and not at the event. */
    private static FailureKind ofCall(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT, NOT_FOUND, OUT_OF_RANGE -> PERMANENT;
            default -> TRANSIENT;
        };
    }

    /** With several recipients one that may be accepted later is worth another try. */
    private static FailureKind ofMail(MessagingException failure) {
        boolean permanent = false;
        for (Exception next = failure; next != null; ) {
            OptionalInt code = smtpCode(next);
            if (code.isPresent() && code.getAsInt() < 500) {
                return TRANSIENT;
            }
            permanent |= code.isPresent() || next instanceof AddressException;
            next = next instanceof MessagingException mail ? mail.getNextException() : null;
        }
        return permanent ? PERMANENT : TRANSIENT;
    }

    static OptionalInt smtpCode(Exception failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return OptionalInt.of(address.getReturnCode());
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return OptionalInt.of(sender.getReturnCode());
        }
        if (failure instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
            return OptionalInt.of(send.getReturnCode());
        }
        return OptionalInt.empty();
    }
}
