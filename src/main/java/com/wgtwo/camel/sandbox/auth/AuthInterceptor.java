package com.wgtwo.camel.sandbox.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A call without a token passes unless one is required, as in the platform's public sandbox; a token
 * that is there must be good.
 */
public final class AuthInterceptor implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern BEARER = Pattern.compile("bearer +(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final String REFLECTION = "grpc.reflection.";

    private final Tokens tokens;
    private final boolean required;
    private final boolean checkScopes;
    private final Scopes scopes = new Scopes();

    /**
     * @param tokens the good tokens
     * @param required whether a call without a token is refused
     * @param checkScopes whether the scopes of a token are looked at
     */
    public AuthInterceptor(Tokens tokens, boolean required, boolean checkScopes) {
        this.tokens = tokens;
        this.required = required;
        this.checkScopes = checkScopes;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null) {
            boolean free =
                    !required || call.getMethodDescriptor().getFullMethodName().startsWith(REFLECTION);
            return free ? next.startCall(call, headers) : refuse(call, unauthenticated("no authorization header"));
        }
        Caller caller = caller(authorization);
        if (caller == null) {
            return refuse(call, unauthenticated("the token is unknown, expired or revoked"));
        }
        try {
            caller.require(scopes.ofMethod(call.getMethodDescriptor()));
        } catch (StatusRuntimeException e) {
            return refuse(call, e.getStatus());
        }
        return Contexts.interceptCall(Context.current().withValue(Caller.KEY, caller), call, headers, next);
    }

    private @Nullable Caller caller(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches() ? tokens.caller(matcher.group(1), checkScopes) : null;
    }

    private static Status unauthenticated(String reason) {
        return Status.UNAUTHENTICATED.withDescription(reason);
    }

    private static <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
