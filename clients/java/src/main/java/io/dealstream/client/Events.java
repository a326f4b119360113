package io.dealstream.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The event types with their fields: what [Event#typed] gives, and what [Producer#record] takes. Made of the
/// service's catalogue by the tests of this module, never by hand: `mvn test -Dtest=GeneratedTest -Dgenerate`.
///
/// A field that may be left out is null where it is. Numbers are `Long` or `long` where they are integers; others
/// are any `Number`, as read a `Long`, `BigInteger` or `BigDecimal` with the digits that were written.
public final class Events {

    private Events() {}

    /// Work on a document began. A worker has taken up a document of a deal; from here on the document is pending.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param statementId the document that was worked on; other types call it document_id
    /// @param stage the step of the pipeline, for example extracting_text. Steps unknown here pass
    /// @param progress per cent done
    public record ProcessingStarted(long dealId, long statementId, String stage, long progress) implements TypedEvent {

        @Override
        public String type() {
            return "processing.started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("statement_id", statementId);
            fields.put("stage", stage);
            fields.put("progress", progress);
            return fields;
        }
    }

    /// A document moved on. A document has reached a step of the pipeline, or got further within it.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param statementId the document that was worked on; other types call it document_id
    /// @param stage the step of the pipeline, for example extracting_text. Steps unknown here pass
    /// @param progress per cent done
    public record ProcessingProgress(long dealId, long statementId, String stage, long progress) implements TypedEvent {

        @Override
        public String type() {
            return "processing.progress";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("statement_id", statementId);
            fields.put("stage", stage);
            fields.put("progress", progress);
            return fields;
        }
    }

    /// A document is done. The pipeline has finished a document and scored it.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param statementId the document that was worked on; other types call it document_id
    /// @param stage the last step, if the producer sends it; may be null
    /// @param progress per cent done, if the producer sends it; may be null
    /// @param healthScore how healthy the accounts look, higher is better
    public record ProcessingCompleted(long dealId, long statementId, Object stage, Object progress, Number healthScore) implements TypedEvent {

        /// Without the fields that may be left out.
        public ProcessingCompleted(long dealId, long statementId, Number healthScore) {
            this(dealId, statementId, null, null, healthScore);
        }

        @Override
        public String type() {
            return "processing.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("statement_id", statementId);
            if (stage != null) {
                fields.put("stage", stage);
            }
            if (progress != null) {
                fields.put("progress", progress);
            }
            fields.put("health_score", healthScore);
            return fields;
        }
    }

    /// A document failed. The pipeline has given up on a document.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param statementId the document that was worked on; other types call it document_id
    /// @param stage the last step, if the producer sends it; may be null
    /// @param progress per cent done, if the producer sends it; may be null
    /// @param error what went wrong, in words for a person
    public record ProcessingFailed(long dealId, long statementId, Object stage, Object progress, String error) implements TypedEvent {

        /// Without the fields that may be left out.
        public ProcessingFailed(long dealId, long statementId, String error) {
            this(dealId, statementId, null, null, error);
        }

        @Override
        public String type() {
            return "processing.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("statement_id", statementId);
            if (stage != null) {
                fields.put("stage", stage);
            }
            if (progress != null) {
                fields.put("progress", progress);
            }
            fields.put("error", error);
            return fields;
        }
    }

    /// A document stands still. Nothing has been heard of a pending document for long. Written by the service itself, if it is set up to. It ends nothing: the next event of the document takes it back.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param statementId the document that stands still; other types call it document_id
    /// @param stage the step of the pipeline that it stands at, for example running_ocr
    /// @param progress per cent done
    /// @param since the time of the last event of the document
    public record ProcessingStalled(long dealId, long statementId, String stage, long progress, String since) implements TypedEvent {

        @Override
        public String type() {
            return "processing.stalled";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("statement_id", statementId);
            fields.put("stage", stage);
            fields.put("progress", progress);
            fields.put("since", since);
            return fields;
        }
    }

    /// Text is extracted. The text of a document is at hand and its kind is known.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param documentId the document that was worked on
    /// @param documentType what kind of document it is
    /// @param pageCount pages read
    /// @param timestamp when it happened, ISO 8601
    public record ExtractionComplete(long dealId, long documentId, String documentType, long pageCount, String timestamp) implements TypedEvent {

        @Override
        public String type() {
            return "extraction_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("document_id", documentId);
            fields.put("document_type", documentType);
            fields.put("page_count", pageCount);
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// Transactions are parsed. The transactions of a document have been read and can be used.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param documentId the document that was worked on
    /// @param transactionCount transactions found
    /// @param monthsCovered months that they span
    /// @param timestamp when it happened, ISO 8601
    public record ParseComplete(long dealId, long documentId, long transactionCount, Number monthsCovered, String timestamp) implements TypedEvent {

        @Override
        public String type() {
            return "parse_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("document_id", documentId);
            fields.put("transaction_count", transactionCount);
            fields.put("months_covered", monthsCovered);
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// Key figures are computed. Balances, deposits and overdrafts of a document have been worked out.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param documentId the document that was worked on
    /// @param avgDailyBalance mean balance over the days covered
    /// @param avgMonthlyDeposits mean of the deposits per month
    /// @param nsfCount items returned for lack of funds
    /// @param timestamp when it happened, ISO 8601
    public record MetricsComplete(long dealId, long documentId, Number avgDailyBalance, Number avgMonthlyDeposits, long nsfCount, String timestamp) implements TypedEvent {

        @Override
        public String type() {
            return "metrics_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("document_id", documentId);
            fields.put("avg_daily_balance", avgDailyBalance);
            fields.put("avg_monthly_deposits", avgMonthlyDeposits);
            fields.put("nsf_count", nsfCount);
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// Transactions are screened. The transactions of a document have been searched for what deserves a second look.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param documentId the document that was worked on
    /// @param totalFlags transactions flagged
    /// @param buckets flags by kind
    /// @param timestamp when it happened, ISO 8601
    public record ScreeningComplete(long dealId, long documentId, long totalFlags, Map<String, Object> buckets, String timestamp) implements TypedEvent {

        @Override
        public String type() {
            return "screening_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("document_id", documentId);
            fields.put("total_flags", totalFlags);
            fields.put("buckets", buckets);
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// A document is scored. A document has its score and grade: the last step for it.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param documentId the document that was worked on
    /// @param healthScore how healthy the accounts look, higher is better
    /// @param healthGrade the score as a letter
    /// @param timestamp when it happened, ISO 8601
    public record ScoringComplete(long dealId, long documentId, Number healthScore, String healthGrade, String timestamp) implements TypedEvent {

        @Override
        public String type() {
            return "scoring_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("document_id", documentId);
            fields.put("health_score", healthScore);
            fields.put("health_grade", healthGrade);
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// A deal's figures were renewed. All documents at hand have been folded into the deal; whatever figures the producer adds pass through.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param status the deal's state from now on
    /// @param healthScore the deal's score, if there is one; may be null
    /// @param healthGrade the score as a letter, if there is one; may be null
    /// @param timestamp when it happened, ISO 8601
    public record DealUpdated(long dealId, String status, Object healthScore, Object healthGrade, String timestamp) implements TypedEvent {

        /// Without the fields that may be left out.
        public DealUpdated(long dealId, String status, String timestamp) {
            this(dealId, status, null, null, timestamp);
        }

        @Override
        public String type() {
            return "deal_updated";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("status", status);
            if (healthScore != null) {
                fields.put("health_score", healthScore);
            }
            if (healthGrade != null) {
                fields.put("health_grade", healthGrade);
            }
            fields.put("timestamp", timestamp);
            return fields;
        }
    }

    /// A deal was opened. Somebody has opened a deal for a business.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param businessName whom the deal is for
    /// @param createdBy who opened it
    public record DealCreated(long dealId, String businessName, String createdBy) implements TypedEvent {

        @Override
        public String type() {
            return "deal.created";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("business_name", businessName);
            fields.put("created_by", createdBy);
            return fields;
        }
    }

    /// A deal changed its state. A deal has gone from one state to another.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param oldStatus the state that it left
    /// @param newStatus the state that it is in
    public record DealStatusChanged(long dealId, String oldStatus, String newStatus) implements TypedEvent {

        @Override
        public String type() {
            return "deal.status_changed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("old_status", oldStatus);
            fields.put("new_status", newStatus);
            return fields;
        }
    }

    /// A deal was decided. Somebody has decided on a deal.
    ///
    /// @param dealId the deal that the event belongs to
    /// @param decision what was decided, for example approved
    /// @param decidedBy who decided
    public record DealDecision(long dealId, String decision, String decidedBy) implements TypedEvent {

        @Override
        public String type() {
            return "deal.decision";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deal_id", dealId);
            fields.put("decision", decision);
            fields.put("decided_by", decidedBy);
            return fields;
        }
    }

    /// A document of a batch is done. One more document of a batch went through.
    ///
    /// @param batchId the batch that the event belongs to
    /// @param documentId the document that was worked on
    /// @param status how it ended
    /// @param progress documents done of all, for example 3/5
    public record BatchDocumentProcessed(String batchId, long documentId, String status, String progress) implements TypedEvent {

        @Override
        public String type() {
            return "batch.document_processed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batch_id", batchId);
            fields.put("document_id", documentId);
            fields.put("status", status);
            fields.put("progress", progress);
            return fields;
        }
    }

    /// A document of a batch failed. A document of a batch could not be taken in.
    ///
    /// @param batchId the batch that the event belongs to
    /// @param documentId the document that was worked on
    /// @param error what went wrong, in words for a person
    /// @param progress documents done of all, if the producer sends it; may be null
    public record BatchDocumentFailed(String batchId, long documentId, String error, Object progress) implements TypedEvent {

        /// Without the fields that may be left out.
        public BatchDocumentFailed(String batchId, long documentId, String error) {
            this(batchId, documentId, error, null);
        }

        @Override
        public String type() {
            return "batch.document_failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batch_id", batchId);
            fields.put("document_id", documentId);
            fields.put("error", error);
            if (progress != null) {
                fields.put("progress", progress);
            }
            return fields;
        }
    }

    /// A batch is done. Every document of a batch has ended, well or not.
    ///
    /// @param batchId the batch that the event belongs to
    /// @param total documents in the batch
    /// @param succeeded those that went through
    /// @param failed those that did not
    public record BatchCompleted(String batchId, long total, long succeeded, long failed) implements TypedEvent {

        @Override
        public String type() {
            return "batch.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batch_id", batchId);
            fields.put("total", total);
            fields.put("succeeded", succeeded);
            fields.put("failed", failed);
            return fields;
        }
    }

    /// A file's analysis moved on. The analysis of one file of a case has got further.
    ///
    /// @param caseId the case that the event belongs to
    /// @param fileId the file of the case: any text without control characters
    /// @param stage the step of the pipeline, for example extracting_text. Steps unknown here pass
    /// @param progress how far it is, per cent
    /// @param message a remark for a person; may be null
    public record FileAnalysisProgress(String caseId, String fileId, String stage, Number progress, String message) implements TypedEvent {

        /// Without the fields that may be left out.
        public FileAnalysisProgress(String caseId, String fileId, String stage, Number progress) {
            this(caseId, fileId, stage, progress, null);
        }

        @Override
        public String type() {
            return "file.analysis.progress";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("case_id", caseId);
            fields.put("file_id", fileId);
            fields.put("stage", stage);
            fields.put("progress", progress);
            if (message != null) {
                fields.put("message", message);
            }
            return fields;
        }
    }

    /// A file's analysis ended. The analysis of one file of a case is over.
    ///
    /// @param caseId the case that the event belongs to
    /// @param fileId the file of the case: any text without control characters
    /// @param outcome how it ended
    /// @param message a remark for a person; may be null
    public record FileAnalysisCompleted(String caseId, String fileId, String outcome, String message) implements TypedEvent {

        /// Without the fields that may be left out.
        public FileAnalysisCompleted(String caseId, String fileId, String outcome) {
            this(caseId, fileId, outcome, null);
        }

        @Override
        public String type() {
            return "file.analysis.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("case_id", caseId);
            fields.put("file_id", fileId);
            fields.put("outcome", outcome);
            if (message != null) {
                fields.put("message", message);
            }
            return fields;
        }
    }

    /// A case's analysis ended. All files of a case have been analysed: the last event of the case.
    ///
    /// @param caseId the case that the event belongs to
    /// @param outcome how it ended; may be null
    /// @param message a remark for a person; may be null
    public record CaseAnalysisCompleted(String caseId, String outcome, String message) implements TypedEvent {

        /// Without the fields that may be left out.
        public CaseAnalysisCompleted(String caseId) {
            this(caseId, null, null);
        }

        @Override
        public String type() {
            return "case.analysis.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("case_id", caseId);
            if (outcome != null) {
                fields.put("outcome", outcome);
            }
            if (message != null) {
                fields.put("message", message);
            }
            return fields;
        }
    }

    /// Fetching accounts began. The accounts behind a connection are being fetched.
    ///
    /// @param connectionId the connection to a provider
    public record SyncAccountsStarted(String connectionId) implements TypedEvent {

        @Override
        public String type() {
            return "sync.accounts.started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            return fields;
        }
    }

    /// Accounts are fetched. The accounts behind a connection are up to date.
    ///
    /// @param connectionId the connection to a provider
    /// @param accountCount accounts fetched
    public record SyncAccountsCompleted(String connectionId, long accountCount) implements TypedEvent {

        @Override
        public String type() {
            return "sync.accounts.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("account_count", accountCount);
            return fields;
        }
    }

    /// Fetching accounts failed. The accounts behind a connection could not be fetched.
    ///
    /// @param connectionId the connection to a provider
    /// @param error what went wrong, in words for a person
    public record SyncAccountsFailed(String connectionId, String error) implements TypedEvent {

        @Override
        public String type() {
            return "sync.accounts.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("error", error);
            return fields;
        }
    }

    /// Fetching transactions began. The transactions of one account, or of a whole connection, are being fetched.
    ///
    /// @param connectionId the connection to a provider
    /// @param accountId the account; null stands for all accounts of the connection
    public record SyncTransactionsStarted(String connectionId, String accountId) implements TypedEvent {

        @Override
        public String type() {
            return "sync.transactions.started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("account_id", accountId);
            return fields;
        }
    }

    /// Transactions are fetched. The transactions of one account, or of a whole connection, are up to date.
    ///
    /// @param connectionId the connection to a provider
    /// @param accountId the account; null stands for all accounts of the connection
    /// @param transactionCount transactions fetched
    public record SyncTransactionsCompleted(String connectionId, String accountId, long transactionCount) implements TypedEvent {

        @Override
        public String type() {
            return "sync.transactions.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("account_id", accountId);
            fields.put("transaction_count", transactionCount);
            return fields;
        }
    }

    /// Fetching transactions failed. The transactions of one account, or of a whole connection, could not be fetched.
    ///
    /// @param connectionId the connection to a provider
    /// @param accountId the account; null stands for all accounts of the connection
    /// @param error what went wrong, in words for a person
    public record SyncTransactionsFailed(String connectionId, String accountId, String error) implements TypedEvent {

        @Override
        public String type() {
            return "sync.transactions.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("account_id", accountId);
            fields.put("error", error);
            return fields;
        }
    }

    /// Fetching holdings began. What an account holds is being fetched.
    ///
    /// @param accountId the account
    public record SyncHoldingsStarted(String accountId) implements TypedEvent {

        @Override
        public String type() {
            return "sync.holdings.started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("account_id", accountId);
            return fields;
        }
    }

    /// Holdings are fetched. What an account holds is up to date.
    ///
    /// @param accountId the account
    /// @param holdingCount holdings fetched
    public record SyncHoldingsCompleted(String accountId, long holdingCount) implements TypedEvent {

        @Override
        public String type() {
            return "sync.holdings.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("account_id", accountId);
            fields.put("holding_count", holdingCount);
            return fields;
        }
    }

    /// Fetching holdings failed. What an account holds could not be fetched.
    ///
    /// @param accountId the account
    /// @param error what went wrong, in words for a person
    public record SyncHoldingsFailed(String accountId, String error) implements TypedEvent {

        @Override
        public String type() {
            return "sync.holdings.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("account_id", accountId);
            fields.put("error", error);
            return fields;
        }
    }

    /// Access to a provider ends soon. The consent for a provider runs out; it is told by the seconds left, the time, or both.
    ///
    /// @param connectionId the connection to a provider
    /// @param providerSlug the provider's short name
    /// @param expiresInSeconds seconds left; may be null
    /// @param expiresAt when it ends, ISO 8601; may be null
    public record ProviderTokenExpiring(String connectionId, String providerSlug, Long expiresInSeconds, String expiresAt) implements TypedEvent {

        /// Without the fields that may be left out.
        public ProviderTokenExpiring(String connectionId, String providerSlug) {
            this(connectionId, providerSlug, null, null);
        }

        @Override
        public String type() {
            return "provider.token.expiring";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("provider_slug", providerSlug);
            if (expiresInSeconds != null) {
                fields.put("expires_in_seconds", expiresInSeconds);
            }
            if (expiresAt != null) {
                fields.put("expires_at", expiresAt);
            }
            return fields;
        }
    }

    /// Access to a provider was renewed. The consent for a provider has been prolonged without the user.
    ///
    /// @param connectionId the connection to a provider
    /// @param providerSlug the provider's short name
    public record ProviderTokenRefreshed(String connectionId, String providerSlug) implements TypedEvent {

        @Override
        public String type() {
            return "provider.token.refreshed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("provider_slug", providerSlug);
            return fields;
        }
    }

    /// Access to a provider could not be renewed. The consent for a provider could not be prolonged.
    ///
    /// @param connectionId the connection to a provider
    /// @param providerSlug the provider's short name
    /// @param needsReauth whether the user has to sign in there again
    public record ProviderTokenFailed(String connectionId, String providerSlug, boolean needsReauth) implements TypedEvent {

        @Override
        public String type() {
            return "provider.token.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("provider_slug", providerSlug);
            fields.put("needs_reauth", needsReauth);
            return fields;
        }
    }

    /// A provider was disconnected. A connection to a provider is gone.
    ///
    /// @param connectionId the connection to a provider
    /// @param providerSlug the provider's short name
    public record ProviderDisconnected(String connectionId, String providerSlug) implements TypedEvent {

        @Override
        public String type() {
            return "provider.disconnected";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("connection_id", connectionId);
            fields.put("provider_slug", providerSlug);
            return fields;
        }
    }

    /// A piece of an answer. The assistant has written the next piece of its answer.
    ///
    /// @param conversationId the conversation
    /// @param chunk the text to append
    /// @param isFinal whether it is the last piece
    public record AiResponseChunk(String conversationId, String chunk, boolean isFinal) implements TypedEvent {

        @Override
        public String type() {
            return "ai.response.chunk";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("conversation_id", conversationId);
            fields.put("chunk", chunk);
            fields.put("is_final", isFinal);
            return fields;
        }
    }

    /// The assistant uses a tool. The assistant is looking something up before it goes on.
    ///
    /// @param conversationId the conversation
    /// @param toolName the tool
    public record AiToolExecuting(String conversationId, String toolName) implements TypedEvent {

        @Override
        public String type() {
            return "ai.tool.executing";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("conversation_id", conversationId);
            fields.put("tool_name", toolName);
            return fields;
        }
    }

    /// An answer is complete. The assistant has finished its answer.
    ///
    /// @param conversationId the conversation
    public record AiResponseComplete(String conversationId) implements TypedEvent {

        @Override
        public String type() {
            return "ai.response.complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("conversation_id", conversationId);
            return fields;
        }
    }

    /// An import began. A file of transactions is being read.
    ///
    /// @param fileName the imported file's name
    /// @param fileFormat its format
    public record ImportStarted(String fileName, String fileFormat) implements TypedEvent {

        @Override
        public String type() {
            return "import.started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file_name", fileName);
            fields.put("file_format", fileFormat);
            return fields;
        }
    }

    /// An import moved on. A part of a file has been read.
    ///
    /// @param fileName the imported file's name
    /// @param progressPercent per cent done
    /// @param recordsProcessed records read so far
    public record ImportProgress(String fileName, Number progressPercent, long recordsProcessed) implements TypedEvent {

        @Override
        public String type() {
            return "import.progress";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file_name", fileName);
            fields.put("progress_percent", progressPercent);
            fields.put("records_processed", recordsProcessed);
            return fields;
        }
    }

    /// An import is done. A file of transactions has been read to its end.
    ///
    /// @param fileName the imported file's name
    /// @param recordsImported records taken over
    public record ImportCompleted(String fileName, long recordsImported) implements TypedEvent {

        @Override
        public String type() {
            return "import.completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file_name", fileName);
            fields.put("records_imported", recordsImported);
            return fields;
        }
    }

    /// An import failed. A file of transactions could not be read.
    ///
    /// @param fileName the imported file's name
    /// @param error what went wrong, in words for a person
    public record ImportFailed(String fileName, String error) implements TypedEvent {

        @Override
        public String type() {
            return "import.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file_name", fileName);
            fields.put("error", error);
            return fields;
        }
    }

    /// A balance changed. The balance of an account is another than before. Amounts are strings, so that no digit is lost.
    ///
    /// @param accountId the account
    /// @param previousBalance amount before
    /// @param newBalance amount now
    /// @param delta the difference, signed
    /// @param currency iSO 4217 code
    public record PortfolioBalanceUpdated(String accountId, String previousBalance, String newBalance, String delta, String currency) implements TypedEvent {

        @Override
        public String type() {
            return "portfolio.balance.updated";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("account_id", accountId);
            fields.put("previous_balance", previousBalance);
            fields.put("new_balance", newBalance);
            fields.put("delta", delta);
            fields.put("currency", currency);
            return fields;
        }
    }

    /// Holdings changed. What an account holds has been compared with what was known.
    ///
    /// @param accountId the account
    /// @param holdingsCount holdings now
    /// @param createdCount new ones
    /// @param updatedCount changed ones
    /// @param deactivatedCount those that are gone
    public record PortfolioHoldingsUpdated(String accountId, long holdingsCount, long createdCount, long updatedCount, long deactivatedCount) implements TypedEvent {

        @Override
        public String type() {
            return "portfolio.holdings.updated";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("account_id", accountId);
            fields.put("holdings_count", holdingsCount);
            fields.put("created_count", createdCount);
            fields.put("updated_count", updatedCount);
            fields.put("deactivated_count", deactivatedCount);
            return fields;
        }
    }

    /// The net worth changed. The sum over all accounts is another than before. Amounts are strings, so that no digit is lost.
    ///
    /// @param previousNetWorth amount before
    /// @param newNetWorth amount now
    /// @param delta the difference, signed
    /// @param currency iSO 4217 code
    /// @param accountCount accounts summed up
    public record PortfolioNetworthUpdated(String previousNetWorth, String newNetWorth, String delta, String currency, long accountCount) implements TypedEvent {

        @Override
        public String type() {
            return "portfolio.networth.updated";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("previous_net_worth", previousNetWorth);
            fields.put("new_net_worth", newNetWorth);
            fields.put("delta", delta);
            fields.put("currency", currency);
            fields.put("account_count", accountCount);
            return fields;
        }
    }

    /// A new session. The user has signed in somewhere.
    ///
    /// @param sessionId the session
    /// @param deviceInfo the device, as far as it is known
    /// @param ipAddress the address, as far as it is known
    /// @param location the place, as far as it is known
    public record SecuritySessionNew(String sessionId, String deviceInfo, String ipAddress, String location) implements TypedEvent {

        @Override
        public String type() {
            return "security.session.new";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session_id", sessionId);
            fields.put("device_info", deviceInfo);
            fields.put("ip_address", ipAddress);
            fields.put("location", location);
            return fields;
        }
    }

    /// A session looks odd. Something about a session is unlike the user.
    ///
    /// @param sessionId the session
    /// @param reason what is odd
    public record SecuritySessionSuspicious(String sessionId, String reason) implements TypedEvent {

        @Override
        public String type() {
            return "security.session.suspicious";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session_id", sessionId);
            fields.put("reason", reason);
            return fields;
        }
    }

    /// A session ends soon. A session is about to run out.
    ///
    /// @param sessionId the session
    /// @param expiresInSeconds seconds left
    public record SecuritySessionExpiring(String sessionId, long expiresInSeconds) implements TypedEvent {

        @Override
        public String type() {
            return "security.session.expiring";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session_id", sessionId);
            fields.put("expires_in_seconds", expiresInSeconds);
            return fields;
        }
    }

    /// A session was ended. A session has been ended before its time.
    ///
    /// @param sessionId the session
    /// @param deviceInfo the device, as far as it is known
    /// @param reason why
    public record SecuritySessionRevoked(String sessionId, String deviceInfo, String reason) implements TypedEvent {

        @Override
        public String type() {
            return "security.session.revoked";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session_id", sessionId);
            fields.put("device_info", deviceInfo);
            fields.put("reason", reason);
            return fields;
        }
    }

    /// The password changed. The account has a new password.
    ///
    /// @param initiatedBy who did it
    public record SecurityPasswordChanged(String initiatedBy) implements TypedEvent {

        @Override
        public String type() {
            return "security.password.changed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("initiated_by", initiatedBy);
            return fields;
        }
    }

    /// A sign-in failed. Somebody tried to sign in and could not.
    ///
    /// @param reason why
    public record SecurityLoginFailed(String reason) implements TypedEvent {

        @Override
        public String type() {
            return "security.login.failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("reason", reason);
            return fields;
        }
    }

    /// Reading a file. The content of a file is being read.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileParsing(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_parsing";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// A file was read. The content of a file is at hand.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileParsed(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_parsed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// Summing up a file. A summary of a file is being written.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileSummarizing(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_summarizing";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// A file was summed up. A summary of a file is at hand.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileSummarized(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_summarized";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// Embedding a file. Vectors of a file are being computed.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileEmbedding(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_embedding";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// A file was embedded. Vectors of a file are at hand.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileEmbedded(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_embedded";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// A file is indexed. A file has gone through every step and can be found.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    public record FileComplete(String path, String filename) implements TypedEvent {

        @Override
        public String type() {
            return "file_complete";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            return fields;
        }
    }

    /// A file failed. A file could not be indexed.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    /// @param error what went wrong, in words for a person
    public record FileFailed(String path, String filename, String error) implements TypedEvent {

        @Override
        public String type() {
            return "file_failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            fields.put("error", error);
            return fields;
        }
    }

    /// A file was skipped. A file has been left out.
    ///
    /// @param path the file's path
    /// @param filename the last part of the path
    /// @param reason why
    public record FileSkipped(String path, String filename, String reason) implements TypedEvent {

        @Override
        public String type() {
            return "file_skipped";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("filename", filename);
            fields.put("reason", reason);
            return fields;
        }
    }

    /// A new file. A file has appeared.
    ///
    /// @param path the path
    public record FileCreated(String path) implements TypedEvent {

        @Override
        public String type() {
            return "file_created";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A file changed. A file's content is another than before.
    ///
    /// @param path the path
    public record FileModified(String path) implements TypedEvent {

        @Override
        public String type() {
            return "file_modified";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A file is gone. A file has been removed.
    ///
    /// @param path the path
    public record FileDeleted(String path) implements TypedEvent {

        @Override
        public String type() {
            return "file_deleted";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A file was moved. A file has another name or another place.
    ///
    /// @param srcPath the path before
    /// @param destPath the path now
    public record FileMoved(String srcPath, String destPath) implements TypedEvent {

        @Override
        public String type() {
            return "file_moved";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("src_path", srcPath);
            fields.put("dest_path", destPath);
            return fields;
        }
    }

    /// A folder is gone. A folder has been removed.
    ///
    /// @param path the path
    public record DirectoryDeleted(String path) implements TypedEvent {

        @Override
        public String type() {
            return "directory_deleted";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A folder was moved. A folder has another name or another place.
    ///
    /// @param srcPath the path before
    /// @param destPath the path now
    public record DirectoryMoved(String srcPath, String destPath) implements TypedEvent {

        @Override
        public String type() {
            return "directory_moved";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("src_path", srcPath);
            fields.put("dest_path", destPath);
            return fields;
        }
    }

    /// Watching began. A folder is being watched from now on.
    ///
    /// @param path the path
    /// @param recursive whether folders below it are watched too
    /// @param filePattern which file names count; may be null
    public record WatchStarted(String path, boolean recursive, String filePattern) implements TypedEvent {

        /// Without the fields that may be left out.
        public WatchStarted(String path, boolean recursive) {
            this(path, recursive, null);
        }

        @Override
        public String type() {
            return "watch_started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("recursive", recursive);
            if (filePattern != null) {
                fields.put("file_pattern", filePattern);
            }
            return fields;
        }
    }

    /// A folder joined the watch list. A folder has been put on the list of watched ones.
    ///
    /// @param path the path
    public record WatchAdded(String path) implements TypedEvent {

        @Override
        public String type() {
            return "watch_added";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A folder left the watch list. A folder has been taken off the list of watched ones.
    ///
    /// @param path the path
    public record WatchRemoved(String path) implements TypedEvent {

        @Override
        public String type() {
            return "watch_removed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// Scanning a folder began. A folder is being gone through for the first time.
    ///
    /// @param path the path
    public record DirectoryProcessingStarted(String path) implements TypedEvent {

        @Override
        public String type() {
            return "directory_processing_started";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// A folder was scanned. A folder has been gone through for the first time.
    ///
    /// @param path the path
    public record DirectoryProcessingCompleted(String path) implements TypedEvent {

        @Override
        public String type() {
            return "directory_processing_completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            return fields;
        }
    }

    /// An entry joined the queue. Work on a file has been queued.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param status the entry's state
    public record QueueItemAdded(String id, String filePath, String action, String status) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_added";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("status", status);
            return fields;
        }
    }

    /// An entry waits anew. A queued file changed again, so its waiting time starts over.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param status the entry's state
    public record QueueItemUpdated(String id, String filePath, String action, String status) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_updated";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("status", status);
            return fields;
        }
    }

    /// An entry is being worked on. Work on a queued file has begun.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param status the entry's state
    public record QueueItemProcessing(String id, String filePath, String action, String status) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_processing";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("status", status);
            return fields;
        }
    }

    /// An entry is done. Work on a queued file went well.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param status the entry's state
    public record QueueItemCompleted(String id, String filePath, String action, String status) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_completed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("status", status);
            return fields;
        }
    }

    /// An entry failed. Work on a queued file failed for good.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param error what went wrong, in words for a person
    public record QueueItemFailed(String id, String filePath, String action, String error) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_failed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("error", error);
            return fields;
        }
    }

    /// An entry left the queue. A queued file has been taken off without work.
    ///
    /// @param id the entry's id
    /// @param filePath the file to work on
    /// @param action what is to be done
    /// @param status the entry's state
    public record QueueItemRemoved(String id, String filePath, String action, String status) implements TypedEvent {

        @Override
        public String type() {
            return "queue_item_removed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("file_path", filePath);
            fields.put("action", action);
            fields.put("status", status);
            return fields;
        }
    }

    /// The queue stands still. Somebody has paused the queue.
    ///
    /// @param source who did it
    public record QueuePaused(String source) implements TypedEvent {

        @Override
        public String type() {
            return "queue_paused";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("source", source);
            return fields;
        }
    }

    /// The queue goes on. Somebody has let the queue go on.
    ///
    /// @param source who did it
    public record QueueResumed(String source) implements TypedEvent {

        @Override
        public String type() {
            return "queue_resumed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("source", source);
            return fields;
        }
    }

    /// The scheduler paused the queue. The schedule says that the queue has to rest.
    ///
    public record SchedulerPaused() implements TypedEvent {

        @Override
        public String type() {
            return "scheduler_paused";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            return fields;
        }
    }

    /// The scheduler resumed the queue. The schedule lets the queue work again.
    ///
    public record SchedulerResumed() implements TypedEvent {

        @Override
        public String type() {
            return "scheduler_resumed";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            return fields;
        }
    }

    /// A general remark. Whatever the backend wants to tell; any field may occur.
    ///
    public record StatusUpdate() implements TypedEvent {

        @Override
        public String type() {
            return "status_update";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            return fields;
        }
    }

    /// The backend has a fault. Something failed in the backend that concerns no single file.
    ///
    /// @param message the text
    public record FileError(String message) implements TypedEvent {

        @Override
        public String type() {
            return "error";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("message", message);
            return fields;
        }
    }

    /// The backend has news. Something worth knowing that is no fault.
    ///
    /// @param message the text
    public record Info(String message) implements TypedEvent {

        @Override
        public String type() {
            return "info";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("message", message);
            return fields;
        }
    }

    /// The backend stops. The backend is about to end; nothing more comes from it.
    ///
    public record ShuttingDown() implements TypedEvent {

        @Override
        public String type() {
            return "shutting_down";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            return fields;
        }
    }

    /// The fields of an event; null where the type is not known here, or its fields are others.
    static TypedEvent read(String type, Map<String, Object> data) {
        try {
            return switch (type) {
                case "processing.started" -> new ProcessingStarted((long) data.get("deal_id"), (long) data.get("statement_id"), (String) data.get("stage"), (long) data.get("progress"));
                case "processing.progress" -> new ProcessingProgress((long) data.get("deal_id"), (long) data.get("statement_id"), (String) data.get("stage"), (long) data.get("progress"));
                case "processing.completed" -> new ProcessingCompleted((long) data.get("deal_id"), (long) data.get("statement_id"), data.get("stage"), data.get("progress"), (Number) data.get("health_score"));
                case "processing.failed" -> new ProcessingFailed((long) data.get("deal_id"), (long) data.get("statement_id"), data.get("stage"), data.get("progress"), (String) data.get("error"));
                case "processing.stalled" -> new ProcessingStalled((long) data.get("deal_id"), (long) data.get("statement_id"), (String) data.get("stage"), (long) data.get("progress"), (String) data.get("since"));
                case "extraction_complete" -> new ExtractionComplete((long) data.get("deal_id"), (long) data.get("document_id"), (String) data.get("document_type"), (long) data.get("page_count"), (String) data.get("timestamp"));
                case "parse_complete" -> new ParseComplete((long) data.get("deal_id"), (long) data.get("document_id"), (long) data.get("transaction_count"), (Number) data.get("months_covered"), (String) data.get("timestamp"));
                case "metrics_complete" -> new MetricsComplete((long) data.get("deal_id"), (long) data.get("document_id"), (Number) data.get("avg_daily_balance"), (Number) data.get("avg_monthly_deposits"), (long) data.get("nsf_count"), (String) data.get("timestamp"));
                case "screening_complete" -> new ScreeningComplete((long) data.get("deal_id"), (long) data.get("document_id"), (long) data.get("total_flags"), Json.object(data.get("buckets")), (String) data.get("timestamp"));
                case "scoring_complete" -> new ScoringComplete((long) data.get("deal_id"), (long) data.get("document_id"), (Number) data.get("health_score"), (String) data.get("health_grade"), (String) data.get("timestamp"));
                case "deal_updated" -> new DealUpdated((long) data.get("deal_id"), (String) data.get("status"), data.get("health_score"), data.get("health_grade"), (String) data.get("timestamp"));
                case "deal.created" -> new DealCreated((long) data.get("deal_id"), (String) data.get("business_name"), (String) data.get("created_by"));
                case "deal.status_changed" -> new DealStatusChanged((long) data.get("deal_id"), (String) data.get("old_status"), (String) data.get("new_status"));
                case "deal.decision" -> new DealDecision((long) data.get("deal_id"), (String) data.get("decision"), (String) data.get("decided_by"));
                case "batch.document_processed" -> new BatchDocumentProcessed((String) data.get("batch_id"), (long) data.get("document_id"), (String) data.get("status"), (String) data.get("progress"));
                case "batch.document_failed" -> new BatchDocumentFailed((String) data.get("batch_id"), (long) data.get("document_id"), (String) data.get("error"), data.get("progress"));
                case "batch.completed" -> new BatchCompleted((String) data.get("batch_id"), (long) data.get("total"), (long) data.get("succeeded"), (long) data.get("failed"));
                case "file.analysis.progress" -> new FileAnalysisProgress((String) data.get("case_id"), (String) data.get("file_id"), (String) data.get("stage"), (Number) data.get("progress"), (String) data.get("message"));
                case "file.analysis.completed" -> new FileAnalysisCompleted((String) data.get("case_id"), (String) data.get("file_id"), (String) data.get("outcome"), (String) data.get("message"));
                case "case.analysis.completed" -> new CaseAnalysisCompleted((String) data.get("case_id"), (String) data.get("outcome"), (String) data.get("message"));
                case "sync.accounts.started" -> new SyncAccountsStarted((String) data.get("connection_id"));
                case "sync.accounts.completed" -> new SyncAccountsCompleted((String) data.get("connection_id"), (long) data.get("account_count"));
                case "sync.accounts.failed" -> new SyncAccountsFailed((String) data.get("connection_id"), (String) data.get("error"));
                case "sync.transactions.started" -> new SyncTransactionsStarted((String) data.get("connection_id"), (String) data.get("account_id"));
                case "sync.transactions.completed" -> new SyncTransactionsCompleted((String) data.get("connection_id"), (String) data.get("account_id"), (long) data.get("transaction_count"));
                case "sync.transactions.failed" -> new SyncTransactionsFailed((String) data.get("connection_id"), (String) data.get("account_id"), (String) data.get("error"));
                case "sync.holdings.started" -> new SyncHoldingsStarted((String) data.get("account_id"));
                case "sync.holdings.completed" -> new SyncHoldingsCompleted((String) data.get("account_id"), (long) data.get("holding_count"));
                case "sync.holdings.failed" -> new SyncHoldingsFailed((String) data.get("account_id"), (String) data.get("error"));
                case "provider.token.expiring" -> new ProviderTokenExpiring((String) data.get("connection_id"), (String) data.get("provider_slug"), (Long) data.get("expires_in_seconds"), (String) data.get("expires_at"));
                case "provider.token.refreshed" -> new ProviderTokenRefreshed((String) data.get("connection_id"), (String) data.get("provider_slug"));
                case "provider.token.failed" -> new ProviderTokenFailed((String) data.get("connection_id"), (String) data.get("provider_slug"), (boolean) data.get("needs_reauth"));
                case "provider.disconnected" -> new ProviderDisconnected((String) data.get("connection_id"), (String) data.get("provider_slug"));
                case "ai.response.chunk" -> new AiResponseChunk((String) data.get("conversation_id"), (String) data.get("chunk"), (boolean) data.get("is_final"));
                case "ai.tool.executing" -> new AiToolExecuting((String) data.get("conversation_id"), (String) data.get("tool_name"));
                case "ai.response.complete" -> new AiResponseComplete((String) data.get("conversation_id"));
                case "import.started" -> new ImportStarted((String) data.get("file_name"), (String) data.get("file_format"));
                case "import.progress" -> new ImportProgress((String) data.get("file_name"), (Number) data.get("progress_percent"), (long) data.get("records_processed"));
                case "import.completed" -> new ImportCompleted((String) data.get("file_name"), (long) data.get("records_imported"));
                case "import.failed" -> new ImportFailed((String) data.get("file_name"), (String) data.get("error"));
                case "portfolio.balance.updated" -> new PortfolioBalanceUpdated((String) data.get("account_id"), (String) data.get("previous_balance"), (String) data.get("new_balance"), (String) data.get("delta"), (String) data.get("currency"));
                case "portfolio.holdings.updated" -> new PortfolioHoldingsUpdated((String) data.get("account_id"), (long) data.get("holdings_count"), (long) data.get("created_count"), (long) data.get("updated_count"), (long) data.get("deactivated_count"));
                case "portfolio.networth.updated" -> new PortfolioNetworthUpdated((String) data.get("previous_net_worth"), (String) data.get("new_net_worth"), (String) data.get("delta"), (String) data.get("currency"), (long) data.get("account_count"));
                case "security.session.new" -> new SecuritySessionNew((String) data.get("session_id"), (String) data.get("device_info"), (String) data.get("ip_address"), (String) data.get("location"));
                case "security.session.suspicious" -> new SecuritySessionSuspicious((String) data.get("session_id"), (String) data.get("reason"));
                case "security.session.expiring" -> new SecuritySessionExpiring((String) data.get("session_id"), (long) data.get("expires_in_seconds"));
                case "security.session.revoked" -> new SecuritySessionRevoked((String) data.get("session_id"), (String) data.get("device_info"), (String) data.get("reason"));
                case "security.password.changed" -> new SecurityPasswordChanged((String) data.get("initiated_by"));
                case "security.login.failed" -> new SecurityLoginFailed((String) data.get("reason"));
                case "file_parsing" -> new FileParsing((String) data.get("path"), (String) data.get("filename"));
                case "file_parsed" -> new FileParsed((String) data.get("path"), (String) data.get("filename"));
                case "file_summarizing" -> new FileSummarizing((String) data.get("path"), (String) data.get("filename"));
                case "file_summarized" -> new FileSummarized((String) data.get("path"), (String) data.get("filename"));
                case "file_embedding" -> new FileEmbedding((String) data.get("path"), (String) data.get("filename"));
                case "file_embedded" -> new FileEmbedded((String) data.get("path"), (String) data.get("filename"));
                case "file_complete" -> new FileComplete((String) data.get("path"), (String) data.get("filename"));
                case "file_failed" -> new FileFailed((String) data.get("path"), (String) data.get("filename"), (String) data.get("error"));
                case "file_skipped" -> new FileSkipped((String) data.get("path"), (String) data.get("filename"), (String) data.get("reason"));
                case "file_created" -> new FileCreated((String) data.get("path"));
                case "file_modified" -> new FileModified((String) data.get("path"));
                case "file_deleted" -> new FileDeleted((String) data.get("path"));
                case "file_moved" -> new FileMoved((String) data.get("src_path"), (String) data.get("dest_path"));
                case "directory_deleted" -> new DirectoryDeleted((String) data.get("path"));
                case "directory_moved" -> new DirectoryMoved((String) data.get("src_path"), (String) data.get("dest_path"));
                case "watch_started" -> new WatchStarted((String) data.get("path"), (boolean) data.get("recursive"), (String) data.get("file_pattern"));
                case "watch_added" -> new WatchAdded((String) data.get("path"));
                case "watch_removed" -> new WatchRemoved((String) data.get("path"));
                case "directory_processing_started" -> new DirectoryProcessingStarted((String) data.get("path"));
                case "directory_processing_completed" -> new DirectoryProcessingCompleted((String) data.get("path"));
                case "queue_item_added" -> new QueueItemAdded((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("status"));
                case "queue_item_updated" -> new QueueItemUpdated((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("status"));
                case "queue_item_processing" -> new QueueItemProcessing((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("status"));
                case "queue_item_completed" -> new QueueItemCompleted((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("status"));
                case "queue_item_failed" -> new QueueItemFailed((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("error"));
                case "queue_item_removed" -> new QueueItemRemoved((String) data.get("id"), (String) data.get("file_path"), (String) data.get("action"), (String) data.get("status"));
                case "queue_paused" -> new QueuePaused((String) data.get("source"));
                case "queue_resumed" -> new QueueResumed((String) data.get("source"));
                case "scheduler_paused" -> new SchedulerPaused();
                case "scheduler_resumed" -> new SchedulerResumed();
                case "status_update" -> new StatusUpdate();
                case "error" -> new FileError((String) data.get("message"));
                case "info" -> new Info((String) data.get("message"));
                case "shutting_down" -> new ShuttingDown();
                default -> null;
            };
        } catch (ClassCastException | NullPointerException e) {
            return null;
        }
    }

    private static final Map<String, Rule> RULES = new LinkedHashMap<>();

    static {
        add(new Rule(
                "processing.started",
                "processing-events",
                "deal_id",
                List.of("deal_id", "statement_id", "stage", "progress"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("statement_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("stage", Rule.Field.of("string")),
                        Map.entry("progress", Rule.Field.of("integer").from(0, 100)))));
        add(new Rule(
                "processing.progress",
                "processing-events",
                "deal_id",
                List.of("deal_id", "statement_id", "stage", "progress"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("statement_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("stage", Rule.Field.of("string")),
                        Map.entry("progress", Rule.Field.of("integer").from(0, 100)))));
        add(new Rule(
                "processing.completed",
                "processing-events",
                "deal_id",
                List.of("deal_id", "statement_id", "health_score"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("statement_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("health_score", Rule.Field.of("number")))));
        add(new Rule(
                "processing.failed",
                "processing-events",
                "deal_id",
                List.of("deal_id", "statement_id", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("statement_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "processing.stalled",
                "processing-events",
                "deal_id",
                List.of("deal_id", "statement_id", "stage", "progress", "since"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("statement_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("stage", Rule.Field.of("string")),
                        Map.entry("progress", Rule.Field.of("integer").from(0, 100)),
                        Map.entry("since", Rule.Field.of("string")))));
        add(new Rule(
                "extraction_complete",
                "processing-events",
                "deal_id",
                List.of("deal_id", "document_id", "document_type", "page_count", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_type", Rule.Field.of("string")),
                        Map.entry("page_count", Rule.Field.of("integer")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "parse_complete",
                "processing-events",
                "deal_id",
                List.of("deal_id", "document_id", "transaction_count", "months_covered", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("transaction_count", Rule.Field.of("integer")),
                        Map.entry("months_covered", Rule.Field.of("number")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "metrics_complete",
                "processing-events",
                "deal_id",
                List.of("deal_id", "document_id", "avg_daily_balance", "avg_monthly_deposits", "nsf_count", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("avg_daily_balance", Rule.Field.of("number")),
                        Map.entry("avg_monthly_deposits", Rule.Field.of("number")),
                        Map.entry("nsf_count", Rule.Field.of("integer")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "screening_complete",
                "processing-events",
                "deal_id",
                List.of("deal_id", "document_id", "total_flags", "buckets", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("total_flags", Rule.Field.of("integer")),
                        Map.entry("buckets", Rule.Field.of("object")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "scoring_complete",
                "processing-events",
                "deal_id",
                List.of("deal_id", "document_id", "health_score", "health_grade", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("health_score", Rule.Field.of("number")),
                        Map.entry("health_grade", Rule.Field.of("string")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "deal_updated",
                "processing-events",
                "deal_id",
                List.of("deal_id", "status", "timestamp"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("status", Rule.Field.of("string")),
                        Map.entry("timestamp", Rule.Field.of("string")))));
        add(new Rule(
                "deal.created",
                "deal-events",
                "deal_id",
                List.of("deal_id", "business_name", "created_by"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("business_name", Rule.Field.of("string")),
                        Map.entry("created_by", Rule.Field.of("string")))));
        add(new Rule(
                "deal.status_changed",
                "deal-events",
                "deal_id",
                List.of("deal_id", "old_status", "new_status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("old_status", Rule.Field.of("string")),
                        Map.entry("new_status", Rule.Field.of("string")))));
        add(new Rule(
                "deal.decision",
                "deal-events",
                "deal_id",
                List.of("deal_id", "decision", "decided_by"),
                List.of(),
                Map.ofEntries(
                        Map.entry("deal_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("decision", Rule.Field.of("string")),
                        Map.entry("decided_by", Rule.Field.of("string")))));
        add(new Rule(
                "batch.document_processed",
                "batch-events",
                "batch_id",
                List.of("batch_id", "document_id", "status", "progress"),
                List.of(),
                Map.ofEntries(
                        Map.entry("batch_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_-]+")),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("status", Rule.Field.of("string")),
                        Map.entry("progress", Rule.Field.of("string")))));
        add(new Rule(
                "batch.document_failed",
                "batch-events",
                "batch_id",
                List.of("batch_id", "document_id", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("batch_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_-]+")),
                        Map.entry("document_id", Rule.Field.of("integer").from(Long.MIN_VALUE, Long.MAX_VALUE)),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "batch.completed",
                "batch-events",
                "batch_id",
                List.of("batch_id", "total", "succeeded", "failed"),
                List.of(),
                Map.ofEntries(
                        Map.entry("batch_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_-]+")),
                        Map.entry("total", Rule.Field.of("integer")),
                        Map.entry("succeeded", Rule.Field.of("integer")),
                        Map.entry("failed", Rule.Field.of("integer")))));
        add(new Rule(
                "file.analysis.progress",
                "case-events",
                "case_id",
                List.of("case_id", "file_id", "stage", "progress"),
                List.of(),
                Map.ofEntries(
                        Map.entry("case_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_.:@-]+")),
                        Map.entry("file_id", Rule.Field.of("string").like(1, 1024, "\\P{Cc}+")),
                        Map.entry("stage", Rule.Field.of("string")),
                        Map.entry("progress", Rule.Field.of("number")),
                        Map.entry("message", Rule.Field.of("string", "null")))));
        add(new Rule(
                "file.analysis.completed",
                "case-events",
                "case_id",
                List.of("case_id", "file_id", "outcome"),
                List.of(),
                Map.ofEntries(
                        Map.entry("case_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_.:@-]+")),
                        Map.entry("file_id", Rule.Field.of("string").like(1, 1024, "\\P{Cc}+")),
                        Map.entry("outcome", Rule.Field.of("string").outOf("success", "failed")),
                        Map.entry("message", Rule.Field.of("string", "null")))));
        add(new Rule(
                "case.analysis.completed",
                "case-events",
                "case_id",
                List.of("case_id"),
                List.of(),
                Map.ofEntries(
                        Map.entry("case_id", Rule.Field.of("string").like(1, 128, "[A-Za-z0-9_.:@-]+")),
                        Map.entry("outcome", Rule.Field.of("string", "null")),
                        Map.entry("message", Rule.Field.of("string", "null")))));
        add(new Rule(
                "sync.accounts.started",
                "account-events",
                null,
                List.of("connection_id"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")))));
        add(new Rule(
                "sync.accounts.completed",
                "account-events",
                null,
                List.of("connection_id", "account_count"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("account_count", Rule.Field.of("integer")))));
        add(new Rule(
                "sync.accounts.failed",
                "account-events",
                null,
                List.of("connection_id", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "sync.transactions.started",
                "account-events",
                null,
                List.of("connection_id", "account_id"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("account_id", Rule.Field.of("string", "null")))));
        add(new Rule(
                "sync.transactions.completed",
                "account-events",
                null,
                List.of("connection_id", "account_id", "transaction_count"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("account_id", Rule.Field.of("string", "null")),
                        Map.entry("transaction_count", Rule.Field.of("integer")))));
        add(new Rule(
                "sync.transactions.failed",
                "account-events",
                null,
                List.of("connection_id", "account_id", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("account_id", Rule.Field.of("string", "null")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "sync.holdings.started",
                "account-events",
                null,
                List.of("account_id"),
                List.of(),
                Map.ofEntries(
                        Map.entry("account_id", Rule.Field.of("string")))));
        add(new Rule(
                "sync.holdings.completed",
                "account-events",
                null,
                List.of("account_id", "holding_count"),
                List.of(),
                Map.ofEntries(
                        Map.entry("account_id", Rule.Field.of("string")),
                        Map.entry("holding_count", Rule.Field.of("integer")))));
        add(new Rule(
                "sync.holdings.failed",
                "account-events",
                null,
                List.of("account_id", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("account_id", Rule.Field.of("string")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "provider.token.expiring",
                "account-events",
                null,
                List.of("connection_id", "provider_slug"),
                List.of(List.of("expires_in_seconds"), List.of("expires_at")),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("provider_slug", Rule.Field.of("string")),
                        Map.entry("expires_in_seconds", Rule.Field.of("integer")),
                        Map.entry("expires_at", Rule.Field.of("string")))));
        add(new Rule(
                "provider.token.refreshed",
                "account-events",
                null,
                List.of("connection_id", "provider_slug"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("provider_slug", Rule.Field.of("string")))));
        add(new Rule(
                "provider.token.failed",
                "account-events",
                null,
                List.of("connection_id", "provider_slug", "needs_reauth"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("provider_slug", Rule.Field.of("string")),
                        Map.entry("needs_reauth", Rule.Field.of("boolean")))));
        add(new Rule(
                "provider.disconnected",
                "account-events",
                null,
                List.of("connection_id", "provider_slug"),
                List.of(),
                Map.ofEntries(
                        Map.entry("connection_id", Rule.Field.of("string")),
                        Map.entry("provider_slug", Rule.Field.of("string")))));
        add(new Rule(
                "ai.response.chunk",
                "account-events",
                null,
                List.of("conversation_id", "chunk", "is_final"),
                List.of(),
                Map.ofEntries(
                        Map.entry("conversation_id", Rule.Field.of("string")),
                        Map.entry("chunk", Rule.Field.of("string")),
                        Map.entry("is_final", Rule.Field.of("boolean")))));
        add(new Rule(
                "ai.tool.executing",
                "account-events",
                null,
                List.of("conversation_id", "tool_name"),
                List.of(),
                Map.ofEntries(
                        Map.entry("conversation_id", Rule.Field.of("string")),
                        Map.entry("tool_name", Rule.Field.of("string")))));
        add(new Rule(
                "ai.response.complete",
                "account-events",
                null,
                List.of("conversation_id"),
                List.of(),
                Map.ofEntries(
                        Map.entry("conversation_id", Rule.Field.of("string")))));
        add(new Rule(
                "import.started",
                "account-events",
                null,
                List.of("file_name", "file_format"),
                List.of(),
                Map.ofEntries(
                        Map.entry("file_name", Rule.Field.of("string")),
                        Map.entry("file_format", Rule.Field.of("string")))));
        add(new Rule(
                "import.progress",
                "account-events",
                null,
                List.of("file_name", "progress_percent", "records_processed"),
                List.of(),
                Map.ofEntries(
                        Map.entry("file_name", Rule.Field.of("string")),
                        Map.entry("progress_percent", Rule.Field.of("number")),
                        Map.entry("records_processed", Rule.Field.of("integer")))));
        add(new Rule(
                "import.completed",
                "account-events",
                null,
                List.of("file_name", "records_imported"),
                List.of(),
                Map.ofEntries(
                        Map.entry("file_name", Rule.Field.of("string")),
                        Map.entry("records_imported", Rule.Field.of("integer")))));
        add(new Rule(
                "import.failed",
                "account-events",
                null,
                List.of("file_name", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("file_name", Rule.Field.of("string")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "portfolio.balance.updated",
                "account-events",
                null,
                List.of("account_id", "previous_balance", "new_balance", "delta", "currency"),
                List.of(),
                Map.ofEntries(
                        Map.entry("account_id", Rule.Field.of("string")),
                        Map.entry("previous_balance", Rule.Field.of("string")),
                        Map.entry("new_balance", Rule.Field.of("string")),
                        Map.entry("delta", Rule.Field.of("string")),
                        Map.entry("currency", Rule.Field.of("string")))));
        add(new Rule(
                "portfolio.holdings.updated",
                "account-events",
                null,
                List.of("account_id", "holdings_count", "created_count", "updated_count", "deactivated_count"),
                List.of(),
                Map.ofEntries(
                        Map.entry("account_id", Rule.Field.of("string")),
                        Map.entry("holdings_count", Rule.Field.of("integer")),
                        Map.entry("created_count", Rule.Field.of("integer")),
                        Map.entry("updated_count", Rule.Field.of("integer")),
                        Map.entry("deactivated_count", Rule.Field.of("integer")))));
        add(new Rule(
                "portfolio.networth.updated",
                "account-events",
                null,
                List.of("previous_net_worth", "new_net_worth", "delta", "currency", "account_count"),
                List.of(),
                Map.ofEntries(
                        Map.entry("previous_net_worth", Rule.Field.of("string")),
                        Map.entry("new_net_worth", Rule.Field.of("string")),
                        Map.entry("delta", Rule.Field.of("string")),
                        Map.entry("currency", Rule.Field.of("string")),
                        Map.entry("account_count", Rule.Field.of("integer")))));
        add(new Rule(
                "security.session.new",
                "account-events",
                null,
                List.of("session_id", "device_info", "ip_address", "location"),
                List.of(),
                Map.ofEntries(
                        Map.entry("session_id", Rule.Field.of("string")),
                        Map.entry("device_info", Rule.Field.of("string", "null")),
                        Map.entry("ip_address", Rule.Field.of("string", "null")),
                        Map.entry("location", Rule.Field.of("string", "null")))));
        add(new Rule(
                "security.session.suspicious",
                "account-events",
                null,
                List.of("session_id", "reason"),
                List.of(),
                Map.ofEntries(
                        Map.entry("session_id", Rule.Field.of("string")),
                        Map.entry("reason", Rule.Field.of("string")))));
        add(new Rule(
                "security.session.expiring",
                "account-events",
                null,
                List.of("session_id", "expires_in_seconds"),
                List.of(),
                Map.ofEntries(
                        Map.entry("session_id", Rule.Field.of("string")),
                        Map.entry("expires_in_seconds", Rule.Field.of("integer")))));
        add(new Rule(
                "security.session.revoked",
                "account-events",
                null,
                List.of("session_id", "device_info", "reason"),
                List.of(),
                Map.ofEntries(
                        Map.entry("session_id", Rule.Field.of("string")),
                        Map.entry("device_info", Rule.Field.of("string", "null")),
                        Map.entry("reason", Rule.Field.of("string")))));
        add(new Rule(
                "security.password.changed",
                "account-events",
                null,
                List.of("initiated_by"),
                List.of(),
                Map.ofEntries(
                        Map.entry("initiated_by", Rule.Field.of("string")))));
        add(new Rule(
                "security.login.failed",
                "account-events",
                null,
                List.of("reason"),
                List.of(),
                Map.ofEntries(
                        Map.entry("reason", Rule.Field.of("string")))));
        add(new Rule(
                "file_parsing",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_parsed",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_summarizing",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_summarized",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_embedding",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_embedded",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_complete",
                "file-events",
                null,
                List.of("path", "filename"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")))));
        add(new Rule(
                "file_failed",
                "file-events",
                null,
                List.of("path", "filename", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "file_skipped",
                "file-events",
                null,
                List.of("path", "filename", "reason"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("filename", Rule.Field.of("string")),
                        Map.entry("reason", Rule.Field.of("string")))));
        add(new Rule(
                "file_created",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "file_modified",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "file_deleted",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "file_moved",
                "file-events",
                null,
                List.of("src_path", "dest_path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("src_path", Rule.Field.of("string")),
                        Map.entry("dest_path", Rule.Field.of("string")))));
        add(new Rule(
                "directory_deleted",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "directory_moved",
                "file-events",
                null,
                List.of("src_path", "dest_path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("src_path", Rule.Field.of("string")),
                        Map.entry("dest_path", Rule.Field.of("string")))));
        add(new Rule(
                "watch_started",
                "file-events",
                null,
                List.of("path", "recursive"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")),
                        Map.entry("recursive", Rule.Field.of("boolean")),
                        Map.entry("file_pattern", Rule.Field.of("string")))));
        add(new Rule(
                "watch_added",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "watch_removed",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "directory_processing_started",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "directory_processing_completed",
                "file-events",
                null,
                List.of("path"),
                List.of(),
                Map.ofEntries(
                        Map.entry("path", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_added",
                "file-events",
                null,
                List.of("id", "file_path", "action", "status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("status", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_updated",
                "file-events",
                null,
                List.of("id", "file_path", "action", "status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("status", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_processing",
                "file-events",
                null,
                List.of("id", "file_path", "action", "status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("status", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_completed",
                "file-events",
                null,
                List.of("id", "file_path", "action", "status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("status", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_failed",
                "file-events",
                null,
                List.of("id", "file_path", "action", "error"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("error", Rule.Field.of("string")))));
        add(new Rule(
                "queue_item_removed",
                "file-events",
                null,
                List.of("id", "file_path", "action", "status"),
                List.of(),
                Map.ofEntries(
                        Map.entry("id", Rule.Field.of("string")),
                        Map.entry("file_path", Rule.Field.of("string")),
                        Map.entry("action", Rule.Field.of("string")),
                        Map.entry("status", Rule.Field.of("string")))));
        add(new Rule(
                "queue_paused",
                "file-events",
                null,
                List.of("source"),
                List.of(),
                Map.ofEntries(
                        Map.entry("source", Rule.Field.of("string")))));
        add(new Rule(
                "queue_resumed",
                "file-events",
                null,
                List.of("source"),
                List.of(),
                Map.ofEntries(
                        Map.entry("source", Rule.Field.of("string")))));
        add(new Rule(
                "scheduler_paused",
                "file-events",
                null,
                List.of(),
                List.of(),
                Map.of()));
        add(new Rule(
                "scheduler_resumed",
                "file-events",
                null,
                List.of(),
                List.of(),
                Map.of()));
        add(new Rule(
                "status_update",
                "file-events",
                null,
                List.of(),
                List.of(),
                Map.of()));
        add(new Rule(
                "error",
                "file-events",
                null,
                List.of("message"),
                List.of(),
                Map.ofEntries(
                        Map.entry("message", Rule.Field.of("string")))));
        add(new Rule(
                "info",
                "file-events",
                null,
                List.of("message"),
                List.of(),
                Map.ofEntries(
                        Map.entry("message", Rule.Field.of("string")))));
        add(new Rule(
                "shutting_down",
                "file-events",
                null,
                List.of(),
                List.of(),
                Map.of()));
    }

    private static void add(Rule rule) {
        RULES.put(rule.type(), rule);
    }

    /// What the catalogue says of a type; null where it has none of that name.
    static Rule rule(String type) {
        return RULES.get(type);
    }
}
