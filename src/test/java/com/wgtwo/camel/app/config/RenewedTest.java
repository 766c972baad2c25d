package com.wgtwo.camel.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RenewedTest {
    private final AtomicReference<String> setting = new AtomicReference<>("1");

    private Renewed<Integer> number() {
        return new Renewed<>("some.number", () -> List.of(read()), values -> Integer.valueOf(values.get(0)));
    }

    private String read() {
        if (setting.get().isEmpty()) {
            throw new UserMistake("There is no file.");
        }
        return setting.get();
    }

    @Test
    void whatIsExchangedIsUsedAndWhatIsWrongIsNot() {
        Renewed<Integer> number = number();
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
        Renewed<Object> made = new Renewed<>("some.thing", () -> List.of(read()), values -> new Object());

        assertThat(made.get()).isSameAs(made.get());
    }

    @Test
    void whatIsWrongFromTheBeginningIsThrown() {
        setting.set("");

        assertThatThrownBy(this::number).isInstanceOf(UserMistake.class).hasMessage("There is no file.");
    }
}
