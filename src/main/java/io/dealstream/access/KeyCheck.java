package io.dealstream.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Checks API keys.
final class KeyCheck {

    private final KeyTable keys;
    private final Predicate<String> views;
    private final InstantSource clock;

    /// @param views whether a view with that name is known
    KeyCheck(KeyTable keys, Predicate<String> views, InstantSource clock) {
        this.keys = keys;
        this.views = views;
        this.clock = clock;
    }

    Admission admit(KeyHash hash) {
        return keys.find(hash).map(this::admit).orElseGet(this::unknown);
    }

    private Admission admit(KeyRecord key) {
        return key.objection(clock.instant())
                .or(() -> Optional.of(Admission.Reason.KEY_VOID)
                        .filter(unknown -> !key.rights().isSeenBy(views)))
                .<Admission>map(Admission.Denied::new)
                .orElseGet(() -> new Admission.Granted(key.caller()));
    }

    private Admission unknown() {
        return new Admission.Denied(keys.isReady() ? Admission.Reason.KEY_UNKNOWN : Admission.Reason.UNAVAILABLE);
    }
}
