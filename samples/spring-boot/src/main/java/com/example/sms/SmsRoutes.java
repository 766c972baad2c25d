package com.example.sms;

import com.wgtwo.camel.component.AckProcessor;
import com.wgtwo.camel.component.WgtwoConstants;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** What is done with events. An event whose work fails never reaches the last step, and the platform sends it again. */
@Component
class SmsRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // Where the platform is, and who asks, is in application.properties.
        from("wgtwo:events?eventTypes=SMS_EVENT&queueName=sms-spring-boot&durableName=sms-spring-boot")
                .routeId("sms")
                .convertBodyTo(String.class)
                .log("SMS event of ${header." + WgtwoConstants.TIMESTAMP + "}, ${body.length} characters of JSON")
                .process(AckProcessor.BEAN)
                .log("acknowledged ${header." + WgtwoConstants.EVENT_ID + "}");
    }
}
