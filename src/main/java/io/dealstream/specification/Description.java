package io.dealstream.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A document that does not change while the service runs, in both formats. Made at the first request, so that
/// the start does not wait for it.
final class Description {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Forms> source;
    private @Nullable Forms made;

    private record Forms(String yaml, String json) {}

    private Description(Supplier<Forms> source) {
        this.source = source;
    }

    /// Makes the description of a handwritten document. As YAML it is sent unchanged.
    static Description ofYaml(Supplier<String> text) {
        return new Description(() -> {
            String yaml = text.get();
            try {
                return new Forms(yaml, json(yaml().readTree(yaml)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Makes the description of a generated document.
    static Description ofTree(Supplier<JsonNode> tree) {
        return new Description(() -> {
            JsonNode root = tree.get();
            try {
                return new Forms(yaml().writeValueAsString(root), json(root));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Answers a request. The parameters are those of [DocumentFormat#wanted].
    Response answer(@Nullable String format, @Nullable String accept) {
        DocumentFormat form = DocumentFormat.wanted(format, accept);
        Forms forms = forms();
        String body = switch (form) {
            case YAML -> forms.yaml;
            case JSON -> forms.json;
        };
        return Response.ok(body, form.contentType())
                .header("Vary", "Accept")
                .header("Cache-Control", "no-cache")
                .build();
    }

    private synchronized Forms forms() {
        Forms forms = made;
        if (forms == null) {
            forms = source.get();
            made = forms;
        }
        return forms;
    }

    private static String json(JsonNode root) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectMapper yaml() {
        return new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build());
    }
}
