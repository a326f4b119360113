package io.dealstream.ledger;

/// Hears what becomes of the ledger's records, for metrics. Any thread may call.
public interface LedgerListener {

    /// A record is written: Kafka has acknowledged it.
    void written();

    /// A record is lost: there was no room for it to wait, or Kafka will never take it.
    void dropped();
}
