package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Function;

/// One JSON file: its content, and the lines of its flaws.
final class SchemaFile {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final String name;
    private final byte[] content;
    private final JsonNode root;

    /// @param name the file's name, for people
    /// @throws CatalogueException when the content is no JSON
    SchemaFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
        this.root = parse();
    }

    private JsonNode parse() {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new CatalogueException(name + ", line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CatalogueException(name + ": " + e.getMessage());
        }
    }

    String name() {
        return name;
    }

    JsonNode root() {
        return root;
    }

    /// Runs a step on the content and returns its result.
    ///
    /// @throws CatalogueException with the file's name, a line and the reason, when `step` finds a flaw
    <T> T read(Function<JsonNode, T> step) {
        try {
            return step.apply(root);
        } catch (Flaw flaw) {
            throw new CatalogueException(name + ", line " + line(flaw) + ": " + flaw.getMessage());
        }
    }

    private int line(Flaw flaw) {
        try (JsonParser parser = JSON.createParser(content)) {
            return Lines.of(flaw, parser, root);
        } catch (IOException e) {
            throw new IllegalStateException("what was read cannot be read again", e);
        }
    }
}
