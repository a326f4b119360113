package io.dealstream.chaos;

import io.dealstream.chaos.Witness.Viewpoint;
import io.dealstream.testing.MisbehavingProxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The two hundred clients. Each of a tenant's ten deals has one reader of all its events, one of all events of
/// the deal and its neighbours, and one of a part of them. The organisation has ten readers, half of them of a
/// part.
final class Crowd implements AutoCloseable {

    private static final int ORGANISATION = 5;

    private final List<Witness> witnesses;

    private Crowd(List<Witness> witnesses) {
        this.witnesses = witnesses;
    }

    static Crowd through(MisbehavingProxy proxy) {
        URI door = proxy.uri("/");
        return new Crowd(viewpoints().stream()
                .map(viewpoint -> new Witness(viewpoint).open(door))
                .toList());
    }

    /// The keys of all clients, one of its own for each, as settings of a replica that has `others`.
    static Map<String, String> keys(int others) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<Viewpoint> all = viewpoints();
        for (int i = 0; i < all.size(); i++) {
            String key = "dealstream.keys[%d].".formatted(others + i);
            settings.put(key + "secret", all.get(i).secret());
            settings.put(key + "tenant", Lane.tenantName(all.get(i).tenant()));
            settings.put(key + "scopes", "deals:read,org:read");
        }
        return settings;
    }

    List<Witness> witnesses() {
        return witnesses;
    }

    /// So many readers of everything about deals that are not settled.
    static Crowd ofDeals(URI door, int count) {
        return new Crowd(IntStream.range(0, count)
                .mapToObj(
                        i -> deal(1 + i % Lane.TENANTS, 1 + i / Lane.TENANTS % (Lane.SETTLING - 1), "", event -> true))
                .map(viewpoint -> new Witness(viewpoint).open(door))
                .toList());
    }

    /// Whether everyone has been told of an event, over a connection made after `moment`.
    boolean hasHeardSince(Instant moment) {
        return witnesses.stream().allMatch(witness -> witness.hasHeardSince(moment));
    }

    boolean hasSettledIn() {
        return witnesses.stream().allMatch(Witness::isSettledIn);
    }

    boolean hasEverything(Ledger ledger) {
        return witnesses.stream().allMatch(witness -> witness.hasEverything(ledger));
    }

    void account(Balance balance, Ledger ledger) {
        balance.add("clients", witnesses.size());
        witnesses.forEach(witness -> witness.account(balance, ledger));
    }

    @Override
    public void close() {
        witnesses.forEach(Witness::close);
    }

    private static List<Viewpoint> viewpoints() {
        List<Viewpoint> all = new ArrayList<>();
        for (int tenant = 1; tenant <= Lane.TENANTS; tenant++) {
            for (int deal = 1; deal <= Lane.DEALS; deal++) {
                all.add(deal(tenant, deal, "", event -> true));
                all.add(deals(tenant, deal));
                all.add(deal % 2 == 0 ? typed(tenant, deal) : ofDocument(tenant, deal));
            }
            for (int i = 0; i < ORGANISATION; i++) {
                all.add(organisation(tenant, "", event -> true));
                all.add(organisation(
                        tenant, "?types=deal_updated", event -> event.type().equals("deal_updated")));
            }
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).with(all.get(i).secret() + "-" + i))
                .toList();
    }

    /// Not told of the event that settles a deal.
    private static Viewpoint typed(int tenant, int deal) {
        return deal(
                tenant,
                deal,
                "?types=processing.progress",
                event -> event.type().equals("processing.progress"));
    }

    private static Viewpoint ofDocument(int tenant, int deal) {
        return deal(tenant, deal, "?document_id=2", event -> event.document() != 1);
    }

    private static Viewpoint deal(int tenant, int deal, String query, Predicate<Numbered> wanted) {
        String path = "/v1/events/deals/" + deal + query;
        return new Viewpoint(
                tenant, Lane.secret(tenant), path, lane -> lane.deal() == deal, wanted, deal == Lane.SETTLING);
    }

    /// A set that overlaps with others, or of the one deal that is settled.
    private static Viewpoint deals(int tenant, int deal) {
        Set<Integer> some = deal == Lane.SETTLING
                ? Set.of(deal)
                : IntStream.range(0, 3)
                        .map(i -> 1 + (deal - 1 + i) % Lane.DEALS)
                        .boxed()
                        .collect(Collectors.toSet());
        String ids = some.stream().map(Object::toString).collect(Collectors.joining(","));
        return new Viewpoint(
                tenant,
                Lane.secret(tenant),
                "/v1/events/deals?ids=" + ids,
                lane -> some.contains(lane.deal()),
                event -> true,
                deal == Lane.SETTLING);
    }

    private static Viewpoint organisation(int tenant, String query, Predicate<Numbered> wanted) {
        return new Viewpoint(tenant, Lane.secret(tenant), "/v1/events/org" + query, lane -> true, wanted, false);
    }
}
