package io.dealstream.views;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The views (rights.md, "Views"), by the name by which keys, tokens and tickets refer to them: 1 to 32 of `a`
/// to `z`, digits and `-`.
@ConfigMapping(prefix = "dealstream.views")
public interface ViewSettings {

    /// The views.
    @WithParentName
    Map<String, Rules> views();

    /// One view.
    interface Rules {

        /// The types that are shown: names, or beginnings of names such as `processing.*`. Unset: all.
        Optional<List<String>> types();

        /// The fields that are hidden: `<type or *>.<path>`, such as `*.health_score` or
        /// `metrics_complete.accounts.number`.
        Optional<List<String>> hide();
    }
}
