package com.wgtwo.camel.app.consent;

import com.wgtwo.api.v0.common.PaginationProto.PaginationRequest;
import com.wgtwo.api.v0.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v0.consent.ConsentsProto.Consent;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductRequest;
import com.wgtwo.api.v0.consent.ConsentsProto.ListConsentsForProductResponse;
import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.event.TenantName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/**
 * The consents the platform lists, page by page. They are kept in the table {@code live_consent}, by pseudonym, under the
 * name in the variable {@value #LISTING_VARIABLE}, so that the routes' SQL can compare with it and a long list takes no
 * memory.
 */
final class LiveConsents {
    /** Exchange variable with the name of this listing. */
    static final String LISTING_VARIABLE = "listing";

    /** Exchange variable with the token of the next page; empty when there is none. */
    static final String PAGE_VARIABLE = "nextPage";

    /** The most consents the platform puts on a page. */
    private static final int PAGE_SIZE = 1_000;

    private static final String INSERT =
            "insert into live_consent (listing, tenant, subscription) values (?, ?, ?) on conflict do nothing";

    private final DataSource database;
    private final Pseudonyms pseudonyms;

    LiveConsents(DataSource database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    /** Makes the body the request for the page of the variable {@value #PAGE_VARIABLE}. */
    static void ask(Exchange exchange) {
        exchange.getMessage()
                .setBody(ListConsentsForProductRequest.newBuilder()
                        .setPagination(PaginationRequest.newBuilder()
                                .setPageSize(PAGE_SIZE)
                                .setPageToken(exchange.getVariable(PAGE_VARIABLE, "", String.class)))
                        .build());
    }

    /** Keeps the page in the body, and sets the variable {@value #PAGE_VARIABLE}. */
    void keep(Exchange exchange) throws InvalidPayloadException, SQLException {
        ListConsentsForProductResponse page =
                exchange.getMessage().getMandatoryBody(ListConsentsForProductResponse.class);
        insert(exchange.getVariable(LISTING_VARIABLE, "", String.class), page.getConsentsList());
        exchange.setVariable(PAGE_VARIABLE, page.getPagination().getNextPageToken());
    }

    private void insert(String listing, List<Consent> consents) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (Consent consent : consents) {
                statement.setString(1, listing);
                if (consent.getOwner().hasTenant()) {
                    statement.setString(
                            2, TenantName.of(consent.getOwner().getTenant().getName()));
                    statement.setString(3, "");
                } else {
                    SubscriptionIdentifier owner =
                            consent.getOwner().getSubscription().getSubscriptionIdentifier();
                    statement.setString(2, TenantName.of(owner.getTenant().getName()));
                    statement.setString(3, pseudonyms.ofText(id(owner.getValue())));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The bare id, should the platform write {@code tenant:region:id} here as it does in the v1 streams. */
    private static String id(String value) {
        return value.substring(value.lastIndexOf(':') + 1);
    }
}
