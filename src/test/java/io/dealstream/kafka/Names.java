package io.dealstream.kafka;

/// Topics of one test alone. Only those exist that the test makes.
public record Names(String prefix) implements TopicSettings {
    @Override
    public String processing() {
        return prefix + "-processing";
    }

    @Override
    public String deal() {
        return prefix + "-deal";
    }

    @Override
    public String batch() {
        return prefix + "-batch";
    }

    @Override
    public String cases() {
        return prefix + "-case";
    }

    @Override
    public String account() {
        return prefix + "-account";
    }

    @Override
    public String file() {
        return prefix + "-file";
    }

    @Override
    public String deadLetterSuffix() {
        return "-dead-letters";
    }
}
