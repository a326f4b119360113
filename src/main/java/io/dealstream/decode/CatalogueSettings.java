package io.dealstream.decode;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Which records are taken for events.
@ConfigMapping(prefix = "dealstream.catalogue")
public interface CatalogueSettings {

    /// What happens to events of an unknown type: `reject` makes dead letters of them, `deliver` delivers those
    /// that have the subject of their topic.
    @WithDefault("reject")
    UnknownTypes unknownTypes();

    /// The largest value of an event, in bytes.
    @WithDefault("256K")
    MemorySize maxValue();

    /// A directory of further schema files, whose types are treated like Dealstream's own. They are read at
    /// start, which fails if a file has a rule that cannot be checked. Unset: there are none.
    Optional<Path> directory();

    /// The two ways to treat unknown types.
    enum UnknownTypes {
        REJECT,
        DELIVER
    }
}
