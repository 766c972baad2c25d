package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v0.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v0.common.TypesProto.Tenant;
import com.wgtwo.api.v0.consent.ConsentsProto.Consent;
import com.wgtwo.api.v0.consent.ConsentsProto.ConsentOwner;
import com.wgtwo.api.v0.consent.ConsentsProto.Scope;
import com.wgtwo.api.v0.consent.ConsentsProto.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The live consents of the product, of single subscribers and of whole tenants. Thread safe. */
public final class Consents {
    /** The product all consents are for. */
    public static final String PRODUCT = "sandbox-product";

    private final Map<String, Consent> consents = new LinkedHashMap<>();

    /**
     * Adds or replaces the consent of a subscriber.
     *
     * @param id identity of the subscription
     * @param tenant its tenant
     * @param scopes what the product may do
     */
    public synchronized void grant(String id, String tenant, Set<String> scopes) {
        consents.put(
                "subscription " + id,
                consent(
                        ConsentOwner.newBuilder()
                                .setSubscription(Subscription.newBuilder()
                                        .setSubscriptionIdentifier(SubscriptionIdentifier.newBuilder()
                                                .setValue(id)
                                                .setTenant(Tenant.newBuilder().setName(tenant)))),
                        scopes));
    }

    /** Adds or replaces the consent of a tenant for all its subscribers. */
    public synchronized void grantTenant(String tenant, Set<String> scopes) {
        consents.put(
                "tenant " + tenant,
                consent(ConsentOwner.newBuilder().setTenant(Tenant.newBuilder().setName(tenant)), scopes));
    }

    /** Takes the consent of a subscriber away; tells whether there was one. */
    public synchronized boolean revoke(String id) {
        return consents.remove("subscription " + id) != null;
    }

    /** Takes the consent of a tenant away; tells whether there was one. */
    public synchronized boolean revokeTenant(String tenant) {
        return consents.remove("tenant " + tenant) != null;
    }

    /** Takes all consents away. */
    public synchronized void clear() {
        consents.clear();
    }

    /** All live consents, oldest first. */
    public synchronized List<Consent> list() {
        return List.copyOf(consents.values());
    }

    private static Consent consent(ConsentOwner.Builder owner, Set<String> scopes) {
        return Consent.newBuilder()
                .setOwner(owner)
                .setProductId(PRODUCT)
                .addAllScopes(scopes.stream()
                        .sorted()
                        .map(scope -> Scope.newBuilder().setProperty(scope).build())
                        .toList())
                .setRevocable(true)
                .build();
    }
}
