package com.wgtwo.camel.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RenewedTest {
    private final AtomicReference<String> setting = new AtomicReference<>("1");

    private Renewed<String, Integer> number() {
        return new Renewed<>("some.number", this::read, Integer::valueOf);
    }

    private String read() {
        if (setting.get().isEmpty()) {
            throw new UserMistake("There is no file.");
        }
        return setting.get();
    }

    @Test
    void whatIsExchangedIsUsedAndWhatIsWrongIsNot() {
        Renewed<String, Integer> number = number();
        assertThat(number.get()).isEqualTo(1);
        setting.set("2");
        assertThat(number.get()).isEqualTo(2);
        setting.set("two");
        assertThat(number.get()).isEqualTo(2);
        setting.set("");
        assertThat(number.get()).isEqualTo(2);
        setting.set("3");
        assertThat(number.get()).isEqualTo(3);
    }

    @Test
    void whatStaysTheSameIsMadeOnce() {
        Renewed<String, Object> made = new Renewed<>("some.thing", this::read, text -> new Object());

        assertThat(made.get()).isSameAs(made.get());
    }

    @Test
    void whatIsWrongFromTheBeginningIsThrown() {
        setting.set("");

        assertThatThrownBy(this::number).isInstanceOf(UserMistake.class).hasMessage("There is no file.");
    }
}
