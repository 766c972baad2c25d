package com.wgtwo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.component.WgtwoComponent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The options as applications of Spring Boot write them. A whole application is in SamplesIT. */
class ComponentOptionsTest {
    private final StandardEnvironment environment = new StandardEnvironment();
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void namesAreTakenAsSpringBootTakesThem() {
        given(Map.of(
                "camel.component.wgtwo.target", "platform.example:443",
                "camel.component.wgtwo.oauth-profile", "product",
                "camel.component.wgtwo.trustCertificates", "ca.pem"));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("CAMEL_COMPONENT_WGTWO_PLAINTEXT", "true")));

        WgtwoComponent component = component();

        assertThat(component.getTarget()).isEqualTo("platform.example:443");
        assertThat(component.getOauthProfile()).isEqualTo("product");
        assertThat(component.getTrustCertificates()).isEqualTo("ca.pem");
        assertThat(component.isPlaintext()).isTrue();
    }

    @Test
    void withoutAnyTheComponentIsAsItWas() {
        assertThat(component().getTarget()).isNull();
    }

    @Test
    void aNameThatIsNoOptionIsRefused() {
        given(Map.of("camel.component.wgtwo.tagret", "platform.example:443"));

        assertThatThrownBy(this::component)
                .hasStackTraceContaining("camel.component.wgtwo.tagret is no option of the component");
    }

    private void given(Map<String, Object> properties) {
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    }

    private WgtwoComponent component() {
        context.getRegistry()
                .bind(
                        "wgtwoComponentCustomizer",
                        ComponentCustomizer.class,
                        new WgtwoAutoConfiguration().wgtwoComponentCustomizer(environment));
        return context.getComponent("wgtwo", WgtwoComponent.class);
    }
}
