package io.dealstream.access;

import java.time.Clock;

/// Admits API keys.
final class KeyCheck {

    private final KeyTable keys;
    private final Clock clock;

    KeyCheck(KeyTable keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    Admission admit(KeyHash hash) {
        return keys.find(hash).map(this::admit).orElseGet(this::unknown);
    }

    private Admission admit(KeyRecord key) {
        return key.objection(clock.instant())
                .<Admission>map(Admission.Denied::new)
                .orElseGet(() -> new Admission.Granted(key.caller()));
    }

    private Admission unknown() {
        return new Admission.Denied(keys.loaded() ? Admission.Reason.KEY_UNKNOWN : Admission.Reason.UNAVAILABLE);
    }
}
