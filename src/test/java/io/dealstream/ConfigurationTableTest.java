package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table in `docs/configuration.md` names every property of every mapping, with its true default, and none that is
/// gone.
class ConfigurationTableTest {

    private static final Pattern ROW = Pattern.compile("\\| `(dealstream\\.[^`]+)` \\| (?:`([^`]*)`)? *\\| .+ \\|");

    @Test
    void theTableListsEveryPropertyWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "configuration.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
            }
        }

        assertThat(documented).isEqualTo(declared());
    }

    private static Map<String, String> declared() {
        Map<String, String> properties = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.dealstream").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.reflect())
                        .forEach(type ->
                                collect(type.getAnnotation(ConfigMapping.class).prefix(), type, properties));
        return properties;
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, String> properties) {
        for (Method method : mapping.getDeclaredMethods()) {
            String name = prefix + (method.isAnnotationPresent(WithParentName.class) ? "" : "." + name(method));
            if (method.getReturnType() == Map.class) {
                Class<?> entry = (Class<?>) arguments(method)[1];
                if (entry.isInterface()) {
                    collect(name + ".NAME", entry, properties);
                } else {
                    properties.put(name + ".NAME", "");
                }
            } else if (method.getReturnType() == java.util.List.class
                    && element(method).isInterface()) {
                collect(name + "[n]", element(method), properties);
            } else if (method.getReturnType().isInterface() && method.getReturnType() != java.util.List.class) {
                collect(name, method.getReturnType(), properties);
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                properties.put(name, value == null ? "" : value.value());
            }
        }
    }

    private static Class<?> element(Method method) {
        return (Class<?>) arguments(method)[0];
    }

    private static Type[] arguments(Method method) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given == null
                ? method.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT)
                : given.value();
    }
}
