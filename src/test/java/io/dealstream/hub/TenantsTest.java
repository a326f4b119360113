package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TenantsTest {

    private static final int EVENTS = 20_000;

    private final List<Tenant> tenants = List.of(new Tenant("acme"), new Tenant("globex"));
    private final SimulatedKafka kafka = new SimulatedKafka(3);

    @Test
    void neverSeeEachOthersEventsAlthoughTheirDealsHaveTheSameIds() {
        SimulatedKafka.Replica replica = kafka.replica(HubFixture.settings(200_000, 1 << 30), 900);
        Random random = new Random(11);
        List<Reader> readers = new ArrayList<>();
        List<Tenant> owners = new ArrayList<>();
        int[] written = new int[tenants.size()];
        for (int i = 0; i < EVENTS; i++) {
            kafka.now += random.nextInt(2);
            int owner = random.nextInt(tenants.size());
            kafka.write(tenants.get(owner), random.nextInt(3), random.nextInt(3), PROGRESS, 0);
            written[owner]++;
            replica.readAll();
            if (i % 500 == 0) {
                Tenant tenant = tenants.get(readers.size() / 2 % tenants.size());
                Subject subject = readers.size() % 2 == 0 ? new Subject("deal", "1") : Subject.whole("organisation");
                Start start = random.nextBoolean() ? new Start.Since(0) : new Start.Now();
                readers.add(Reader.greedy().open(replica.hub, Interest.all(new StreamKey(tenant, subject)), start));
                owners.add(tenant);
            }
        }
        for (int i = 0; i < readers.size(); i++) {
            Reader reader = readers.get(i);
            reader.run();
            Tenant owner = owners.get(i);
            assertThat(reader.messages())
                    .isNotEmpty()
                    .allMatch(message -> message.event().tenant().equals(owner));
        }
        assertThat(kafka.historyReads).isPositive();
        assertThat(readers.get(1).messages().size()).isGreaterThan(written[0] - 1_000);
    }

    @Test
    void makeNothingOfAnIdThatWasGivenToAnother() {
        SimulatedKafka.Replica replica = kafka.replica(HubFixture.roomy(), 900);
        StreamKey mine = new StreamKey(tenants.get(0), new Subject("deal", "1"));
        StreamKey theirs = new StreamKey(tenants.get(1), new Subject("deal", "1"));
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(mine), new Start.Now());
        kafka.write(tenants.get(0), 0, 1, PROGRESS, 0);
        replica.readAll();
        reader.run();
        String id = Objects.requireNonNull(reader.lastId());

        assertThat(Cursor.parse(id, mine)).isPresent();
        assertThat(Cursor.parse(id, theirs)).isEmpty();
        assertThat(Cursor.parse(id, new StreamKey(tenants.get(0), new Subject("deal", "2"))))
                .isEmpty();
    }
}
