/// The browser client (`clients/js`) in a real browser and the Python client (`clients/python`), against the
/// packaged service behind a proxy that misbehaves.
package io.dealstream.client;
