/// Puts the parts together. Knows all other packages; none of them knows this one.
@NullMarked
package io.dealstream.wiring;

import org.jspecify.annotations.NullMarked;
