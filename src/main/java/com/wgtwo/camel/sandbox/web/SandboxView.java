package com.wgtwo.camel.sandbox.web;

import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import java.util.List;
import java.util.Map;

/** What the page shows beside the caught webhooks and mails. */
public interface SandboxView {
    /** All subscriptions of all streams. */
    List<SubscriptionStatus> subscriptions();

    /** Events published so far, by stream. */
    Map<String, Long> published();

    /** Where things are, by what they are: gRPC, token endpoint, webhooks, mail. */
    Map<String, String> addresses();

    /** What the reader has to know first; empty when there is nothing. */
    String notice();
}
