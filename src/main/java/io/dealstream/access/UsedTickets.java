package io.dealstream.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/// Remembers which tickets have been used, here or on other replicas, each until it expires. Thread-safe.
///
/// The memory is bounded. When it is full, further tickets are refused for now. Old ones are not forgotten,
/// because a forgotten ticket could be used twice. If a use on another replica could not be remembered, all
/// tickets are refused until that ticket has expired.
final class UsedTickets {

    private final int capacity;
    private final InstantSource clock;
    private final Set<String> nonces = new HashSet<>();
    private final Queue<Used> byExpiry = new PriorityQueue<>(Comparator.comparing(Used::expiresAt));
    private Instant completeFrom = Instant.MIN;

    private record Used(String nonce, Instant expiresAt) {}

    enum Use {
        FIRST,
        REPEATED,
        /// The ticket cannot be remembered now, so it must not be accepted.
        NO_ROOM
    }

    UsedTickets(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    synchronized Use use(String nonce, Instant expiresAt) {
        forgetExpired();
        if (nonces.contains(nonce)) {
            return Use.REPEATED;
        }
        if (nonces.size() >= capacity || clock.instant().isBefore(completeFrom)) {
            return Use.NO_ROOM;
        }
        remember(nonce, expiresAt);
        return Use.FIRST;
    }

    /// Takes note that a ticket was used on another replica.
    synchronized void usedElsewhere(String nonce, Instant expiresAt) {
        forgetExpired();
        if (nonces.contains(nonce) || !clock.instant().isBefore(expiresAt)) {
            return;
        }
        if (nonces.size() >= capacity) {
            completeFrom = expiresAt.isAfter(completeFrom) ? expiresAt : completeFrom;
        } else {
            remember(nonce, expiresAt);
        }
    }

    synchronized int size() {
        forgetExpired();
        return nonces.size();
    }

    private void remember(String nonce, Instant expiresAt) {
        nonces.add(nonce);
        byExpiry.add(new Used(nonce, expiresAt));
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        for (Used first = byExpiry.peek(); first != null && !now.isBefore(first.expiresAt()); first = byExpiry.peek()) {
            nonces.remove(first.nonce());
            byExpiry.remove();
        }
    }
}
