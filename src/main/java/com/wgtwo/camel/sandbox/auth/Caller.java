package com.wgtwo.camel.sandbox.auth;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who made the current call.
 *
 * @param clientId OAuth client, empty when the call came without a token
 * @param scopes what its token allows, null when that is not to be checked
 */
public record Caller(String clientId, @Nullable Set<String> scopes) {
    static final Context.Key<Caller> KEY = Context.key("caller");

    private static final Caller ANONYMOUS = new Caller("", null);

    /** The caller of the gRPC call that the current thread works on. */
    public static Caller current() {
        Caller caller = KEY.get();
        return caller == null ? ANONYMOUS : caller;
    }

    /** Whether the call came without a token. */
    public boolean anonymous() {
        return clientId.isEmpty();
    }

    /** Refuses with PERMISSION_DENIED unless the token allows to read this v0 event type. */
    public void requireEventType(EventType type) {
        require(Scopes.ofEventType(type));
    }

    void require(String scope) {
        if (scopes != null && !scope.isEmpty() && !scopes.contains(scope)) {
            throw denied(scope);
        }
    }

    private static StatusRuntimeException denied(String scope) {
        return Status.PERMISSION_DENIED
                .withDescription("the token lacks the scope " + scope)
                .asRuntimeException();
    }
}
