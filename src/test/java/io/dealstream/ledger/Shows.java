package io.dealstream.ledger;

import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.event.EventFilter;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;

/// To whom tests show what.
final class Shows {

    static final StreamKey DEAL = new StreamKey(new Tenant("acme"), new Subject("deal", "42"));

    private Shows() {}

    static Showing deal() {
        return of(Showing.Way.STREAM, DEAL, EventFilter.ALL);
    }

    static Showing of(Showing.Way way, StreamKey stream, EventFilter filter) {
        return new Showing(
                way, new Origin.Key(KeyHash.of("secret")), "u-1881", "deals", stream, filter, null, null, null);
    }

    /// Hears nothing.
    static final class Silent implements LedgerListener {

        @Override
        public void written() {}

        @Override
        public void dropped() {}
    }
}
