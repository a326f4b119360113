/// Whether the service takes no more of anything the longer it runs: memory, threads, file handles, entries of its
/// maps. Knows the service from outside only.
@NullMarked
package io.dealstream.soak;

import org.jspecify.annotations.NullMarked;
