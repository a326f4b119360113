package io.dealstream.api;

import io.dealstream.hub.EndOfStream;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The open streams of this replica, for operators. Thread-safe.
@Singleton
public final class StreamRegister {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OpenStreams streams;

    StreamRegister(OpenStreams streams) {
        this.streams = streams;
    }

    /// Finds open streams. Each is described on its own event loop. Waits at most two seconds; streams without
    /// an answer by then are left out.
    ///
    /// @param text a part of a stream's id, endpoint, subject, tenant, caller or user; empty: any stream
    /// @param most the most streams in the result
    public List<OpenStream> find(String text, int most) {
        List<CompletableFuture<OpenStream>> asked = streams.stream()
                .filter(stream -> stream.label().contains(text))
                .limit(most)
                .map(StreamConnection::describe)
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the streams that have answered are in the result
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<OpenStream> found = new ArrayList<>();
        for (CompletableFuture<OpenStream> one : asked) {
            if (one.state() == CompletableFuture.State.SUCCESS) {
                found.add(one.resultNow());
            }
        }
        return found;
    }

    /// How many streams are open.
    public int size() {
        return streams.size();
    }

    /// Ends a stream as if its credential had been withdrawn.
    ///
    /// @return whether there is a stream with that id
    public boolean end(String id) {
        return streams.stream()
                .filter(stream -> stream.id().equals(id))
                .findFirst()
                .map(stream -> {
                    stream.end(EndOfStream.REVOKED);
                    return true;
                })
                .orElse(false);
    }
}
