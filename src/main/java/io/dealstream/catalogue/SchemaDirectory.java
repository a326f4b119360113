package io.dealstream.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A directory of schema files, for example a mounted ConfigMap. Its files may be symbolic links. Names that
/// begin with a dot are ignored: `..data` and the files of editors.
///
/// Every other file must be a schema. If a file or folder were silently ignored, somebody would believe that
/// its type is known.
final class SchemaDirectory {

    /// The most files, and the most bytes of each: far more than a ConfigMap holds, and little memory.
    static final int MOST_FILES = 500;

    static final int MOST_BYTES = 64 << 10;

    private static final String ENDING = ".json";

    private final Path directory;

    SchemaDirectory(Path directory) {
        this.directory = directory;
    }

    /// The files in the order of their names, so that the order is the same everywhere.
    ///
    /// @throws CatalogueException when a file cannot be read, or cannot be a schema
    List<SchemaFile> files() {
        List<SchemaFile> files = new ArrayList<>();
        for (Path path : paths()) {
            files.add(new SchemaFile(path.toString(), content(path)));
        }
        return files;
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(directory, SchemaDirectory::isVisible)) {
            for (Path path : listed) {
                if (paths.size() == MOST_FILES) {
                    throw new CatalogueException(directory + ": more than " + MOST_FILES + " files");
                }
                paths.add(path);
            }
        } catch (IOException e) {
            throw new CatalogueException(directory + ": " + reason(e));
        }
        Collections.sort(paths);
        return paths;
    }

    private static boolean isVisible(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private static byte[] content(Path path) {
        if (!path.toString().endsWith(ENDING)) {
            throw new CatalogueException(path + ": only files whose names end with " + ENDING + " belong here");
        }
        if (!Files.isRegularFile(path)) {
            throw new CatalogueException(path + ": no file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new CatalogueException(path + ": larger than " + MOST_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new CatalogueException(path + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "does not exist";
            case NotDirectoryException _ -> "is no directory";
            case AccessDeniedException _ -> "may not be read";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
