package com.wgtwo.camel.springboot;

import com.wgtwo.camel.component.metrics.StreamMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Puts the figures of streams among those that the actuator tells Prometheus, under the names of {@link
 * com.wgtwo.camel.component.metrics.StreamMetric}.
 */
@AutoConfiguration(
        afterName = {
            "org.apache.camel.spring.boot.CamelAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration"
        })
@ConditionalOnClass({CamelContext.class, PrometheusRegistry.class})
@ConditionalOnBean({CamelContext.class, PrometheusRegistry.class})
public class WgtwoMetricsAutoConfiguration {

    /**
     * The collector.
     *
     * @param context whose routes subscribe
     */
    @Bean
    public StreamMetrics wgtwoStreamMetrics(CamelContext context) {
        return new StreamMetrics(context);
    }

    /**
     * Has it asked.
     *
     * @param registry the actuator's
     * @param metrics what it is to ask
     */
    @Bean
    InitializingBean wgtwoStreamMetricsRegistration(PrometheusRegistry registry, StreamMetrics metrics) {
        return () -> registry.register(metrics);
    }
}
