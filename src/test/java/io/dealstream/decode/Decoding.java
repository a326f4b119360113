package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the tests of the decoder have in common.
public final class Decoding {

    static final Catalogue CATALOGUE = Catalogue.load();
    static final Position POSITION = new Position(new Partition("processing-events", 0, 5), 17, 1_772_618_460_123L);

    private Decoding() {}

    record Config(UnknownTypes unknownTypes, MemorySize maxValue) implements CatalogueSettings {

        @Override
        public Optional<Path> directory() {
            return Optional.empty();
        }
    }

    public static RecordDecoder decoder() {
        return decoder(CatalogueSettings.UnknownTypes.REJECT);
    }

    static RecordDecoder decoder(CatalogueSettings.UnknownTypes unknownTypes) {
        Config config = new Config(unknownTypes, new MemorySize(BigInteger.valueOf(256 * 1024)));
        return new RecordDecoder(
                CATALOGUE,
                config,
                Map.of(
                        "processing-events", List.of("processing-events"),
                        "everything", List.of("processing-events", "batch-events", "file-events"),
                        "cases-eu", List.of("case-events"),
                        "account-events", List.of("account-events")));
    }

    static Decoded.Accepted accepted(RecordDecoder decoder, RecordBuilder record) {
        Decoded decoded = decoder.decode(record.build(), POSITION);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return (Decoded.Accepted) decoded;
    }

    static Decoded.Rejected rejected(RecordDecoder decoder, RecordBuilder record) {
        Decoded decoded = decoder.decode(record.build(), POSITION);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        return (Decoded.Rejected) decoded;
    }

    static String value(Decoded.Accepted accepted) {
        return new String(accepted.event().value(), StandardCharsets.UTF_8);
    }
}
