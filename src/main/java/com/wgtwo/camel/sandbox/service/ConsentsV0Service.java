package com.wgtwo.camel.sandbox.service;

import com.wgtwo.api.v0.common.ErrorsProto.StatusCode;
import com.wgtwo.api.v0.common.PaginationProto.PaginationResponse;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v0.consent.ConsentServiceGrpc;
import com.wgtwo.api.v0.consent.ConsentsProto.Consent;
import com.wgtwo.api.v0.consent.ConsentsProto.CreateConsentForSubscriptionRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.CreateConsentForSubscriptionResponse;
import com.wgtwo.api.v0.consent.ConsentsProto.GetConsentsForSubscriptionRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.GetConsentsForSubscriptionResponse;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductResponse;
import com.wgtwo.api.v0.consent.ConsentsProto.RevokeConsentForSubscriptionRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.RevokeConsentForSubscriptionResponse;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The consents of the product: listing them page by page, and what a tenant's own systems do with those of a subscriber. */
public final class ConsentsV0Service extends ConsentServiceGrpc.ConsentServiceImplBase {
    private static final int DEFAULT_PAGE = 100;
    private static final int MINIMUM_PAGE = 100;
    private static final int MAXIMUM_PAGE = 1_000;
    private static final String TOKEN = "page-";

    private final Consents consents;
    private final List<Subscriber> subscribers;
    private final ConsentChanges changes;
    private final int minimumPage;

    /** Told of the consents that this service changes, so that events can be made of them. */
    public interface ConsentChanges {
        /** A subscriber gave consent. */
        void added(Subscriber subscriber, Set<String> scopes);

        /** A subscriber took consent back. */
        void revoked(Subscriber subscriber);
    }

    /**
     * @param consents what there is
     * @param subscribers whom consents can be given for
     * @param changes told of what this service changes
     * @param smallPages whether pages of less than 100 consents are given, which the platform refuses
     */
    public ConsentsV0Service(
            Consents consents, List<Subscriber> subscribers, ConsentChanges changes, boolean smallPages) {
        this.consents = consents;
        this.subscribers = List.copyOf(subscribers);
        this.changes = changes;
        this.minimumPage = smallPages ? 1 : MINIMUM_PAGE;
    }

    @Override
    public void listConsentsForProduct(
            ListConsentsForProductRequest request, StreamObserver<ListConsentsForProductResponse> observer) {
        int asked = request.getPagination().getPageSize();
        int size = asked == 0 ? DEFAULT_PAGE : asked;
        if (size < minimumPage || size > MAXIMUM_PAGE) {
            observer.onError(SubscribeLimits.invalid(
                    "page_size is " + asked + "; " + minimumPage + " to " + MAXIMUM_PAGE + " is allowed"));
            return;
        }
        List<Consent> all = consents.list();
        int from = offset(request.getPagination().getPageToken(), all.size());
        if (from < 0) {
            observer.onError(SubscribeLimits.invalid("page_token is not one that was given out"));
            return;
        }
        int to = Math.min(all.size(), from + size);
        answer(
                observer,
                ListConsentsForProductResponse.newBuilder()
                        .addAllConsents(all.subList(from, to))
                        .setPagination(
                                PaginationResponse.newBuilder().setNextPageToken(to < all.size() ? TOKEN + to : ""))
                        .build());
    }

    @Override
    public void getConsentsForSubscription(
            GetConsentsForSubscriptionRequest request, StreamObserver<GetConsentsForSubscriptionResponse> observer) {
        GetConsentsForSubscriptionResponse.Builder response = GetConsentsForSubscriptionResponse.newBuilder();
        Subscriber subscriber = find(request.getId(), request.getPhoneNumber());
        if (subscriber == null) {
            response.setStatusCode(StatusCode.STATUS_CODE_NOT_ACCEPTABLE).setErrorMessage("unknown subscription");
        } else {
            response.setStatusCode(StatusCode.STATUS_CODE_OK)
                    .addAllConsents(consents.list().stream()
                            .filter(consent -> consent.getOwner()
                                    .getSubscription()
                                    .getSubscriptionIdentifier()
                                    .getValue()
                                    .equals(subscriber.id()))
                            .toList());
        }
        answer(observer, response.build());
    }

    @Override
    public void createConsentForSubscription(
            CreateConsentForSubscriptionRequest request,
            StreamObserver<CreateConsentForSubscriptionResponse> observer) {
        CreateConsentForSubscriptionResponse.Builder response = CreateConsentForSubscriptionResponse.newBuilder();
        Subscriber subscriber = find(request.getId(), request.getPhoneNumber());
        if (subscriber == null) {
            response.setStatusCode(StatusCode.STATUS_CODE_NOT_ACCEPTABLE).setErrorMessage("unknown subscription");
        } else {
            changes.added(subscriber, Set.of("events.sms.subscribe"));
            response.setStatusCode(StatusCode.STATUS_CODE_OK);
        }
        answer(observer, response.build());
    }

    @Override
    public void revokeConsentForSubscription(
            RevokeConsentForSubscriptionRequest request,
            StreamObserver<RevokeConsentForSubscriptionResponse> observer) {
        RevokeConsentForSubscriptionResponse.Builder response = RevokeConsentForSubscriptionResponse.newBuilder();
        Subscriber subscriber = find(request.getId(), request.getPhoneNumber());
        if (subscriber == null) {
            response.setStatusCode(StatusCode.STATUS_CODE_NOT_ACCEPTABLE).setErrorMessage("unknown subscription");
        } else {
            changes.revoked(subscriber);
            response.setStatusCode(StatusCode.STATUS_CODE_OK);
        }
        answer(observer, response.build());
    }

    private @Nullable Subscriber find(SubscriptionIdentifier id, PhoneNumber number) {
        return subscribers.stream()
                .filter(subscriber -> subscriber.id().equals(id.getValue())
                        || subscriber.number().equals(number.getE164()))
                .findFirst()
                .orElse(null);
    }

    private static int offset(String token, int size) {
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches(TOKEN + "[0-9]{1,9}")) {
            return -1;
        }
        return Math.min(size, Integer.parseInt(token.substring(TOKEN.length())));
    }

    private static <R> void answer(StreamObserver<R> observer, R response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
