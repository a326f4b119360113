package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dealstream.sse.Frame;
import io.netty.buffer.ByteBuf;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What `META-INF/native-image` says about our classes and other people's is still true. Building an image takes
/// minutes, and what it lacks shows only when it is used.
class NativeImageTest {

    private static final String FOLDER = "/META-INF/native-image/io.dealstream/dealstream/";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dealstream");
    private static final Set<String> HELD_BY_DIRECT_MEMORY = Set.of(Frame.class.getName(), ByteBuf.class.getName());

    @Test
    void classesWithFramesInStaticFieldsAreInitialisedAtRunTime() throws IOException {
        List<String> holders = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.dealstream").stream()
                        .filter(type -> type.getFields().stream().anyMatch(NativeImageTest::isStaticFrame))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(holders).hasSizeGreaterThan(3).isSubsetOf(initialisedAtRunTime());
    }

    @Test
    void ourClassesThatAreInitialisedAtRunTimeExist() throws IOException {
        assertThat(initialisedAtRunTime())
                .filteredOn(name -> name.startsWith("io.dealstream"))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(Class.forName(name, false, getClass().getClassLoader()))
                                .isNotNull());
    }

    @Test
    void recordsThatBecomeJsonCanBeReflectedUpon() {
        List<JavaClass> bodies = MAIN.stream()
                .filter(type -> type.isAssignableTo(Record.class) && isBody(type))
                .toList();

        assertThat(bodies).hasSizeGreaterThan(5).allMatch(type -> type.isAnnotatedWith(RegisterForReflection.class));
    }

    @Test
    void whatNativeLibrariesReachForExists() throws IOException {
        assertThat(metadata().get("reflection"))
                .filteredOn(type -> type.has("jniAccessible"))
                .hasSize(3)
                .allSatisfy(type -> {
                    Class<?> reached = Class.forName(
                            type.get("type").asText(), false, getClass().getClassLoader());
                    assertThat(Arrays.stream(reached.getDeclaredFields()).map(field -> field.getName()))
                            .containsAll(names(type.path("fields")));
                    assertThat(Arrays.stream(reached.getDeclaredMethods()).map(method -> method.getName()))
                            .containsAll(names(type.path("methods")));
                });
    }

    @Test
    void everyResourceThatIsIncludedExists() throws IOException {
        List<Path> roots = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.contains("snappy") || entry.contains("zstd") || entry.endsWith("classes"))
                .map(Path::of)
                .toList();

        for (JsonNode resource : metadata().get("resources")) {
            String glob = resource.get("glob").asText();
            assertThat(roots).as(glob).anyMatch(root -> holds(root, glob));
        }
    }

    /// By its name, or by an annotation of Jackson's in it.
    private static boolean isBody(JavaClass type) {
        return Set.of("Body", "Problem", "Item").contains(type.getSimpleName())
                || type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                                to -> to.getTargetClass().getPackageName().equals("com.fasterxml.jackson.annotation"));
    }

    private static boolean isStaticFrame(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && HELD_BY_DIRECT_MEMORY.contains(field.getRawType().getName());
    }

    private static Set<String> initialisedAtRunTime() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open("native-image.properties")) {
            properties.load(in);
        }
        return Stream.of(properties.getProperty("Args").split("\\s+"))
                .map(argument -> argument.substring(argument.indexOf('=') + 1))
                .flatMap(names -> Stream.of(names.split(",")))
                .collect(Collectors.toSet());
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in = open("reachability-metadata.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(FOLDER + file), file);
    }

    private static List<String> names(JsonNode members) {
        return StreamSupport.stream(members.spliterator(), false)
                .map(member -> member.get("name").asText())
                .toList();
    }

    /// Whether a folder or a jar has a file that a pattern fits.
    private static boolean holds(Path root, String glob) {
        try {
            if (Files.isDirectory(root)) {
                return matches(root, glob);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root)) {
                return matches(jar.getPath("/"), glob);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean matches(Path root, String glob) throws IOException {
        var matcher = root.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(root::relativize).anyMatch(matcher::matches);
        }
    }
}
