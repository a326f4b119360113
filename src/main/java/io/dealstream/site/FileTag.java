package io.dealstream.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ETag of a file, made from its content. It is the same on every replica of a release.
///
/// @param value the tag with its quotes
record FileTag(String value) {

    private static final int HEX_DIGITS = 32;

    /// The tag of a resource on the class path; empty where there is none with this name.
    static Optional<FileTag> ofResource(String name) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileTag of(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new FileTag('"' + HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS) + '"');
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is in every JDK", e);
        }
    }

    /// Whether a header `If-None-Match` contains this tag. A tag that a compressing proxy has made weak counts.
    boolean isIn(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && Stream.of(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(value) || tag.equals("W/" + value));
    }
}
