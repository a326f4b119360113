package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The schema files of a whole catalogue, usually the application's own. A folder in a jar or a native image
/// cannot be listed, so `index.json` names the files.
final class CatalogueFiles {

    static final String INDEX = "index.json";

    private static final String FOLDER = "/catalogue/";

    private final String place;
    private final Source source;

    /// Gives the content of a file by its name; null where there is none.
    private interface Source {
        @Nullable
        InputStream open(String file) throws IOException;
    }

    private CatalogueFiles(String place, Source source) {
        this.place = place;
        this.source = source;
    }

    static CatalogueFiles ofTheApplication() {
        return new CatalogueFiles(FOLDER, file -> CatalogueFiles.class.getResourceAsStream(FOLDER + file));
    }

    static CatalogueFiles in(Path directory) {
        return new CatalogueFiles(directory + "/", file -> {
            Path path = directory.resolve(file);
            return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
        });
    }

    Catalogue read() {
        JsonNode index = file(INDEX).root();
        return new Catalogue(entries(index.path("types")), entries(index.path("topics")));
    }

    private List<Entry> entries(JsonNode files) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode file : files) {
            entries.add(file(file.asText()).read(Entry::of));
        }
        return entries;
    }

    private SchemaFile file(String name) {
        try (InputStream in = source.open(name)) {
            if (in == null) {
                throw new CatalogueException(place + name + " is missing");
            }
            return new SchemaFile(place + name, in.readAllBytes());
        } catch (IOException e) {
            throw new CatalogueException(place + name + ": " + e.getMessage());
        }
    }
}
