/// Views: which types of events and which of their fields a class of readers may see. Configured, checked against the
/// catalogue at start, and applied to an event's bytes. Knows nothing of who asks or how.
@NullMarked
package io.dealstream.views;

import org.jspecify.annotations.NullMarked;
