package io.dealstream.client;

/// What stood between two blank lines of an event stream; null for what did not.
final class Frame {
    String id;
    String event;
    String data;
    String comment;
    /// In ms.
    Long retry;
    private StringBuilder lines;

    void take(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (name) {
            case "":
                comment = value;
                break;
            case "data":
                addData(value);
                break;
            case "event":
                event = value;
                break;
            case "id":
                id = value.indexOf('\0') < 0 ? value : id;
                break;
            case "retry":
                retry = value.matches("[0-9]{1,9}") ? Long.valueOf(value) : retry;
                break;
            default: // not a field of event streams
        }
    }

    /// Data may be many lines, so they are put together once.
    private void addData(String value) {
        if (lines == null) {
            lines = new StringBuilder(value);
        } else {
            lines.append('\n').append(value);
        }
    }

    Frame whole() {
        data = lines == null ? null : lines.toString();
        lines = null;
        return this;
    }
}
