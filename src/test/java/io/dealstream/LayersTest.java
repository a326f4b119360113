package io.dealstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the package table of ARCHITECTURE.md: who may know whom.
class LayersTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dealstream");

    private static final String[] EVERYWHERE = {"java..", "org.jspecify.."};
    private static final String[] JACKSON = {"com.fasterxml.jackson.."};
    private static final String[] KAFKA = {"org.apache.kafka.."};
    private static final String[] MESSAGING = {
        "io.smallrye.reactive.messaging..", "org.eclipse.microprofile.reactive.messaging.."
    };
    private static final String[] MUTINY = {"io.smallrye.mutiny.."};
    private static final String[] NETTY = {"io.netty..", "io.vertx.core.."};
    private static final String[] OPEN_TELEMETRY = {"io.opentelemetry.."};
    private static final String[] QUARKUS = {
        "io.quarkus..",
        "io.smallrye.config..",
        "io.smallrye.common..",
        "jakarta.annotation..",
        "jakarta.enterprise..",
        "jakarta.inject..",
        "org.eclipse.microprofile.config..",
        "org.jboss.logging.."
    };
    private static final String[] REST = {"jakarta.ws.rs..", "org.jboss.resteasy.reactive..", "io.vertx.ext.web.."};

    /// Package → what it may import: packages of ours by their name, libraries by their pattern.
    private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

    private static final Map<String, List<String[]>> PERMISSIONS = new LinkedHashMap<>();

    static {
        row("event", ours());
        row("tasks", ours(), new String[] {"org.jboss.logging.."});
        row("catalogue", ours("event"), JACKSON);
        row("kafka", ours("event", "tasks"), KAFKA, QUARKUS);
        row("hub", ours("event"), MUTINY);
        row("progress", ours("event"));
        row("decode", ours("event", "catalogue"), JACKSON, KAFKA, QUARKUS, OPEN_TELEMETRY);
        row("intake", ours("event", "catalogue", "kafka", "decode", "hub", "tasks"), KAFKA, QUARKUS);
        row("stalls", ours("event", "kafka", "hub", "intake", "progress", "tasks"), JACKSON, KAFKA, MUTINY, QUARKUS);
        row("history", ours("event", "kafka", "decode", "hub", "tasks"), KAFKA, MUTINY, QUARKUS);
        row("views", ours("event", "catalogue"), JACKSON, QUARKUS);
        row("access", ours("event", "kafka", "tasks", "views"), JACKSON, KAFKA, QUARKUS, new String[] {
            "io.smallrye.jwt..", "javax.crypto..", "org.eclipse.microprofile.jwt..", "org.jose4j.."
        });
        row("cluster", ours("kafka", "access", "tasks"), JACKSON, KAFKA, MUTINY, QUARKUS, MESSAGING);
        row("ledger", ours("event", "hub", "access", "views", "kafka", "tasks"), JACKSON, KAFKA, QUARKUS);
        row(
                "commands",
                ours("event", "catalogue", "kafka", "decode", "access", "ledger"),
                JACKSON,
                KAFKA,
                QUARKUS,
                new String[] {"picocli.."});
        row("vertx", ours(), NETTY);
        row("sse", ours("tasks", "vertx"), NETTY);
        row("site", ours(), NETTY, QUARKUS, REST);
        row("edge", ours("tasks", "vertx"), NETTY, QUARKUS, new String[] {"io.vertx.ext.web.."});
        row("local", ours("tasks"), KAFKA, QUARKUS, JACKSON, new String[] {
            "io.vertx..", "io.smallrye.reactive.messaging.."
        });
        row("specification", ours("event", "catalogue", "kafka", "decode"), JACKSON, QUARKUS, REST, new String[] {
            "io.vertx.core.http.."
        });
        row(
                "telemetry",
                ours(
                        "event",
                        "catalogue",
                        "kafka",
                        "decode",
                        "hub",
                        "intake",
                        "history",
                        "access",
                        "cluster",
                        "ledger",
                        "stalls",
                        "api",
                        "tasks"),
                QUARKUS,
                OPEN_TELEMETRY,
                new String[] {"io.micrometer.."},
                new String[] {"org.eclipse.microprofile.health.."});
        row(
                "api",
                ours("event", "hub", "access", "cluster", "views", "ledger", "sse", "tasks", "vertx"),
                JACKSON,
                MUTINY,
                NETTY,
                QUARKUS,
                REST);
        row(
                "wiring",
                ours("catalogue", "kafka", "decode", "intake", "hub", "history", "progress", "access", "api", "tasks"),
                QUARKUS);
        row("api.operations", ours("api", "access", "cluster"), JACKSON, QUARKUS, REST, new String[] {"io.micrometer.."
        });
        row(
                "api.deals",
                ours("api", "event", "catalogue", "hub", "progress", "access", "sse"),
                JACKSON,
                MUTINY,
                QUARKUS,
                REST);
        row("api.updates", ours("api", "event", "hub", "access", "sse"), JACKSON, QUARKUS, REST, MUTINY);
        row("api.account", ours("api", "event", "hub", "access", "sse"), JACKSON, MUTINY, QUARKUS, REST);
        row("api.cases", ours("api", "event", "hub", "access", "sse"), JACKSON, MUTINY, QUARKUS, REST);
    }

    private static String[] ours(String... names) {
        return Stream.of(names).map(name -> "io.dealstream." + name).toArray(String[]::new);
    }

    /// @param ours each of them a permission of its own
    /// @param libraries each array one permission
    private static void row(String name, String[] ours, String[]... libraries) {
        String self = "io.dealstream." + name;
        List<String[]> permissions = new ArrayList<>();
        Stream.of(ours).forEach(one -> permissions.add(new String[] {one}));
        permissions.addAll(List.of(libraries));
        PERMISSIONS.put(self, permissions);
        MAY_KNOW.put(self, permissions.stream().flatMap(Stream::of).toList());
    }

    @Test
    void everyPackageKnowsOnlyWhatTheTableAllows() {
        MAY_KNOW.forEach((self, allowed) -> {
            String[] packages = Stream.of(Stream.of(self), Stream.of(EVERYWHERE), allowed.stream())
                    .flatMap(names -> names)
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(self)
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(packages))
                    .allowEmptyShould(true)
                    .check(MAIN);
        });
    }

    @Test
    void onlyOneClassKnowsVertxInsides() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dealstream.vertx")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx.core..impl..", "io.vertx.ext.web..impl.."))
                .check(MAIN);
    }

    /// What a package may know and does not is no rule.
    @Test
    void everyPackageUsesWhatTheTableAllows() {
        List<String> unused = new ArrayList<>();
        PERMISSIONS.forEach((self, permissions) -> {
            Set<JavaClass> known = MAIN.that(resideInAPackage(self)).stream()
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(Dependency::getTargetClass)
                    .collect(Collectors.toSet());
            for (String[] permission : permissions) {
                if (known.stream().noneMatch(resideInAnyPackage(permission))) {
                    unused.add(self + " does not use " + String.join(", ", permission));
                }
            }
        });
        assertThat(unused).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        classes()
                .should()
                .resideInAnyPackage(MAY_KNOW.keySet().toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void noPackageCycles() {
        slices().matching("io.dealstream.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void noPackageIsADrawer() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..dto..", "..impl..", "..service..")
                .check(MAIN);
    }
}
