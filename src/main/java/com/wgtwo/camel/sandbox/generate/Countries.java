package com.wgtwo.camel.sandbox.generate;

import java.util.List;

/** Countries that subscribers travel to. */
final class Countries {
    /**
     * A country.
     *
     * @param code ISO 3166-1 alpha-2
     * @param name name, which on the platform is sometimes only the code
     */
    record Country(String code, String name) {}

    private static final List<Country> ALL = List.of(
            new Country("NO", "Norway"),
            new Country("SE", "Sweden"),
            new Country("DK", "Denmark"),
            new Country("DE", "Germany"),
            new Country("ES", "Spain"),
            new Country("JP", "Japan"),
            new Country("US", "US"));

    private Countries() {}

    static Country any(Dice dice) {
        return dice.pick(ALL);
    }

    /** Two different countries. */
    static List<Country> change(Dice dice) {
        Country from = any(dice);
        Country to = any(dice);
        while (to.equals(from)) {
            to = any(dice);
        }
        return List.of(from, to);
    }
}
