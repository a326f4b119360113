package io.dealstream.soak;

import io.dealstream.testing.Loopback;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The readers that behave: one of each deal that stays, and one of each tenant. Every event is owed to them.
final class Congregation implements AutoCloseable {

    /// @param deal null for all of the tenant's
    private record Seat(String tenant, @Nullable Long deal, Counted reader) {

        String name() {
            return tenant + (deal == null ? "" : ", deal " + deal);
        }
    }

    private final List<Seat> seats = new ArrayList<>();

    Congregation(int port) {
        for (String tenant : Pipeline.STAYING) {
            for (long deal = 1; deal <= Pipeline.DEALS; deal++) {
                seats.add(new Seat(tenant, deal, reader(port, tenant, "/v1/events/deals/" + deal)));
            }
            seats.add(new Seat(tenant, null, reader(port, tenant, "/v1/events/org")));
        }
        seats.add(new Seat(Pipeline.PASSING, null, reader(port, Pipeline.PASSING, "/v1/events/org")));
    }

    boolean hasSettledIn() {
        return seats.stream().allMatch(seat -> seat.reader.isSettledIn());
    }

    boolean hasEverything(Pipeline pipeline) {
        return seats.stream().allMatch(seat -> seat.reader.count() >= pipeline.written(seat.tenant, seat.deal));
    }

    /// What anybody was not told, or was told wrongly.
    List<String> complaints(Pipeline pipeline) {
        List<String> complaints = new ArrayList<>();
        for (Seat seat : seats) {
            long written = pipeline.written(seat.tenant, seat.deal);
            if (seat.reader.count() != written) {
                complaints.add(seat.name() + ": " + seat.reader.count() + " of " + written + " events");
            }
            String complaint = seat.reader.complaint();
            if (complaint != null) {
                complaints.add(seat.name() + ": " + complaint);
            }
        }
        return complaints;
    }

    long deliveries() {
        return seats.stream().mapToLong(seat -> seat.reader.count()).sum();
    }

    long connections() {
        return seats.stream().mapToLong(seat -> seat.reader.connections()).sum();
    }

    int size() {
        return seats.size();
    }

    @Override
    public void close() {
        seats.forEach(seat -> seat.reader.close());
    }

    private static Counted reader(int port, String tenant, String path) {
        URI uri = URI.create("http://" + Loopback.HOST + ":" + port + path);
        return new Counted(uri, Map.of("X-API-Key", "chaos-secret-" + tenant.replace("org-", "")));
    }
}
