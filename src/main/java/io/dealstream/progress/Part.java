package io.dealstream.progress;

/// One of the parts that make up a deal, a batch or a case: a document or a file.
sealed interface Part permits DocumentProgress, BatchDocument, CaseFile {

    /// Its id, as in the events.
    String id();

    /// Whether something is still awaited of it.
    boolean isPending();
}
