package io.dealstream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dealstream.testing.HaProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/// The paths that the Ingress lets in.
public final class IngressPaths {

    private static final Path INGRESS = Path.of("deployment", "base", "ingress.yaml");

    private IngressPaths() {}

    /// A real proxy before a service that lets in just these.
    ///
    /// @param rules further lines of its front end
    public static HaProxy before(int port, String... rules) {
        return new HaProxy(port, ofType("Prefix"), ofType("Exact"), rules);
    }

    private static List<String> ofType(String type) {
        try {
            JsonNode paths = new YAMLMapper().readTree(INGRESS.toFile()).at("/spec/rules/0/http/paths");
            return StreamSupport.stream(paths.spliterator(), false)
                    .filter(path -> path.get("pathType").asText().equals(type))
                    .map(path -> path.get("path").asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
