/// Puts the parts together. The only package that knows all others; nobody knows it.
@NullMarked
package io.dealstream.wiring;

import org.jspecify.annotations.NullMarked;
