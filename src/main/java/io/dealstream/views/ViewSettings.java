package io.dealstream.views;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What classes of readers may see, by the name under which keys, tokens and tickets refer to it: 1 to 32 of `a` to
/// `z`, digits and `-`.
@ConfigMapping(prefix = "dealstream.views")
public interface ViewSettings {

    /// The views.
    @WithParentName
    Map<String, Rules> views();

    /// One view.
    interface Rules {

        /// Which events are shown: names of types, or how names begin, such as `processing.*`. Unset: all.
        Optional<List<String>> types();

        /// Which fields are not shown: `<type or *>.<path>`, such as `*.health_score` or
        /// `metrics_complete.accounts.number`.
        Optional<List<String>> hide();
    }
}
