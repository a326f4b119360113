package io.dealstream.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps a place in a file, for one stream: the file says which.
final class FileKeeper implements Keeper {

    private final Path path;
    private final String stream;

    FileKeeper(Path path, String stream) {
        this.path = path;
        this.stream = stream;
    }

    /// @throws IllegalStateException where the file is no such file, or another stream's
    @Override
    public Optional<String> load() {
        Map<String, Object> kept;
        try {
            kept = Json.readObject(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.JsonException e) {
            throw new IllegalStateException(path + " holds no place in a stream", e);
        }
        if (!(kept.get("last_event_id") instanceof String id) || !stream.equals(kept.get("stream"))) {
            throw new IllegalStateException(path + " holds no place in " + stream);
        }
        return Optional.of(id);
    }

    @Override
    public void store(String id) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("stream", stream);
        kept.put("last_event_id", id);
        Path written = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.writeString(written, Json.write(kept) + "\n");
            Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
