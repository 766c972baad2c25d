package com.wgtwo.camel.app.manage;

import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.failure.CleanUps;
import java.util.function.ToDoubleBiFunction;

/** The figures of the program beside its streams; all of them are gauges without labels. */
public enum ProgramMetric {
    DEAD_LETTERS(
            "wgtwo_dead_letters",
            "dead letters in the database; NaN while it does not answer",
            (letters, cleanUps) -> letters.count()),
    NOT_CLEANED_UP(
            "wgtwo_revocations_not_cleaned_up",
            "revocations of consent whose clean-up has failed and not succeeded since",
            (letters, cleanUps) -> cleanUps.count()),
    OLDEST_NOT_CLEANED_UP(
            "wgtwo_revocations_not_cleaned_up_seconds",
            "for how long the oldest of them has failed; 0 when there is none",
            (letters, cleanUps) -> cleanUps.oldestAge().toSeconds());

    private final String sample;
    private final String meaning;
    private final ToDoubleBiFunction<KeptLetters, CleanUps> value;

    ProgramMetric(String sample, String meaning, ToDoubleBiFunction<KeptLetters, CleanUps> value) {
        this.sample = sample;
        this.meaning = meaning;
        this.value = value;
    }

    /** The name under which Prometheus has it. */
    public String sample() {
        return sample;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    double read(KeptLetters letters, CleanUps cleanUps) {
        return value.applyAsDouble(letters, cleanUps);
    }
}
