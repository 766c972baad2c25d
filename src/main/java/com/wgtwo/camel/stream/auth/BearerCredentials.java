package com.wgtwo.camel.stream.auth;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code Authorization: Bearer …} on a call, and knows which token that was.
 *
 * <p>Whatever happens, the call is either given its header or failed: grpc-java leaves a call waiting for ever when
 * credentials do neither.
 */
public final class BearerCredentials extends CallCredentials {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TokenSource tokens;
    private volatile @Nullable AccessToken applied;

    /**
     * Credentials of one call.
     *
     * @param tokens where the token comes from
     */
    public BearerCredentials(TokenSource tokens) {
        this.tokens = tokens;
    }

    /** Whether the call got a token. */
    public boolean isApplied() {
        return applied != null;
    }

    /**
     * Throws the token of the call away, because the platform refused it.
     *
     * @return as in {@link TokenSource#discard}
     */
    public boolean discard() {
        return tokens.discard(applied);
    }

    @Override
    public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
        try {
            tokens.current().whenComplete((token, failure) -> answer(applier, token, failure));
        } catch (RuntimeException e) {
            applier.fail(Status.UNAVAILABLE.withDescription("no token").withCause(e));
        }
    }

    private void answer(MetadataApplier applier, @Nullable AccessToken token, @Nullable Throwable failure) {
        if (token == null) {
            applier.fail(status(failure));
            return;
        }
        applied = token;
        try {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token.value());
            applier.apply(headers);
        } catch (RuntimeException e) {
            applier.fail(Status.UNAUTHENTICATED.withDescription("the token cannot be sent as a header"));
        }
    }

    private static Status status(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TokenException reason) {
            Status status = reason.refused() ? Status.UNAUTHENTICATED : Status.UNAVAILABLE;
            return status.withDescription(reason.getMessage()).withCause(reason);
        }
        return Status.UNAVAILABLE.withDescription("no token").withCause(cause);
    }
}
