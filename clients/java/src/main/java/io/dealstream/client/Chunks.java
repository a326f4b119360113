package io.dealstream.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A body that is read as it comes, each time for so long at most: what `java.net.http` offers as a stream of
/// bytes waits for ever. One chunk is asked for at a time, so a reader that is slow holds the sender up and no
/// memory.
final class Chunks implements BodySubscriber<Chunks>, AutoCloseable {

    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
    private volatile boolean closed;

    /// What came: bytes, or the end with its reason.
    private record Piece(byte[] bytes, boolean last, Throwable failure) {}

    /// Nothing came in time.
    static final class SilentException extends IOException {
        private static final long serialVersionUID = 1;

        SilentException() {
            super("nothing came in time");
        }
    }

    @Override
    public CompletionStage<Chunks> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.set(given);
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            all.writeBytes(bytes);
        }
        pieces.add(new Piece(all.toByteArray(), false, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(null, true, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(null, true, null));
    }

    /// What came next; null at the end.
    ///
    /// @throws SilentException where nothing came within the time
    /// @throws IOException where the connection failed, or was closed here
    byte[] read(Duration patience) throws IOException, InterruptedException {
        Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new SilentException();
        }
        if (!piece.last) {
            subscription.get().request(1);
            return piece.bytes;
        }
        pieces.add(piece); // for whoever asks again
        if (piece.failure != null) {
            throw new IOException(piece.failure.getMessage(), piece.failure);
        }
        return null;
    }

    /// All of it.
    ///
    /// @param most bytes; what is beyond is not read
    /// @throws IOException as [#read]
    byte[] readAll(Duration patience, int most) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] next = read(patience);
        while (next != null && all.size() <= most) {
            all.writeBytes(next);
            next = read(patience);
        }
        return all.toByteArray();
    }

    /// Lets the connection go; whoever reads hears of it.
    @Override
    public void close() {
        closed = true;
        Flow.Subscription known = subscription.get();
        if (known != null) {
            known.cancel();
        }
        pieces.add(new Piece(null, true, new IOException("closed")));
    }
}
