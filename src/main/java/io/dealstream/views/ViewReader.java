package io.dealstream.views;

import io.dealstream.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes views from their settings, and refuses faulty settings. A view that hides nothing because of a typing
/// error would be worse than none.
final class ViewReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final String ALL = "*";

    private final List<KnownType> types;
    private final boolean unknownTypesPass;

    /// @param unknownTypesPass whether events of types that the catalogue does not have are accepted
    ViewReader(Catalogue catalogue, boolean unknownTypesPass) {
        // the longest name first: a path may begin with several names, and the longest is meant
        this.types = catalogue.entries().stream()
                .map(KnownType::new)
                .sorted(Comparator.comparingInt((KnownType type) -> type.name().length())
                        .reversed())
                .toList();
        this.unknownTypesPass = unknownTypesPass;
    }

    /// Reads all views.
    ///
    /// @throws IllegalArgumentException when a view is faulty; the message names it
    Views read(ViewSettings settings) {
        List<View> views = new ArrayList<>();
        settings.views().forEach((name, rules) -> views.add(read(name, rules)));
        return new Views(views);
    }

    private View read(String name, ViewSettings.Rules rules) {
        String property = ViewSettingsCheck.PREFIX + name;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(property + ": the name of a view is 1 to 32 of a-z, 0-9 and -");
        }
        try {
            List<TypePattern> shown = rules.types().map(this::shown).orElse(null);
            return hiding(name, shown, rules.hide().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private List<TypePattern> shown(List<String> texts) {
        List<TypePattern> patterns =
                texts.stream().map(String::strip).map(TypePattern::parse).toList();
        for (TypePattern pattern : patterns) {
            if (!unknownTypesPass && types.stream().noneMatch(type -> pattern.matches(type.name()))) {
                throw new IllegalArgumentException("types: there is no type " + pattern.text());
            }
        }
        return patterns;
    }

    private View hiding(String name, @Nullable List<TypePattern> shown, List<String> rules) {
        View showing = new View(name, shown, Map.of(), new FieldPaths());
        FieldPaths everywhere = new FieldPaths();
        Map<String, FieldPaths> ofTypes = new HashMap<>();
        for (String rule : rules) {
            String text = rule.strip();
            Optional<KnownType> type = typeOf(text);
            List<String> path = path(text, type.map(KnownType::name).orElse(ALL));
            for (KnownType one : type.map(List::of).orElse(types)) {
                if (showing.shows(one.name()) && one.needs(path)) {
                    throw new IllegalArgumentException(
                            "hide: " + text + " hides what " + one.name() + " cannot do without");
                }
            }
            if (type.isPresent() && !type.get().mayHave(path)) {
                throw new IllegalArgumentException("hide: " + text + " goes through a field that holds no fields");
            }
            type.map(one -> ofTypes.computeIfAbsent(one.name(), _ -> new FieldPaths()))
                    .orElse(everywhere)
                    .add(path);
        }
        ofTypes.values().forEach(paths -> paths.addAll(everywhere));
        return new View(name, shown, ofTypes, everywhere);
    }

    /// The type of a rule; empty where the rule is for all types.
    private Optional<KnownType> typeOf(String rule) {
        if (rule.startsWith(ALL + ".")) {
            return Optional.empty();
        }
        return Optional.of(types.stream()
                .filter(type -> rule.startsWith(type.name() + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "hide: " + rule + " begins with neither * nor the name of a type, or names no field")));
    }

    private static List<String> path(String rule, String type) {
        List<String> names = Arrays.asList(rule.substring(type.length() + 1).split("\\.", -1));
        if (names.stream().anyMatch(name -> name.isBlank() || name.equals(ALL))) {
            throw new IllegalArgumentException("hide: " + rule + " has an empty name or a * in its path");
        }
        return names;
    }
}
