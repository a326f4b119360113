package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The schema files among the application's resources. A folder in a jar or a native image cannot be listed, so
/// `index.json` names them.
final class CatalogueFiles {

    private static final String FOLDER = "/catalogue/";

    private final JsonNode index = read("index.json").root();

    List<Entry> types() {
        return entries("types");
    }

    List<Entry> topics() {
        return entries("topics");
    }

    private List<Entry> entries(String group) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode file : index.path(group)) {
            entries.add(read(file.asText()).read(Entry::of));
        }
        return entries;
    }

    private static SchemaFile read(String file) {
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new CatalogueException(FOLDER + file + " is missing");
            }
            return new SchemaFile(FOLDER + file, in.readAllBytes());
        } catch (IOException e) {
            throw new CatalogueException(FOLDER + file + ": " + e.getMessage());
        }
    }
}
