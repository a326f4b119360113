package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The schema files among the application's resources. A folder in a jar or a native image cannot be listed, so
/// `index.json` names them.
final class CatalogueFiles {

    private static final String FOLDER = "/catalogue/";

    private final ObjectMapper json = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private final JsonNode index = read("index.json");

    List<Entry> types() {
        return entries("types");
    }

    List<Entry> topics() {
        return entries("topics");
    }

    private List<Entry> entries(String group) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode file : index.path(group)) {
            JsonNode schema = read(file.asText());
            try {
                entries.add(Entry.of(schema));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(FOLDER + file.asText() + ": " + e.getMessage(), e);
            }
        }
        return entries;
    }

    private JsonNode read(String file) {
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is missing");
            }
            return json.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(FOLDER + file, e);
        }
    }
}
