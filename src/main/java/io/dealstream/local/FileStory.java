package io.dealstream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One file of a workspace from its discovery to the index. Some files are skipped or fail, and rarely a folder
/// is added.
///
/// @param workspace the workspace's id
/// @param number the file's number, which no other file has
record FileStory(String workspace, int number, Random random) {

    private static final String FOLDER = "/home/ana/papers";
    private static final List<String> NAMES = List.of("lease", "invoice", "minutes", "offer", "report");

    List<Sample> events() {
        String name = NAMES.get(random.nextInt(NAMES.size())) + "-" + number + ".pdf";
        String path = FOLDER + "/" + name;
        List<Sample> events = new ArrayList<>();
        if (random.nextInt(8) == 0) {
            events.addAll(folder());
        }
        events.add(about("file_created").with("path", path));
        events.add(queue("queue_item_added", path).with("status", "pending"));
        events.add(queue("queue_item_processing", path).with("status", "processing"));
        switch (random.nextInt(10)) {
            case 0 ->
                events.add(file("file_skipped", path, name).with("reason", "Unchanged since it was last indexed"));
            case 1 -> {
                events.add(file("file_parsing", path, name));
                events.add(file("file_failed", path, name).with("error", "Not a PDF"));
                events.add(queue("queue_item_failed", path).with("error", "Not a PDF"));
            }
            default -> {
                for (String step : List.of(
                        "file_parsing",
                        "file_parsed",
                        "file_summarizing",
                        "file_summarized",
                        "file_embedding",
                        "file_embedded",
                        "file_complete")) {
                    events.add(file(step, path, name));
                }
                events.add(queue("queue_item_completed", path).with("status", "completed"));
            }
        }
        return events;
    }

    private List<Sample> folder() {
        String path = FOLDER + "/" + number;
        return List.of(
                about("watch_added").with("path", path),
                about("directory_processing_started").with("path", path),
                about("directory_processing_completed").with("path", path),
                about("info").with("message", "Folder " + number + " is being watched"));
    }

    private Sample file(String type, String path, String name) {
        return about(type).with("path", path).with("filename", name);
    }

    private Sample queue(String type, String path) {
        return about(type).with("id", "item-" + number).with("file_path", path).with("action", "index");
    }

    private Sample about(String type) {
        return new Sample(Topic.FILE, workspace, type);
    }
}
