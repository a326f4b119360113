/// A dialect that nobody asked for, as CONTRIBUTING.md says to make one: the worked example, kept working by its test.
@org.jspecify.annotations.NullMarked
package io.dealstream.api.ticker;
