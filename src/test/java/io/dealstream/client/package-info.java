/// The browser client (`clients/js`) in a real browser, against the packaged service behind a proxy that misbehaves.
package io.dealstream.client;
