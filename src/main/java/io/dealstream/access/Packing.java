package io.dealstream.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Compresses long content of tickets, because lists of ids must fit a URL. Short content stays as it is, so
/// that replicas of older versions can read it.
final class Packing {

    private static final int SHORT = 512;

    /// The most bytes after unpacking: more than the longest rights take.
    private static final int MOST = 256 << 10;

    /// Marks packed content: JSON never begins with this byte.
    private static final byte PACKED = 0;

    private Packing() {}

    static byte[] pack(byte[] json) {
        if (json.length <= SHORT) {
            return json;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        out.write(PACKED);
        try (OutputStream deflated = new DeflaterOutputStream(out)) {
            deflated.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Reverses the packing.
    ///
    /// @throws IOException when the bytes are not packed correctly, or unpack to more than could have been packed
    static byte[] unpack(byte[] bytes) throws IOException {
        if (bytes.length == 0 || bytes[0] != PACKED) {
            return bytes;
        }
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
            byte[] json = inflated.readNBytes(MOST);
            if (inflated.read() >= 0) {
                throw new IOException("too long");
            }
            return json;
        }
    }
}
