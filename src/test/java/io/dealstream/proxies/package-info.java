/// The packaged service behind the proxies that people put in front of it: real programs, with the configurations that
/// `docs/proxies` recommends and with each one's own defaults.
@NullMarked
package io.dealstream.proxies;

import org.jspecify.annotations.NullMarked;
