package io.dealstream.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dealstream.kafka.TopicSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What the application says of itself that a manifest must agree with, from its classes and its own settings.
final class Application {

    /// A row of the configuration's table, which is tested to be complete.
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `(dealstream\\.[^`]+)` \\|");

    /// The intake's and the dead letters' threads are given so long in the end, whatever the settings say.
    private static final Duration LAST_STEPS = Duration.ofSeconds(4);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dealstream");

    private static final Set<String> KNOWN = Stream.of(environment(), kafkaEnvironment(), quarkusEnvironment())
            .flatMap(Set::stream)
            .collect(Collectors.toSet());

    private Application() {}

    /// Where it listens if nobody says otherwise.
    static int port() {
        return Integer.parseInt(settings().getProperty("quarkus.http.port", "8080"));
    }

    /// How long it may take from SIGTERM to its end by its settings.
    static Duration shutdown() {
        return duration(settings().getProperty("quarkus.shutdown.delay"))
                .plus(duration(settings().getProperty("quarkus.shutdown.timeout")))
                .plus(LAST_STEPS);
    }

    /// Its own properties as environment variables; of those in a list the first.
    static Set<String> environment() {
        try {
            return PROPERTY.matcher(Files.readString(java.nio.file.Path.of("docs", "configuration.md")))
                    .results()
                    .map(row -> row.group(1).replace("[n]", "[0]"))
                    .map(Application::variable)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /// What Kafka's clients can be told, as environment variables.
    static Set<String> kafkaEnvironment() {
        return Stream.of(AdminClientConfig.configNames(), ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> variable("kafka." + name))
                .collect(Collectors.toSet());
    }

    /// What Quarkus can be told, as environment variables: each extension lists it.
    static Set<String> quarkusEnvironment() {
        Set<String> names = new HashSet<>();
        try {
            ObjectMapper json = new ObjectMapper();
            for (URL list : Collections.list(Application.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream content = list.openStream()) {
                    names.addAll(json.readTree(content).findValuesAsText("environmentVariable"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /// All that an environment variable may be called.
    static boolean knows(String variable) {
        return KNOWN.contains(variable);
    }

    /// The topics of events.
    static List<String> eventTopics() {
        return Stream.of("processing", "deal", "batch", "cases", "account", "file")
                .map(method -> defaultOf(TopicSettings.class, method))
                .toList();
    }

    /// The paths of all its resources, up to their first parameter.
    static Set<String> paths() {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(type -> type.getAnnotationOfType(Path.class).value())
                .map(path -> path.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
    }

    /// The default of a setting, by the prefix of its mapping and its method.
    static String defaultOf(String prefix, String method) {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .filter(type -> type.getAnnotation(ConfigMapping.class).prefix().equals(prefix))
                .map(type -> defaultOf(type, method))
                .findFirst()
                .orElseThrow();
    }

    private static String defaultOf(Class<?> mapping, String name) {
        try {
            Method method = mapping.getDeclaredMethod(name);
            return method.getAnnotation(WithDefault.class).value();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(mapping + " has no " + name, e);
        }
    }

    static Duration duration(String text) {
        return DurationConverter.parseDuration(text);
    }

    /// The largest of the times in a text, such as a heartbeat's.
    static Duration longestHeartbeat() {
        return Stream.of("account", "cases", "streams")
                .map(prefix -> duration(defaultOf("dealstream." + prefix, "heartbeat")))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private static Properties settings() {
        Properties settings = new Properties();
        try (Reader reader =
                Files.newBufferedReader(java.nio.file.Path.of("src/main/resources/application.properties"))) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /// All matches of a pattern in a text, by its first group.
    static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
