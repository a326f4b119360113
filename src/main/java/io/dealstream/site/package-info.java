/// The files for browsers (`META-INF/resources`): the browser client and the console. Knows HTTP and no other
/// package.
@NullMarked
package io.dealstream.site;

import org.jspecify.annotations.NullMarked;
