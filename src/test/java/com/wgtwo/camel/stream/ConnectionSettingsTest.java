package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
    private static final Map<String, Object> VALUES = values(true, "");
    private static final Map<String, Object> OTHERS = values(false, "x");

    private static Map<String, Object> values(boolean one, String suffix) {
        Map<String, Object> values = new HashMap<>();
        values.put("target", "host" + suffix + ":443");
        values.put("plaintext", false);
        values.put("trustCertificates", Path.of("trust" + suffix));
        values.put("clientCertificate", Path.of("certificate" + suffix));
        values.put("clientKey", Path.of("key" + suffix));
        values.put("keepAliveTime", Duration.ofMinutes(one ? 1 : 2));
        values.put("keepAliveTimeout", Duration.ofSeconds(one ? 10 : 11));
        values.put("maxMessageSize", one ? 100_000 : 200_000);
        values.put("userAgent", "agent" + suffix);
        return values;
    }

    @Test
    void areTheSameExactlyWhenEveryValueIs() throws Exception {
        assertThat(settings(VALUES)).isEqualTo(settings(VALUES)).hasSameHashCodeAs(settings(VALUES));
        for (RecordComponent component : ConnectionSettings.class.getRecordComponents()) {
            Map<String, Object> changed = new HashMap<>(VALUES);
            if (component.getName().equals("plaintext")) {
                // Only without certificates.
                changed.put("trustCertificates", null);
                changed.put("clientCertificate", null);
                changed.put("clientKey", null);
                ConnectionSettings before = settings(changed);
                changed.put("plaintext", true);
                assertThat(settings(changed)).isNotEqualTo(before);
            } else {
                changed.put(component.getName(), OTHERS.get(component.getName()));
                assertThat(settings(changed)).as(component.getName()).isNotEqualTo(settings(VALUES));
            }
        }
    }

    private static ConnectionSettings settings(Map<String, Object> values) throws ReflectiveOperationException {
        RecordComponent[] components = ConnectionSettings.class.getRecordComponents();
        Constructor<ConnectionSettings> constructor = ConnectionSettings.class.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(Arrays.stream(components)
                .map(component -> values.get(component.getName()))
                .toArray());
    }
}
