package com.wgtwo.camel.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/sms, false, hooks.example.com, 80, hooks.example.com",
        "HTTPS://hooks.example.com/sms, true, hooks.example.com, 443, hooks.example.com",
        "http://hooks.example.com:8080, false, hooks.example.com, 8080, hooks.example.com:8080",
        "http://hooks.example.com:/, false, hooks.example.com, 80, hooks.example.com:",
        "http://user:pass@hooks.example.com:1/, false, hooks.example.com, 1, hooks.example.com:1",
        "http://my_service:8080/, false, my_service, 8080, my_service:8080",
        "https://[::1]/, true, ::1, 443, [::1]",
        "http://[::1]:8080/, false, ::1, 8080, [::1]:8080"
    })
    void anAddressLeadsToAHostAndAPort(String address, boolean tls, String host, int port, String authority) {
        assertThat(Target.of(URI.create(address))).isEqualTo(new Target(tls, host, port, authority));
    }

    @ParameterizedTest
    @CsvSource({
        "http:///path, 'the header CamelHttpUri has to name a host after http:// or https://, but names none'",
        "http://user@/path, 'the header CamelHttpUri has to name a host after http:// or https://, but names none'",
        "http://host:0/, 'the port in the header CamelHttpUri has to be 1 to 65535, but is otherwise'",
        "http://host:65536/, 'the port in the header CamelHttpUri has to be 1 to 65535, but is otherwise'",
        "http://a_b:x/, 'the port in the header CamelHttpUri has to be 1 to 65535, but is otherwise'"
    })
    void anAddressThatLeadsNowhereSaysWhy(String address, String why) {
        assertThatThrownBy(() -> Target.of(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout=5, 4000",
        "'max=100, Timeout=30', 29000",
        "timeout = \"10\", 9000",
        "timeout=1, 0",
        "timeout=0, -1000",
        "timeout=999999999, 180000",
        "max=100, 180000",
        "xtimeout=5, 180000",
        "timeout=soon, 180000"
    })
    void aWebServiceSaysHowLongItKeepsAConnection(String keepAlive, long millis) {
        assertThat(KeepAlive.of(new DefaultHttpHeaders().set("Keep-Alive", keepAlive)))
                .isEqualTo(Duration.ofMillis(millis));
    }
}
