/// The console as its users meet it: in a real browser, against the real service.
@NullMarked
package io.dealstream.console;

import org.jspecify.annotations.NullMarked;
