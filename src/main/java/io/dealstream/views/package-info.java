/// Views: which types and fields of events a class of readers may see. Views are configured, checked against
/// the catalogue at start, and applied to an event's bytes. Knows nothing of callers and HTTP.
@NullMarked
package io.dealstream.views;

import org.jspecify.annotations.NullMarked;
