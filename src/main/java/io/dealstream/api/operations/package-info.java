/// Data for the operators' page: the meters and streams of this replica as JSON, for callers who may read
/// metrics. Knows Micrometer, and of `api` only how to admit and refuse.
@NullMarked
package io.dealstream.api.operations;

import org.jspecify.annotations.NullMarked;
