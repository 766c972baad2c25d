package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.event.UnusableEvent;
import io.grpc.Status;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {
    static Stream<Arguments> failures() {
        IllegalStateException circle = new IllegalStateException("private");
        circle.initCause(new RuntimeException("private", circle));
        return Stream.of(
                Arguments.of(
                        new HttpOperationFailedException(
                                "https://h.example.com:8443/private?private=1",
                                503,
                                "private",
                                null,
                                Map.of(),
                                "private"),
                        "HTTP 503 from https://h.example.com:8443"),
                Arguments.of(
                        new RuntimeCamelException("private", new SQLException("private", "08006")),
                        "database error (SQL state 08006)"),
                Arguments.of(
                        new AuthenticationFailedException("private"),
                        "the mail server refuses the user name or password"),
                Arguments.of(new SendFailedException("private"), "SendFailedException"),
                Arguments.of(new MessagingException("private", new IOException("private")), "IOException"),
                Arguments.of(new ConnectException("Connection refused"), "ConnectException: Connection refused"),
                Arguments.of(
                        new IOException("private", new CertificateException("No name matching h found")),
                        "CertificateException: No name matching h found"),
                Arguments.of(
                        new IOException("private", new CertPathBuilderException("no path")),
                        "CertPathBuilderException: no path"),
                Arguments.of(new IOException("private"), "IOException"),
                Arguments.of(
                        Status.UNAVAILABLE.withDescription("private").asRuntimeException(),
                        "UNAVAILABLE from the platform"),
                Arguments.of(
                        Status.UNIMPLEMENTED.withDescription("private").asRuntimeException(),
                        "the platform does not offer this call (UNIMPLEMENTED)"),
                Arguments.of(new UnusableEvent("the event is no SMS"), "the event is no SMS"),
                Arguments.of(
                        new RuntimeCamelException("private", new DeclaredFailure("there is no queue sms")),
                        "there is no queue sms"),
                Arguments.of(new IllegalArgumentException("private"), "IllegalArgumentException"),
                Arguments.of(circle, "RuntimeException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatFailedButNotOnWhat(Throwable failure, String text) {
        assertThat(FailureText.of(failure)).isEqualTo(text).doesNotContain("private");
    }
}
