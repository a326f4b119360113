/// What an operator's page shows: the meters of this replica as JSON, for callers who may read metrics. Knows
/// Micrometer, and of the rest only how to admit and refuse.
@NullMarked
package io.dealstream.api.operations;

import org.jspecify.annotations.NullMarked;
