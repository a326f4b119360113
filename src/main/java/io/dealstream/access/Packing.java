package io.dealstream.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Makes what is long shorter, since lists of ids are to stand in a URL. What is short stays as it is, and so readable
/// for replicas that know of no packing.
final class Packing {

    private static final int SHORT = 512;

    /// More than the longest rights come to.
    private static final int MOST = 256 << 10;

    /// What nothing in JSON begins with.
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

    /// What was packed, or left as it was.
    ///
    /// @throws IOException when it is neither, or more than could have been packed
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
