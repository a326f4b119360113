/// The files that browsers get from here (`META-INF/resources`): the browser client and the console. Knows HTTP and
/// nothing of the rest.
@NullMarked
package io.dealstream.site;

import org.jspecify.annotations.NullMarked;
