package io.dealstream.decode;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Which records are taken for events.
@ConfigMapping(prefix = "dealstream.catalogue")
public interface CatalogueSettings {

    /// What happens to events of a type that the catalogue does not hold: `reject` makes dead letters of them,
    /// `deliver` lets those through that carry the subject of their topic.
    @WithDefault("reject")
    UnknownTypes unknownTypes();

    /// The largest value of an event, in bytes.
    @WithDefault("256K")
    MemorySize maxValue();

    /// Where further schema files lie, whose types are taken like Dealstream's own. They are read at start, which
    /// fails where one says something that could not be held to. Unset: there are none.
    Optional<Path> directory();

    /// The two ways to treat unknown types.
    enum UnknownTypes {
        REJECT,
        DELIVER
    }
}
