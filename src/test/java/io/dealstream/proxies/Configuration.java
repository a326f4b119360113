package io.dealstream.proxies;

/// The text of a configuration, in which nothing is replaced that is not there.
record Configuration(String text) {

    Configuration with(String what, Object by) {
        if (!text.contains(what)) {
            throw new IllegalStateException("not in the configuration: " + what + "\n" + text);
        }
        return new Configuration(text.replace(what, by.toString()));
    }
}
