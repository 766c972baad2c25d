package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.validate.EditedFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two sets of files.
 *
 * @param changed routes that are to be built anew
 * @param added routes that were not there
 * @param removed routes that are no longer there
 * @param kamelets kamelets that differ
 * @param configurations true when route configurations differ
 * @param atNextStart what differs and cannot be exchanged
 */
record Difference(
        Set<String> changed,
        Set<String> added,
        Set<String> removed,
        Set<String> kamelets,
        boolean configurations,
        Set<String> atNextStart) {

    /** Those who need them ask for them anew each time. */
    private static final Set<String> TAKEN_AT_ONCE =
            Set.of("data.password", LetterSeal.KEY, LetterSeal.OLDER_KEYS, "management.token");

    static Difference between(Blueprint before, Blueprint after, Settings was, Settings is) {
        Set<String> changed = new TreeSet<>();
        Set<String> added = new TreeSet<>();
        after.routes().forEach((id, text) -> {
            String old = before.routes().get(id);
            if (old == null) {
                added.add(id);
            } else if (!old.equals(text)) {
                changed.add(id);
            }
        });
        Set<String> removed = new TreeSet<>(before.routes().keySet());
        removed.removeAll(after.routes().keySet());
        Set<String> atNextStart = differing(before.others(), after.others());
        Set<String> names = new TreeSet<>(was.names());
        names.addAll(is.names());
        for (String name : names) {
            boolean used =
                    after.properties().contains(name) || before.properties().contains(name);
            if (!used
                    && !name.startsWith("log.level")
                    && !TAKEN_AT_ONCE.contains(name)
                    && !was.get(name).equals(is.get(name))) {
                atNextStart.add(name);
            }
        }
        return new Difference(
                changed,
                added,
                removed,
                differing(before.kamelets(), after.kamelets()),
                !before.configurations().equals(after.configurations()),
                atNextStart);
    }

    private static Set<String> differing(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    /** True when no route and nothing of what routes are built with differs. */
    boolean isNothing() {
        return changed.isEmpty() && added.isEmpty() && removed.isEmpty() && kamelets.isEmpty() && !configurations;
    }

    Swap.Order order(List<EditedFile> files) {
        Set<String> leaving = new LinkedHashSet<>(changed);
        leaving.addAll(removed);
        Set<String> arriving = new LinkedHashSet<>(changed);
        arriving.addAll(added);
        return new Swap.Order(leaving, arriving, files, configurations, kamelets);
    }

    /** For the log. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, changed, "changed");
        add(parts, added, "added");
        add(parts, removed, "removed");
        if (parts.isEmpty()) {
            parts.add("no route is affected");
        }
        if (!atNextStart.isEmpty()) {
            parts.add(String.join(", ", atNextStart) + (atNextStart.size() == 1 ? " takes" : " take")
                    + " effect at the next start");
        }
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, Set<String> routes, String what) {
        if (!routes.isEmpty()) {
            parts.add((routes.size() == 1 ? "route " : "routes ") + String.join(", ", routes) + " " + what);
        }
    }
}
