package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream as JMX shows it. */
class ManagedStreamTest {
    private final Fixture fixture = new Fixture();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @BeforeEach
    void start() throws Exception {
        fixture.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(fixture.uri()).routeId(ROUTE).process("work").process("ack");
            }
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Set<ObjectName> names() throws JMException {
        return server.queryNames(
                new ObjectName("org.apache.camel:context=" + fixture.context.getManagementName() + ",type=streams,*"),
                null);
    }

    private Object read(String attribute) throws JMException {
        return server.getAttribute(names().iterator().next(), attribute);
    }

    private void does(String operation) throws JMException {
        server.invoke(names().iterator().next(), operation, new Object[0], new String[0]);
    }

    private void awaitState(String state) {
        Fixture.await().until(() -> state.equals(read("State")));
    }

    @Test
    void itShowsTheFiguresAndGoesWithItsRoute() throws Exception {
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.awaitAcked(1);

        assertThat(names()).singleElement().asString().contains("events/SMS_EVENT");
        awaitState("STREAMING");
        Fixture.await().until(() -> Long.valueOf(1).equals(read("Acked")));
        assertThat(read("Received")).isEqualTo(1L);
        assertThat(read("Trouble")).isEqualTo("NONE");
        assertThat(read("LastEvent")).asString().startsWith("20");
        assertThat(Arrays.stream(server.getMBeanInfo(names().iterator().next()).getOperations())
                        .map(MBeanFeatureInfo::getName)
                        .collect(Collectors.toSet()))
                .contains("start", "stop", "suspend", "resume", "reconnect");

        fixture.context.getRouteController().stopRoute(ROUTE);
        assertThat(names()).isEmpty();
    }

    @Test
    void anOperatorSuspendsResumesStopsStartsAndReconnectsIt() throws Exception {
        awaitState("STREAMING");

        does("suspend");
        awaitState("STOPPED");
        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        does("resume");
        fixture.awaitAcked(1);

        awaitState("STREAMING");
        does("stop");
        awaitState("STOPPED");
        does("start");
        awaitState("STREAMING");

        long before = (long) read("Connects");
        does("reconnect");
        Fixture.await().until(() -> (long) read("Connects") > before);
        awaitState("STREAMING");
    }

    @Test
    void whatAnOperatorStoppedStaysStoppedWhenAnotherRouteStarts() throws Exception {
        awaitState("STREAMING");
        does("stop");
        awaitState("STOPPED");
        long before = (long) read("Connects");

        fixture.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").routeId("other").to("log:other");
            }
        });

        Fixture.await().during(Duration.ofMillis(500)).until(() -> "STOPPED".equals(read("State")));
        assertThat(read("Connects")).isEqualTo(before);
        assertThat(fixture.context.getRoute("other")).isNotNull();
    }

    @Test
    void whatIsSuspendedBeforeItIsThroughWithAResumeStaysSuspended() throws Exception {
        awaitState("STREAMING");
        fixture.sandbox.faults().stopServer();
        awaitState("WAITING");
        does("suspend");
        does("resume");
        does("suspend");
        awaitState("STOPPED");
        fixture.sandbox.faults().startServer();
        does("reconnect");
        assertThat(read("State")).isEqualTo("STOPPED");
    }

    /** Its events would be passed over, and come after newer ones. */
    @Test
    void whileItsRouteIsSuspendedItCannotBeStarted() throws Exception {
        awaitState("STREAMING");
        fixture.context.getRouteController().suspendRoute(ROUTE);
        awaitState("STOPPED");

        does("start");
        does("resume");

        Fixture.await().during(Duration.ofMillis(500)).until(() -> "STOPPED".equals(read("State")));
        fixture.context.getRouteController().resumeRoute(ROUTE);
        awaitState("STREAMING");
    }

    @Test
    void aRefusalIsToldWithItsKind() throws Exception {
        awaitState("STREAMING");
        fixture.sandbox.faults().refuseSubscribes(1000, Status.PERMISSION_DENIED);
        does("reconnect");

        Fixture.await().until(() -> "CONFIGURATION".equals(read("Trouble")));
        assertThat(read("LastError")).asString().contains("right");
        assertThat(read("NextAttempt")).asString().isNotEmpty();
    }
}
