package com.wgtwo.camel.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RenewedTest {
    private final AtomicReference<String> setting = new AtomicReference<>("1");

    private Renewed<String, Integer> number() {
        return new Renewed<>("some.number", this::read, Integer::valueOf, String::isEmpty);
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
        Renewed<String, Object> made = new Renewed<>("some.thing", this::read, text -> new Object(), String::isEmpty);

        assertThat(made.get()).isSameAs(made.get());
    }

    @Test
    void aFileThatIsEmptyForAMomentEndsNoProtection() {
        Supplier<String> secret = Renewed.text("some.secret", setting::get);
        setting.set("");
        assertThat(secret.get()).isEqualTo("1");
        setting.set(" \n");
        assertThat(secret.get()).isEqualTo("1");
        setting.set("2");
        assertThat(secret.get()).isEqualTo("2");

        setting.set("");
        Supplier<String> none = Renewed.text("some.secret", setting::get);
        setting.set("3");
        assertThat(none.get()).isEqualTo("3");
    }

    @Test
    void whatIsWrongFromTheBeginningIsThrown() {
        setting.set("");

        assertThatThrownBy(this::number).isInstanceOf(UserMistake.class).hasMessage("There is no file.");
    }
}
