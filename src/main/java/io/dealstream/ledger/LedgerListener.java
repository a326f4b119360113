package io.dealstream.ledger;

/// Is told about the ledger's records, for metrics. Calls come from any thread.
public interface LedgerListener {

    /// Kafka has acknowledged a record.
    void written();

    /// A record is lost: there was no room for it to wait, or Kafka will never accept it.
    void dropped();
}
