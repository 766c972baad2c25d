package com.wgtwo.camel.springboot;

import com.wgtwo.camel.component.WgtwoComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Gives the component the properties under {@value #PREFIX}, in each of the ways in which Spring Boot lets them be
 * written.
 */
@AutoConfiguration(beforeName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnClass(CamelContext.class)
public class WgtwoAutoConfiguration {

    /** What the names of all options begin with. */
    static final String PREFIX = "camel.component.wgtwo";

    /**
     * Sets the options before the first endpoint is made.
     *
     * @param environment what is configured
     */
    @Bean
    public ComponentCustomizer wgtwoComponentCustomizer(Environment environment) {
        return ComponentCustomizer.builder(WgtwoComponent.class)
                .build(component -> new ComponentOptions(environment).apply(component));
    }
}
