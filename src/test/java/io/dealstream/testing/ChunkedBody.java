package io.dealstream.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/// Decodes the chunked transfer coding (RFC 9112, 7.1) of a body, up to the last chunk. A connection that ends
/// before it is an [EOFException]; a violation of the coding is a [ProtocolException]. Trailers and chunk
/// extensions, which no server sends here, count as violations.
final class ChunkedBody extends InputStream {

    private final InputStream in;
    private int left;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended || (left == 0 && !nextChunk())) {
            return -1;
        }
        int read = in.read(buffer, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("broke off inside a chunk");
        }
        left -= read;
        if (left == 0) {
            lineEnd();
        }
        return read;
    }

    private boolean nextChunk() throws IOException {
        int size = 0;
        int digits = 0;
        for (int b = next(); b != '\r'; b = next()) {
            int digit = Character.digit(b, 16);
            if (digit < 0 || ++digits > 7) {
                throw new ProtocolException("not a chunk size");
            }
            size = size * 16 + digit;
        }
        if (digits == 0 || next() != '\n') {
            throw new ProtocolException("not a chunk size");
        }
        if (size == 0) {
            lineEnd();
            ended = true;
        }
        left = size;
        return !ended;
    }

    private void lineEnd() throws IOException {
        if (next() != '\r' || next() != '\n') {
            throw new ProtocolException("a chunk is longer than it says");
        }
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("broke off between chunks");
        }
        return b;
    }
}
