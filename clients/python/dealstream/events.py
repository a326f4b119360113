"""A function for each event type, with the checks that the service makes. Made by generate.py of the service's catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Mapping, Optional

from .record import Producer, Record, Rule


class Events(Producer):
    """Makes the records of one producer. See `Producer` for what it takes.

    Each function takes the fields of its type, and

    - `extra`: further fields, which clients get as they are;
    - `event_id`: what tells the event from all others of this source, for a record that may be made twice; otherwise made up;
    - `event_time`: when it happened, with a zone; otherwise now.

    An optional field that is None is left out. Raises `InvalidEvent` for what would become a dead letter.
    """

    def processing_started(
        self,
        *,
        deal_id: int,
        statement_id: int,
        stage: str,
        progress: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Work on a document began. A worker has taken up a document of a deal; from here on the document is
        pending.

        - `deal_id`: The deal that the event belongs to.
        - `statement_id`: The document that was worked on; other types call it document_id.
        - `stage`: The step of the pipeline, for example extracting_text. Steps unknown here pass.
        - `progress`: Per cent done.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "statement_id": statement_id,
            "stage": stage,
            "progress": progress,
        }
        return self._record(_RULES["processing.started"], fields, extra, event_id, event_time)

    def processing_progress(
        self,
        *,
        deal_id: int,
        statement_id: int,
        stage: str,
        progress: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document moved on. A document has reached a step of the pipeline, or got further within it.

        - `deal_id`: The deal that the event belongs to.
        - `statement_id`: The document that was worked on; other types call it document_id.
        - `stage`: The step of the pipeline, for example extracting_text. Steps unknown here pass.
        - `progress`: Per cent done.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "statement_id": statement_id,
            "stage": stage,
            "progress": progress,
        }
        return self._record(_RULES["processing.progress"], fields, extra, event_id, event_time)

    def processing_completed(
        self,
        *,
        deal_id: int,
        statement_id: int,
        health_score: float,
        stage: Any = None,
        progress: Any = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document is done. The pipeline has finished a document and scored it.

        - `deal_id`: The deal that the event belongs to.
        - `statement_id`: The document that was worked on; other types call it document_id.
        - `stage`: The last step, if the producer sends it.
        - `progress`: Per cent done, if the producer sends it.
        - `health_score`: How healthy the accounts look, higher is better.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "statement_id": statement_id,
            "health_score": health_score,
        }
        if stage is not None:
            fields["stage"] = stage
        if progress is not None:
            fields["progress"] = progress
        return self._record(_RULES["processing.completed"], fields, extra, event_id, event_time)

    def processing_failed(
        self,
        *,
        deal_id: int,
        statement_id: int,
        error: str,
        stage: Any = None,
        progress: Any = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document failed. The pipeline has given up on a document.

        - `deal_id`: The deal that the event belongs to.
        - `statement_id`: The document that was worked on; other types call it document_id.
        - `stage`: The last step, if the producer sends it.
        - `progress`: Per cent done, if the producer sends it.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "statement_id": statement_id,
            "error": error,
        }
        if stage is not None:
            fields["stage"] = stage
        if progress is not None:
            fields["progress"] = progress
        return self._record(_RULES["processing.failed"], fields, extra, event_id, event_time)

    def processing_stalled(
        self,
        *,
        deal_id: int,
        statement_id: int,
        stage: str,
        progress: int,
        since: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document stands still. Nothing has been heard of a pending document for long. Written by the
        service itself, if it is set up to. It ends nothing: the next event of the document takes it back.

        - `deal_id`: The deal that the event belongs to.
        - `statement_id`: The document that stands still; other types call it document_id.
        - `stage`: The step of the pipeline that it stands at, for example running_ocr.
        - `progress`: Per cent done.
        - `since`: The time of the last event of the document.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "statement_id": statement_id,
            "stage": stage,
            "progress": progress,
            "since": since,
        }
        return self._record(_RULES["processing.stalled"], fields, extra, event_id, event_time)

    def extraction_complete(
        self,
        *,
        deal_id: int,
        document_id: int,
        document_type: str,
        page_count: int,
        timestamp: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Text is extracted. The text of a document is at hand and its kind is known.

        - `deal_id`: The deal that the event belongs to.
        - `document_id`: The document that was worked on.
        - `document_type`: What kind of document it is.
        - `page_count`: Pages read.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "document_id": document_id,
            "document_type": document_type,
            "page_count": page_count,
            "timestamp": timestamp,
        }
        return self._record(_RULES["extraction_complete"], fields, extra, event_id, event_time)

    def parse_complete(
        self,
        *,
        deal_id: int,
        document_id: int,
        transaction_count: int,
        months_covered: float,
        timestamp: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Transactions are parsed. The transactions of a document have been read and can be used.

        - `deal_id`: The deal that the event belongs to.
        - `document_id`: The document that was worked on.
        - `transaction_count`: Transactions found.
        - `months_covered`: Months that they span.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "document_id": document_id,
            "transaction_count": transaction_count,
            "months_covered": months_covered,
            "timestamp": timestamp,
        }
        return self._record(_RULES["parse_complete"], fields, extra, event_id, event_time)

    def metrics_complete(
        self,
        *,
        deal_id: int,
        document_id: int,
        avg_daily_balance: float,
        avg_monthly_deposits: float,
        nsf_count: int,
        timestamp: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Key figures are computed. Balances, deposits and overdrafts of a document have been worked out.

        - `deal_id`: The deal that the event belongs to.
        - `document_id`: The document that was worked on.
        - `avg_daily_balance`: Mean balance over the days covered.
        - `avg_monthly_deposits`: Mean of the deposits per month.
        - `nsf_count`: Items returned for lack of funds.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "document_id": document_id,
            "avg_daily_balance": avg_daily_balance,
            "avg_monthly_deposits": avg_monthly_deposits,
            "nsf_count": nsf_count,
            "timestamp": timestamp,
        }
        return self._record(_RULES["metrics_complete"], fields, extra, event_id, event_time)

    def screening_complete(
        self,
        *,
        deal_id: int,
        document_id: int,
        total_flags: int,
        buckets: Mapping[str, Any],
        timestamp: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Transactions are screened. The transactions of a document have been searched for what deserves a
        second look.

        - `deal_id`: The deal that the event belongs to.
        - `document_id`: The document that was worked on.
        - `total_flags`: Transactions flagged.
        - `buckets`: Flags by kind.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "document_id": document_id,
            "total_flags": total_flags,
            "buckets": buckets,
            "timestamp": timestamp,
        }
        return self._record(_RULES["screening_complete"], fields, extra, event_id, event_time)

    def scoring_complete(
        self,
        *,
        deal_id: int,
        document_id: int,
        health_score: float,
        health_grade: str,
        timestamp: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document is scored. A document has its score and grade: the last step for it.

        - `deal_id`: The deal that the event belongs to.
        - `document_id`: The document that was worked on.
        - `health_score`: How healthy the accounts look, higher is better.
        - `health_grade`: The score as a letter.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "document_id": document_id,
            "health_score": health_score,
            "health_grade": health_grade,
            "timestamp": timestamp,
        }
        return self._record(_RULES["scoring_complete"], fields, extra, event_id, event_time)

    def deal_updated(
        self,
        *,
        deal_id: int,
        status: str,
        timestamp: str,
        health_score: Any = None,
        health_grade: Any = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A deal's figures were renewed. All documents at hand have been folded into the deal; whatever
        figures the producer adds pass through.

        - `deal_id`: The deal that the event belongs to.
        - `status`: The deal's state from now on.
        - `health_score`: The deal's score, if there is one.
        - `health_grade`: The score as a letter, if there is one.
        - `timestamp`: When it happened, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "status": status,
            "timestamp": timestamp,
        }
        if health_score is not None:
            fields["health_score"] = health_score
        if health_grade is not None:
            fields["health_grade"] = health_grade
        return self._record(_RULES["deal_updated"], fields, extra, event_id, event_time)

    def deal_created(
        self,
        *,
        deal_id: int,
        business_name: str,
        created_by: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A deal was opened. Somebody has opened a deal for a business.

        - `deal_id`: The deal that the event belongs to.
        - `business_name`: Whom the deal is for.
        - `created_by`: Who opened it.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "business_name": business_name,
            "created_by": created_by,
        }
        return self._record(_RULES["deal.created"], fields, extra, event_id, event_time)

    def deal_status_changed(
        self,
        *,
        deal_id: int,
        old_status: str,
        new_status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A deal changed its state. A deal has gone from one state to another.

        - `deal_id`: The deal that the event belongs to.
        - `old_status`: The state that it left.
        - `new_status`: The state that it is in.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "old_status": old_status,
            "new_status": new_status,
        }
        return self._record(_RULES["deal.status_changed"], fields, extra, event_id, event_time)

    def deal_decision(
        self,
        *,
        deal_id: int,
        decision: str,
        decided_by: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A deal was decided. Somebody has decided on a deal.

        - `deal_id`: The deal that the event belongs to.
        - `decision`: What was decided, for example approved.
        - `decided_by`: Who decided.
        """
        fields: Dict[str, Any] = {
            "deal_id": deal_id,
            "decision": decision,
            "decided_by": decided_by,
        }
        return self._record(_RULES["deal.decision"], fields, extra, event_id, event_time)

    def batch_document_processed(
        self,
        *,
        batch_id: str,
        document_id: int,
        status: str,
        progress: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document of a batch is done. One more document of a batch went through.

        - `batch_id`: The batch that the event belongs to.
        - `document_id`: The document that was worked on.
        - `status`: How it ended.
        - `progress`: Documents done of all, for example 3/5.
        """
        fields: Dict[str, Any] = {
            "batch_id": batch_id,
            "document_id": document_id,
            "status": status,
            "progress": progress,
        }
        return self._record(_RULES["batch.document_processed"], fields, extra, event_id, event_time)

    def batch_document_failed(
        self,
        *,
        batch_id: str,
        document_id: int,
        error: str,
        progress: Any = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A document of a batch failed. A document of a batch could not be taken in.

        - `batch_id`: The batch that the event belongs to.
        - `document_id`: The document that was worked on.
        - `error`: What went wrong, in words for a person.
        - `progress`: Documents done of all, if the producer sends it.
        """
        fields: Dict[str, Any] = {
            "batch_id": batch_id,
            "document_id": document_id,
            "error": error,
        }
        if progress is not None:
            fields["progress"] = progress
        return self._record(_RULES["batch.document_failed"], fields, extra, event_id, event_time)

    def batch_completed(
        self,
        *,
        batch_id: str,
        total: int,
        succeeded: int,
        failed: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A batch is done. Every document of a batch has ended, well or not.

        - `batch_id`: The batch that the event belongs to.
        - `total`: Documents in the batch.
        - `succeeded`: Those that went through.
        - `failed`: Those that did not.
        """
        fields: Dict[str, Any] = {
            "batch_id": batch_id,
            "total": total,
            "succeeded": succeeded,
            "failed": failed,
        }
        return self._record(_RULES["batch.completed"], fields, extra, event_id, event_time)

    def file_analysis_progress(
        self,
        *,
        case_id: str,
        file_id: str,
        stage: str,
        progress: float,
        message: Optional[str] = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file's analysis moved on. The analysis of one file of a case has got further.

        - `case_id`: The case that the event belongs to.
        - `file_id`: The file of the case: any text without control characters.
        - `stage`: The step of the pipeline, for example extracting_text. Steps unknown here pass.
        - `progress`: How far it is, per cent.
        - `message`: A remark for a person.
        """
        fields: Dict[str, Any] = {
            "case_id": case_id,
            "file_id": file_id,
            "stage": stage,
            "progress": progress,
        }
        if message is not None:
            fields["message"] = message
        return self._record(_RULES["file.analysis.progress"], fields, extra, event_id, event_time)

    def file_analysis_completed(
        self,
        *,
        case_id: str,
        file_id: str,
        outcome: str,
        message: Optional[str] = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file's analysis ended. The analysis of one file of a case is over.

        - `case_id`: The case that the event belongs to.
        - `file_id`: The file of the case: any text without control characters.
        - `outcome`: How it ended.
        - `message`: A remark for a person.
        """
        fields: Dict[str, Any] = {
            "case_id": case_id,
            "file_id": file_id,
            "outcome": outcome,
        }
        if message is not None:
            fields["message"] = message
        return self._record(_RULES["file.analysis.completed"], fields, extra, event_id, event_time)

    def case_analysis_completed(
        self,
        *,
        case_id: str,
        outcome: Optional[str] = None,
        message: Optional[str] = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A case's analysis ended. All files of a case have been analysed: the last event of the case.

        - `case_id`: The case that the event belongs to.
        - `outcome`: How it ended.
        - `message`: A remark for a person.
        """
        fields: Dict[str, Any] = {
            "case_id": case_id,
        }
        if outcome is not None:
            fields["outcome"] = outcome
        if message is not None:
            fields["message"] = message
        return self._record(_RULES["case.analysis.completed"], fields, extra, event_id, event_time)

    def sync_accounts_started(
        self,
        *,
        connection_id: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching accounts began. The accounts behind a connection are being fetched.

        - `connection_id`: The connection to a provider.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
        }
        return self._record(_RULES["sync.accounts.started"], fields, extra, event_id, event_time)

    def sync_accounts_completed(
        self,
        *,
        connection_id: str,
        account_count: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Accounts are fetched. The accounts behind a connection are up to date.

        - `connection_id`: The connection to a provider.
        - `account_count`: Accounts fetched.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "account_count": account_count,
        }
        return self._record(_RULES["sync.accounts.completed"], fields, extra, event_id, event_time)

    def sync_accounts_failed(
        self,
        *,
        connection_id: str,
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching accounts failed. The accounts behind a connection could not be fetched.

        - `connection_id`: The connection to a provider.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "error": error,
        }
        return self._record(_RULES["sync.accounts.failed"], fields, extra, event_id, event_time)

    def sync_transactions_started(
        self,
        *,
        connection_id: str,
        account_id: Optional[str],
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching transactions began. The transactions of one account, or of a whole connection, are being
        fetched.

        - `connection_id`: The connection to a provider.
        - `account_id`: The account; null stands for all accounts of the connection.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "account_id": account_id,
        }
        return self._record(_RULES["sync.transactions.started"], fields, extra, event_id, event_time)

    def sync_transactions_completed(
        self,
        *,
        connection_id: str,
        account_id: Optional[str],
        transaction_count: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Transactions are fetched. The transactions of one account, or of a whole connection, are up to
        date.

        - `connection_id`: The connection to a provider.
        - `account_id`: The account; null stands for all accounts of the connection.
        - `transaction_count`: Transactions fetched.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "account_id": account_id,
            "transaction_count": transaction_count,
        }
        return self._record(_RULES["sync.transactions.completed"], fields, extra, event_id, event_time)

    def sync_transactions_failed(
        self,
        *,
        connection_id: str,
        account_id: Optional[str],
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching transactions failed. The transactions of one account, or of a whole connection, could not
        be fetched.

        - `connection_id`: The connection to a provider.
        - `account_id`: The account; null stands for all accounts of the connection.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "account_id": account_id,
            "error": error,
        }
        return self._record(_RULES["sync.transactions.failed"], fields, extra, event_id, event_time)

    def sync_holdings_started(
        self,
        *,
        account_id: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching holdings began. What an account holds is being fetched.

        - `account_id`: The account.
        """
        fields: Dict[str, Any] = {
            "account_id": account_id,
        }
        return self._record(_RULES["sync.holdings.started"], fields, extra, event_id, event_time)

    def sync_holdings_completed(
        self,
        *,
        account_id: str,
        holding_count: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Holdings are fetched. What an account holds is up to date.

        - `account_id`: The account.
        - `holding_count`: Holdings fetched.
        """
        fields: Dict[str, Any] = {
            "account_id": account_id,
            "holding_count": holding_count,
        }
        return self._record(_RULES["sync.holdings.completed"], fields, extra, event_id, event_time)

    def sync_holdings_failed(
        self,
        *,
        account_id: str,
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Fetching holdings failed. What an account holds could not be fetched.

        - `account_id`: The account.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "account_id": account_id,
            "error": error,
        }
        return self._record(_RULES["sync.holdings.failed"], fields, extra, event_id, event_time)

    def provider_token_expiring(
        self,
        *,
        connection_id: str,
        provider_slug: str,
        expires_in_seconds: Optional[int] = None,
        expires_at: Optional[str] = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Access to a provider ends soon. The consent for a provider runs out; it is told by the seconds
        left, the time, or both.

        - `connection_id`: The connection to a provider.
        - `provider_slug`: The provider's short name.
        - `expires_in_seconds`: Seconds left.
        - `expires_at`: When it ends, ISO 8601.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "provider_slug": provider_slug,
        }
        if expires_in_seconds is not None:
            fields["expires_in_seconds"] = expires_in_seconds
        if expires_at is not None:
            fields["expires_at"] = expires_at
        return self._record(_RULES["provider.token.expiring"], fields, extra, event_id, event_time)

    def provider_token_refreshed(
        self,
        *,
        connection_id: str,
        provider_slug: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Access to a provider was renewed. The consent for a provider has been prolonged without the user.

        - `connection_id`: The connection to a provider.
        - `provider_slug`: The provider's short name.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "provider_slug": provider_slug,
        }
        return self._record(_RULES["provider.token.refreshed"], fields, extra, event_id, event_time)

    def provider_token_failed(
        self,
        *,
        connection_id: str,
        provider_slug: str,
        needs_reauth: bool,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Access to a provider could not be renewed. The consent for a provider could not be prolonged.

        - `connection_id`: The connection to a provider.
        - `provider_slug`: The provider's short name.
        - `needs_reauth`: Whether the user has to sign in there again.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "provider_slug": provider_slug,
            "needs_reauth": needs_reauth,
        }
        return self._record(_RULES["provider.token.failed"], fields, extra, event_id, event_time)

    def provider_disconnected(
        self,
        *,
        connection_id: str,
        provider_slug: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A provider was disconnected. A connection to a provider is gone.

        - `connection_id`: The connection to a provider.
        - `provider_slug`: The provider's short name.
        """
        fields: Dict[str, Any] = {
            "connection_id": connection_id,
            "provider_slug": provider_slug,
        }
        return self._record(_RULES["provider.disconnected"], fields, extra, event_id, event_time)

    def ai_response_chunk(
        self,
        *,
        conversation_id: str,
        chunk: str,
        is_final: bool,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A piece of an answer. The assistant has written the next piece of its answer.

        - `conversation_id`: The conversation.
        - `chunk`: The text to append.
        - `is_final`: Whether it is the last piece.
        """
        fields: Dict[str, Any] = {
            "conversation_id": conversation_id,
            "chunk": chunk,
            "is_final": is_final,
        }
        return self._record(_RULES["ai.response.chunk"], fields, extra, event_id, event_time)

    def ai_tool_executing(
        self,
        *,
        conversation_id: str,
        tool_name: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The assistant uses a tool. The assistant is looking something up before it goes on.

        - `conversation_id`: The conversation.
        - `tool_name`: The tool.
        """
        fields: Dict[str, Any] = {
            "conversation_id": conversation_id,
            "tool_name": tool_name,
        }
        return self._record(_RULES["ai.tool.executing"], fields, extra, event_id, event_time)

    def ai_response_complete(
        self,
        *,
        conversation_id: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An answer is complete. The assistant has finished its answer.

        - `conversation_id`: The conversation.
        """
        fields: Dict[str, Any] = {
            "conversation_id": conversation_id,
        }
        return self._record(_RULES["ai.response.complete"], fields, extra, event_id, event_time)

    def import_started(
        self,
        *,
        file_name: str,
        file_format: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An import began. A file of transactions is being read.

        - `file_name`: The imported file's name.
        - `file_format`: Its format.
        """
        fields: Dict[str, Any] = {
            "file_name": file_name,
            "file_format": file_format,
        }
        return self._record(_RULES["import.started"], fields, extra, event_id, event_time)

    def import_progress(
        self,
        *,
        file_name: str,
        progress_percent: float,
        records_processed: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An import moved on. A part of a file has been read.

        - `file_name`: The imported file's name.
        - `progress_percent`: Per cent done.
        - `records_processed`: Records read so far.
        """
        fields: Dict[str, Any] = {
            "file_name": file_name,
            "progress_percent": progress_percent,
            "records_processed": records_processed,
        }
        return self._record(_RULES["import.progress"], fields, extra, event_id, event_time)

    def import_completed(
        self,
        *,
        file_name: str,
        records_imported: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An import is done. A file of transactions has been read to its end.

        - `file_name`: The imported file's name.
        - `records_imported`: Records taken over.
        """
        fields: Dict[str, Any] = {
            "file_name": file_name,
            "records_imported": records_imported,
        }
        return self._record(_RULES["import.completed"], fields, extra, event_id, event_time)

    def import_failed(
        self,
        *,
        file_name: str,
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An import failed. A file of transactions could not be read.

        - `file_name`: The imported file's name.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "file_name": file_name,
            "error": error,
        }
        return self._record(_RULES["import.failed"], fields, extra, event_id, event_time)

    def portfolio_balance_updated(
        self,
        *,
        account_id: str,
        previous_balance: str,
        new_balance: str,
        delta: str,
        currency: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A balance changed. The balance of an account is another than before. Amounts are strings, so that
        no digit is lost.

        - `account_id`: The account.
        - `previous_balance`: Amount before.
        - `new_balance`: Amount now.
        - `delta`: The difference, signed.
        - `currency`: ISO 4217 code.
        """
        fields: Dict[str, Any] = {
            "account_id": account_id,
            "previous_balance": previous_balance,
            "new_balance": new_balance,
            "delta": delta,
            "currency": currency,
        }
        return self._record(_RULES["portfolio.balance.updated"], fields, extra, event_id, event_time)

    def portfolio_holdings_updated(
        self,
        *,
        account_id: str,
        holdings_count: int,
        created_count: int,
        updated_count: int,
        deactivated_count: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Holdings changed. What an account holds has been compared with what was known.

        - `account_id`: The account.
        - `holdings_count`: Holdings now.
        - `created_count`: New ones.
        - `updated_count`: Changed ones.
        - `deactivated_count`: Those that are gone.
        """
        fields: Dict[str, Any] = {
            "account_id": account_id,
            "holdings_count": holdings_count,
            "created_count": created_count,
            "updated_count": updated_count,
            "deactivated_count": deactivated_count,
        }
        return self._record(_RULES["portfolio.holdings.updated"], fields, extra, event_id, event_time)

    def portfolio_networth_updated(
        self,
        *,
        previous_net_worth: str,
        new_net_worth: str,
        delta: str,
        currency: str,
        account_count: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The net worth changed. The sum over all accounts is another than before. Amounts are strings, so
        that no digit is lost.

        - `previous_net_worth`: Amount before.
        - `new_net_worth`: Amount now.
        - `delta`: The difference, signed.
        - `currency`: ISO 4217 code.
        - `account_count`: Accounts summed up.
        """
        fields: Dict[str, Any] = {
            "previous_net_worth": previous_net_worth,
            "new_net_worth": new_net_worth,
            "delta": delta,
            "currency": currency,
            "account_count": account_count,
        }
        return self._record(_RULES["portfolio.networth.updated"], fields, extra, event_id, event_time)

    def security_session_new(
        self,
        *,
        session_id: str,
        device_info: Optional[str],
        ip_address: Optional[str],
        location: Optional[str],
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A new session. The user has signed in somewhere.

        - `session_id`: The session.
        - `device_info`: The device, as far as it is known.
        - `ip_address`: The address, as far as it is known.
        - `location`: The place, as far as it is known.
        """
        fields: Dict[str, Any] = {
            "session_id": session_id,
            "device_info": device_info,
            "ip_address": ip_address,
            "location": location,
        }
        return self._record(_RULES["security.session.new"], fields, extra, event_id, event_time)

    def security_session_suspicious(
        self,
        *,
        session_id: str,
        reason: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A session looks odd. Something about a session is unlike the user.

        - `session_id`: The session.
        - `reason`: What is odd.
        """
        fields: Dict[str, Any] = {
            "session_id": session_id,
            "reason": reason,
        }
        return self._record(_RULES["security.session.suspicious"], fields, extra, event_id, event_time)

    def security_session_expiring(
        self,
        *,
        session_id: str,
        expires_in_seconds: int,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A session ends soon. A session is about to run out.

        - `session_id`: The session.
        - `expires_in_seconds`: Seconds left.
        """
        fields: Dict[str, Any] = {
            "session_id": session_id,
            "expires_in_seconds": expires_in_seconds,
        }
        return self._record(_RULES["security.session.expiring"], fields, extra, event_id, event_time)

    def security_session_revoked(
        self,
        *,
        session_id: str,
        device_info: Optional[str],
        reason: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A session was ended. A session has been ended before its time.

        - `session_id`: The session.
        - `device_info`: The device, as far as it is known.
        - `reason`: Why.
        """
        fields: Dict[str, Any] = {
            "session_id": session_id,
            "device_info": device_info,
            "reason": reason,
        }
        return self._record(_RULES["security.session.revoked"], fields, extra, event_id, event_time)

    def security_password_changed(
        self,
        *,
        initiated_by: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The password changed. The account has a new password.

        - `initiated_by`: Who did it.
        """
        fields: Dict[str, Any] = {
            "initiated_by": initiated_by,
        }
        return self._record(_RULES["security.password.changed"], fields, extra, event_id, event_time)

    def security_login_failed(
        self,
        *,
        reason: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A sign-in failed. Somebody tried to sign in and could not.

        - `reason`: Why.
        """
        fields: Dict[str, Any] = {
            "reason": reason,
        }
        return self._record(_RULES["security.login.failed"], fields, extra, event_id, event_time)

    def file_parsing(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Reading a file. The content of a file is being read.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_parsing"], fields, extra, event_id, event_time)

    def file_parsed(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file was read. The content of a file is at hand.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_parsed"], fields, extra, event_id, event_time)

    def file_summarizing(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Summing up a file. A summary of a file is being written.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_summarizing"], fields, extra, event_id, event_time)

    def file_summarized(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file was summed up. A summary of a file is at hand.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_summarized"], fields, extra, event_id, event_time)

    def file_embedding(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Embedding a file. Vectors of a file are being computed.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_embedding"], fields, extra, event_id, event_time)

    def file_embedded(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file was embedded. Vectors of a file are at hand.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_embedded"], fields, extra, event_id, event_time)

    def file_complete(
        self,
        *,
        path: str,
        filename: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file is indexed. A file has gone through every step and can be found.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
        }
        return self._record(_RULES["file_complete"], fields, extra, event_id, event_time)

    def file_failed(
        self,
        *,
        path: str,
        filename: str,
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file failed. A file could not be indexed.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
            "error": error,
        }
        return self._record(_RULES["file_failed"], fields, extra, event_id, event_time)

    def file_skipped(
        self,
        *,
        path: str,
        filename: str,
        reason: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file was skipped. A file has been left out.

        - `path`: The file's path.
        - `filename`: The last part of the path.
        - `reason`: Why.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "filename": filename,
            "reason": reason,
        }
        return self._record(_RULES["file_skipped"], fields, extra, event_id, event_time)

    def file_created(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A new file. A file has appeared.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["file_created"], fields, extra, event_id, event_time)

    def file_modified(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file changed. A file's content is another than before.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["file_modified"], fields, extra, event_id, event_time)

    def file_deleted(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file is gone. A file has been removed.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["file_deleted"], fields, extra, event_id, event_time)

    def file_moved(
        self,
        *,
        src_path: str,
        dest_path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A file was moved. A file has another name or another place.

        - `src_path`: The path before.
        - `dest_path`: The path now.
        """
        fields: Dict[str, Any] = {
            "src_path": src_path,
            "dest_path": dest_path,
        }
        return self._record(_RULES["file_moved"], fields, extra, event_id, event_time)

    def directory_deleted(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A folder is gone. A folder has been removed.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["directory_deleted"], fields, extra, event_id, event_time)

    def directory_moved(
        self,
        *,
        src_path: str,
        dest_path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A folder was moved. A folder has another name or another place.

        - `src_path`: The path before.
        - `dest_path`: The path now.
        """
        fields: Dict[str, Any] = {
            "src_path": src_path,
            "dest_path": dest_path,
        }
        return self._record(_RULES["directory_moved"], fields, extra, event_id, event_time)

    def watch_started(
        self,
        *,
        path: str,
        recursive: bool,
        file_pattern: Optional[str] = None,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Watching began. A folder is being watched from now on.

        - `path`: The path.
        - `recursive`: Whether folders below it are watched too.
        - `file_pattern`: Which file names count.
        """
        fields: Dict[str, Any] = {
            "path": path,
            "recursive": recursive,
        }
        if file_pattern is not None:
            fields["file_pattern"] = file_pattern
        return self._record(_RULES["watch_started"], fields, extra, event_id, event_time)

    def watch_added(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A folder joined the watch list. A folder has been put on the list of watched ones.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["watch_added"], fields, extra, event_id, event_time)

    def watch_removed(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A folder left the watch list. A folder has been taken off the list of watched ones.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["watch_removed"], fields, extra, event_id, event_time)

    def directory_processing_started(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """Scanning a folder began. A folder is being gone through for the first time.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["directory_processing_started"], fields, extra, event_id, event_time)

    def directory_processing_completed(
        self,
        *,
        path: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A folder was scanned. A folder has been gone through for the first time.

        - `path`: The path.
        """
        fields: Dict[str, Any] = {
            "path": path,
        }
        return self._record(_RULES["directory_processing_completed"], fields, extra, event_id, event_time)

    def queue_item_added(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry joined the queue. Work on a file has been queued.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `status`: The entry's state.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "status": status,
        }
        return self._record(_RULES["queue_item_added"], fields, extra, event_id, event_time)

    def queue_item_updated(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry waits anew. A queued file changed again, so its waiting time starts over.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `status`: The entry's state.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "status": status,
        }
        return self._record(_RULES["queue_item_updated"], fields, extra, event_id, event_time)

    def queue_item_processing(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry is being worked on. Work on a queued file has begun.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `status`: The entry's state.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "status": status,
        }
        return self._record(_RULES["queue_item_processing"], fields, extra, event_id, event_time)

    def queue_item_completed(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry is done. Work on a queued file went well.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `status`: The entry's state.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "status": status,
        }
        return self._record(_RULES["queue_item_completed"], fields, extra, event_id, event_time)

    def queue_item_failed(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        error: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry failed. Work on a queued file failed for good.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `error`: What went wrong, in words for a person.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "error": error,
        }
        return self._record(_RULES["queue_item_failed"], fields, extra, event_id, event_time)

    def queue_item_removed(
        self,
        *,
        id: str,
        file_path: str,
        action: str,
        status: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """An entry left the queue. A queued file has been taken off without work.

        - `id`: The entry's id.
        - `file_path`: The file to work on.
        - `action`: What is to be done.
        - `status`: The entry's state.
        """
        fields: Dict[str, Any] = {
            "id": id,
            "file_path": file_path,
            "action": action,
            "status": status,
        }
        return self._record(_RULES["queue_item_removed"], fields, extra, event_id, event_time)

    def queue_paused(
        self,
        *,
        source: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The queue stands still. Somebody has paused the queue.

        - `source`: Who did it.
        """
        fields: Dict[str, Any] = {
            "source": source,
        }
        return self._record(_RULES["queue_paused"], fields, extra, event_id, event_time)

    def queue_resumed(
        self,
        *,
        source: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The queue goes on. Somebody has let the queue go on.

        - `source`: Who did it.
        """
        fields: Dict[str, Any] = {
            "source": source,
        }
        return self._record(_RULES["queue_resumed"], fields, extra, event_id, event_time)

    def scheduler_paused(
        self,
        *,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The scheduler paused the queue. The schedule says that the queue has to rest."""
        fields: Dict[str, Any] = {
        }
        return self._record(_RULES["scheduler_paused"], fields, extra, event_id, event_time)

    def scheduler_resumed(
        self,
        *,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The scheduler resumed the queue. The schedule lets the queue work again."""
        fields: Dict[str, Any] = {
        }
        return self._record(_RULES["scheduler_resumed"], fields, extra, event_id, event_time)

    def status_update(
        self,
        *,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """A general remark. Whatever the backend wants to tell; any field may occur."""
        fields: Dict[str, Any] = {
        }
        return self._record(_RULES["status_update"], fields, extra, event_id, event_time)

    def error(
        self,
        *,
        message: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The backend has a fault. Something failed in the backend that concerns no single file.

        - `message`: The text.
        """
        fields: Dict[str, Any] = {
            "message": message,
        }
        return self._record(_RULES["error"], fields, extra, event_id, event_time)

    def info(
        self,
        *,
        message: str,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The backend has news. Something worth knowing that is no fault.

        - `message`: The text.
        """
        fields: Dict[str, Any] = {
            "message": message,
        }
        return self._record(_RULES["info"], fields, extra, event_id, event_time)

    def shutting_down(
        self,
        *,
        extra: Optional[Mapping[str, Any]] = None,
        event_id: Optional[str] = None,
        event_time: Optional[datetime] = None,
    ) -> Record:
        """The backend stops. The backend is about to end; nothing more comes from it."""
        fields: Dict[str, Any] = {
        }
        return self._record(_RULES["shutting_down"], fields, extra, event_id, event_time)


_RULES: Mapping[str, Rule] = {
    "processing.started": Rule(
        "processing.started",
        "processing-events",
        key="deal_id",
        required=("deal_id", "statement_id", "stage", "progress"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "statement_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "stage": {"type": "string"},
            "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        },
    ),
    "processing.progress": Rule(
        "processing.progress",
        "processing-events",
        key="deal_id",
        required=("deal_id", "statement_id", "stage", "progress"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "statement_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "stage": {"type": "string"},
            "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        },
    ),
    "processing.completed": Rule(
        "processing.completed",
        "processing-events",
        key="deal_id",
        required=("deal_id", "statement_id", "health_score"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "statement_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "health_score": {"type": "number"},
        },
    ),
    "processing.failed": Rule(
        "processing.failed",
        "processing-events",
        key="deal_id",
        required=("deal_id", "statement_id", "error"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "statement_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "error": {"type": "string"},
        },
    ),
    "processing.stalled": Rule(
        "processing.stalled",
        "processing-events",
        key="deal_id",
        required=("deal_id", "statement_id", "stage", "progress", "since"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "statement_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "stage": {"type": "string"},
            "progress": {"type": "integer", "minimum": 0, "maximum": 100},
            "since": {"type": "string"},
        },
    ),
    "extraction_complete": Rule(
        "extraction_complete",
        "processing-events",
        key="deal_id",
        required=("deal_id", "document_id", "document_type", "page_count", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_type": {"type": "string"},
            "page_count": {"type": "integer"},
            "timestamp": {"type": "string"},
        },
    ),
    "parse_complete": Rule(
        "parse_complete",
        "processing-events",
        key="deal_id",
        required=("deal_id", "document_id", "transaction_count", "months_covered", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "transaction_count": {"type": "integer"},
            "months_covered": {"type": "number"},
            "timestamp": {"type": "string"},
        },
    ),
    "metrics_complete": Rule(
        "metrics_complete",
        "processing-events",
        key="deal_id",
        required=("deal_id", "document_id", "avg_daily_balance", "avg_monthly_deposits", "nsf_count", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "avg_daily_balance": {"type": "number"},
            "avg_monthly_deposits": {"type": "number"},
            "nsf_count": {"type": "integer"},
            "timestamp": {"type": "string"},
        },
    ),
    "screening_complete": Rule(
        "screening_complete",
        "processing-events",
        key="deal_id",
        required=("deal_id", "document_id", "total_flags", "buckets", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "total_flags": {"type": "integer"},
            "buckets": {"type": "object"},
            "timestamp": {"type": "string"},
        },
    ),
    "scoring_complete": Rule(
        "scoring_complete",
        "processing-events",
        key="deal_id",
        required=("deal_id", "document_id", "health_score", "health_grade", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "health_score": {"type": "number"},
            "health_grade": {"type": "string"},
            "timestamp": {"type": "string"},
        },
    ),
    "deal_updated": Rule(
        "deal_updated",
        "processing-events",
        key="deal_id",
        required=("deal_id", "status", "timestamp"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "status": {"type": "string"},
            "timestamp": {"type": "string"},
        },
    ),
    "deal.created": Rule(
        "deal.created",
        "deal-events",
        key="deal_id",
        required=("deal_id", "business_name", "created_by"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "business_name": {"type": "string"},
            "created_by": {"type": "string"},
        },
    ),
    "deal.status_changed": Rule(
        "deal.status_changed",
        "deal-events",
        key="deal_id",
        required=("deal_id", "old_status", "new_status"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "old_status": {"type": "string"},
            "new_status": {"type": "string"},
        },
    ),
    "deal.decision": Rule(
        "deal.decision",
        "deal-events",
        key="deal_id",
        required=("deal_id", "decision", "decided_by"),
        any_of=(),
        fields={
            "deal_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "decision": {"type": "string"},
            "decided_by": {"type": "string"},
        },
    ),
    "batch.document_processed": Rule(
        "batch.document_processed",
        "batch-events",
        key="batch_id",
        required=("batch_id", "document_id", "status", "progress"),
        any_of=(),
        fields={
            "batch_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_-]+"},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "status": {"type": "string"},
            "progress": {"type": "string"},
        },
    ),
    "batch.document_failed": Rule(
        "batch.document_failed",
        "batch-events",
        key="batch_id",
        required=("batch_id", "document_id", "error"),
        any_of=(),
        fields={
            "batch_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_-]+"},
            "document_id": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807},
            "error": {"type": "string"},
        },
    ),
    "batch.completed": Rule(
        "batch.completed",
        "batch-events",
        key="batch_id",
        required=("batch_id", "total", "succeeded", "failed"),
        any_of=(),
        fields={
            "batch_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_-]+"},
            "total": {"type": "integer"},
            "succeeded": {"type": "integer"},
            "failed": {"type": "integer"},
        },
    ),
    "file.analysis.progress": Rule(
        "file.analysis.progress",
        "case-events",
        key="case_id",
        required=("case_id", "file_id", "stage", "progress"),
        any_of=(),
        fields={
            "case_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_.:@-]+"},
            "file_id": {"type": "string", "minLength": 1, "maxLength": 1024, "pattern": "[^\\x00-\\x1f\\x7f-\\x9f]+"},
            "stage": {"type": "string"},
            "progress": {"type": "number"},
            "message": {"type": ["string", "null"]},
        },
    ),
    "file.analysis.completed": Rule(
        "file.analysis.completed",
        "case-events",
        key="case_id",
        required=("case_id", "file_id", "outcome"),
        any_of=(),
        fields={
            "case_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_.:@-]+"},
            "file_id": {"type": "string", "minLength": 1, "maxLength": 1024, "pattern": "[^\\x00-\\x1f\\x7f-\\x9f]+"},
            "outcome": {"type": "string", "enum": ["success", "failed"]},
            "message": {"type": ["string", "null"]},
        },
    ),
    "case.analysis.completed": Rule(
        "case.analysis.completed",
        "case-events",
        key="case_id",
        required=("case_id",),
        any_of=(),
        fields={
            "case_id": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "[A-Za-z0-9_.:@-]+"},
            "outcome": {"type": ["string", "null"]},
            "message": {"type": ["string", "null"]},
        },
    ),
    "sync.accounts.started": Rule(
        "sync.accounts.started",
        "account-events",
        key=None,
        required=("connection_id",),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
        },
    ),
    "sync.accounts.completed": Rule(
        "sync.accounts.completed",
        "account-events",
        key=None,
        required=("connection_id", "account_count"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "account_count": {"type": "integer"},
        },
    ),
    "sync.accounts.failed": Rule(
        "sync.accounts.failed",
        "account-events",
        key=None,
        required=("connection_id", "error"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "error": {"type": "string"},
        },
    ),
    "sync.transactions.started": Rule(
        "sync.transactions.started",
        "account-events",
        key=None,
        required=("connection_id", "account_id"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "account_id": {"type": ["string", "null"]},
        },
    ),
    "sync.transactions.completed": Rule(
        "sync.transactions.completed",
        "account-events",
        key=None,
        required=("connection_id", "account_id", "transaction_count"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "account_id": {"type": ["string", "null"]},
            "transaction_count": {"type": "integer"},
        },
    ),
    "sync.transactions.failed": Rule(
        "sync.transactions.failed",
        "account-events",
        key=None,
        required=("connection_id", "account_id", "error"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "account_id": {"type": ["string", "null"]},
            "error": {"type": "string"},
        },
    ),
    "sync.holdings.started": Rule(
        "sync.holdings.started",
        "account-events",
        key=None,
        required=("account_id",),
        any_of=(),
        fields={
            "account_id": {"type": "string"},
        },
    ),
    "sync.holdings.completed": Rule(
        "sync.holdings.completed",
        "account-events",
        key=None,
        required=("account_id", "holding_count"),
        any_of=(),
        fields={
            "account_id": {"type": "string"},
            "holding_count": {"type": "integer"},
        },
    ),
    "sync.holdings.failed": Rule(
        "sync.holdings.failed",
        "account-events",
        key=None,
        required=("account_id", "error"),
        any_of=(),
        fields={
            "account_id": {"type": "string"},
            "error": {"type": "string"},
        },
    ),
    "provider.token.expiring": Rule(
        "provider.token.expiring",
        "account-events",
        key=None,
        required=("connection_id", "provider_slug"),
        any_of=(("expires_in_seconds",), ("expires_at",)),
        fields={
            "connection_id": {"type": "string"},
            "provider_slug": {"type": "string"},
            "expires_in_seconds": {"type": "integer"},
            "expires_at": {"type": "string"},
        },
    ),
    "provider.token.refreshed": Rule(
        "provider.token.refreshed",
        "account-events",
        key=None,
        required=("connection_id", "provider_slug"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "provider_slug": {"type": "string"},
        },
    ),
    "provider.token.failed": Rule(
        "provider.token.failed",
        "account-events",
        key=None,
        required=("connection_id", "provider_slug", "needs_reauth"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "provider_slug": {"type": "string"},
            "needs_reauth": {"type": "boolean"},
        },
    ),
    "provider.disconnected": Rule(
        "provider.disconnected",
        "account-events",
        key=None,
        required=("connection_id", "provider_slug"),
        any_of=(),
        fields={
            "connection_id": {"type": "string"},
            "provider_slug": {"type": "string"},
        },
    ),
    "ai.response.chunk": Rule(
        "ai.response.chunk",
        "account-events",
        key=None,
        required=("conversation_id", "chunk", "is_final"),
        any_of=(),
        fields={
            "conversation_id": {"type": "string"},
            "chunk": {"type": "string"},
            "is_final": {"type": "boolean"},
        },
    ),
    "ai.tool.executing": Rule(
        "ai.tool.executing",
        "account-events",
        key=None,
        required=("conversation_id", "tool_name"),
        any_of=(),
        fields={
            "conversation_id": {"type": "string"},
            "tool_name": {"type": "string"},
        },
    ),
    "ai.response.complete": Rule(
        "ai.response.complete",
        "account-events",
        key=None,
        required=("conversation_id",),
        any_of=(),
        fields={
            "conversation_id": {"type": "string"},
        },
    ),
    "import.started": Rule(
        "import.started",
        "account-events",
        key=None,
        required=("file_name", "file_format"),
        any_of=(),
        fields={
            "file_name": {"type": "string"},
            "file_format": {"type": "string"},
        },
    ),
    "import.progress": Rule(
        "import.progress",
        "account-events",
        key=None,
        required=("file_name", "progress_percent", "records_processed"),
        any_of=(),
        fields={
            "file_name": {"type": "string"},
            "progress_percent": {"type": "number"},
            "records_processed": {"type": "integer"},
        },
    ),
    "import.completed": Rule(
        "import.completed",
        "account-events",
        key=None,
        required=("file_name", "records_imported"),
        any_of=(),
        fields={
            "file_name": {"type": "string"},
            "records_imported": {"type": "integer"},
        },
    ),
    "import.failed": Rule(
        "import.failed",
        "account-events",
        key=None,
        required=("file_name", "error"),
        any_of=(),
        fields={
            "file_name": {"type": "string"},
            "error": {"type": "string"},
        },
    ),
    "portfolio.balance.updated": Rule(
        "portfolio.balance.updated",
        "account-events",
        key=None,
        required=("account_id", "previous_balance", "new_balance", "delta", "currency"),
        any_of=(),
        fields={
            "account_id": {"type": "string"},
            "previous_balance": {"type": "string"},
            "new_balance": {"type": "string"},
            "delta": {"type": "string"},
            "currency": {"type": "string"},
        },
    ),
    "portfolio.holdings.updated": Rule(
        "portfolio.holdings.updated",
        "account-events",
        key=None,
        required=("account_id", "holdings_count", "created_count", "updated_count", "deactivated_count"),
        any_of=(),
        fields={
            "account_id": {"type": "string"},
            "holdings_count": {"type": "integer"},
            "created_count": {"type": "integer"},
            "updated_count": {"type": "integer"},
            "deactivated_count": {"type": "integer"},
        },
    ),
    "portfolio.networth.updated": Rule(
        "portfolio.networth.updated",
        "account-events",
        key=None,
        required=("previous_net_worth", "new_net_worth", "delta", "currency", "account_count"),
        any_of=(),
        fields={
            "previous_net_worth": {"type": "string"},
            "new_net_worth": {"type": "string"},
            "delta": {"type": "string"},
            "currency": {"type": "string"},
            "account_count": {"type": "integer"},
        },
    ),
    "security.session.new": Rule(
        "security.session.new",
        "account-events",
        key=None,
        required=("session_id", "device_info", "ip_address", "location"),
        any_of=(),
        fields={
            "session_id": {"type": "string"},
            "device_info": {"type": ["string", "null"]},
            "ip_address": {"type": ["string", "null"]},
            "location": {"type": ["string", "null"]},
        },
    ),
    "security.session.suspicious": Rule(
        "security.session.suspicious",
        "account-events",
        key=None,
        required=("session_id", "reason"),
        any_of=(),
        fields={
            "session_id": {"type": "string"},
            "reason": {"type": "string"},
        },
    ),
    "security.session.expiring": Rule(
        "security.session.expiring",
        "account-events",
        key=None,
        required=("session_id", "expires_in_seconds"),
        any_of=(),
        fields={
            "session_id": {"type": "string"},
            "expires_in_seconds": {"type": "integer"},
        },
    ),
    "security.session.revoked": Rule(
        "security.session.revoked",
        "account-events",
        key=None,
        required=("session_id", "device_info", "reason"),
        any_of=(),
        fields={
            "session_id": {"type": "string"},
            "device_info": {"type": ["string", "null"]},
            "reason": {"type": "string"},
        },
    ),
    "security.password.changed": Rule(
        "security.password.changed",
        "account-events",
        key=None,
        required=("initiated_by",),
        any_of=(),
        fields={
            "initiated_by": {"type": "string"},
        },
    ),
    "security.login.failed": Rule(
        "security.login.failed",
        "account-events",
        key=None,
        required=("reason",),
        any_of=(),
        fields={
            "reason": {"type": "string"},
        },
    ),
    "file_parsing": Rule(
        "file_parsing",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_parsed": Rule(
        "file_parsed",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_summarizing": Rule(
        "file_summarizing",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_summarized": Rule(
        "file_summarized",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_embedding": Rule(
        "file_embedding",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_embedded": Rule(
        "file_embedded",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_complete": Rule(
        "file_complete",
        "file-events",
        key=None,
        required=("path", "filename"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
        },
    ),
    "file_failed": Rule(
        "file_failed",
        "file-events",
        key=None,
        required=("path", "filename", "error"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
            "error": {"type": "string"},
        },
    ),
    "file_skipped": Rule(
        "file_skipped",
        "file-events",
        key=None,
        required=("path", "filename", "reason"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "filename": {"type": "string"},
            "reason": {"type": "string"},
        },
    ),
    "file_created": Rule(
        "file_created",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "file_modified": Rule(
        "file_modified",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "file_deleted": Rule(
        "file_deleted",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "file_moved": Rule(
        "file_moved",
        "file-events",
        key=None,
        required=("src_path", "dest_path"),
        any_of=(),
        fields={
            "src_path": {"type": "string"},
            "dest_path": {"type": "string"},
        },
    ),
    "directory_deleted": Rule(
        "directory_deleted",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "directory_moved": Rule(
        "directory_moved",
        "file-events",
        key=None,
        required=("src_path", "dest_path"),
        any_of=(),
        fields={
            "src_path": {"type": "string"},
            "dest_path": {"type": "string"},
        },
    ),
    "watch_started": Rule(
        "watch_started",
        "file-events",
        key=None,
        required=("path", "recursive"),
        any_of=(),
        fields={
            "path": {"type": "string"},
            "recursive": {"type": "boolean"},
            "file_pattern": {"type": "string"},
        },
    ),
    "watch_added": Rule(
        "watch_added",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "watch_removed": Rule(
        "watch_removed",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "directory_processing_started": Rule(
        "directory_processing_started",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "directory_processing_completed": Rule(
        "directory_processing_completed",
        "file-events",
        key=None,
        required=("path",),
        any_of=(),
        fields={
            "path": {"type": "string"},
        },
    ),
    "queue_item_added": Rule(
        "queue_item_added",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "status"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "status": {"type": "string"},
        },
    ),
    "queue_item_updated": Rule(
        "queue_item_updated",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "status"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "status": {"type": "string"},
        },
    ),
    "queue_item_processing": Rule(
        "queue_item_processing",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "status"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "status": {"type": "string"},
        },
    ),
    "queue_item_completed": Rule(
        "queue_item_completed",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "status"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "status": {"type": "string"},
        },
    ),
    "queue_item_failed": Rule(
        "queue_item_failed",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "error"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "error": {"type": "string"},
        },
    ),
    "queue_item_removed": Rule(
        "queue_item_removed",
        "file-events",
        key=None,
        required=("id", "file_path", "action", "status"),
        any_of=(),
        fields={
            "id": {"type": "string"},
            "file_path": {"type": "string"},
            "action": {"type": "string"},
            "status": {"type": "string"},
        },
    ),
    "queue_paused": Rule(
        "queue_paused",
        "file-events",
        key=None,
        required=("source",),
        any_of=(),
        fields={
            "source": {"type": "string"},
        },
    ),
    "queue_resumed": Rule(
        "queue_resumed",
        "file-events",
        key=None,
        required=("source",),
        any_of=(),
        fields={
            "source": {"type": "string"},
        },
    ),
    "scheduler_paused": Rule(
        "scheduler_paused",
        "file-events",
        key=None,
        required=(),
        any_of=(),
        fields={
        },
    ),
    "scheduler_resumed": Rule(
        "scheduler_resumed",
        "file-events",
        key=None,
        required=(),
        any_of=(),
        fields={
        },
    ),
    "status_update": Rule(
        "status_update",
        "file-events",
        key=None,
        required=(),
        any_of=(),
        fields={
        },
    ),
    "error": Rule(
        "error",
        "file-events",
        key=None,
        required=("message",),
        any_of=(),
        fields={
            "message": {"type": "string"},
        },
    ),
    "info": Rule(
        "info",
        "file-events",
        key=None,
        required=("message",),
        any_of=(),
        fields={
            "message": {"type": "string"},
        },
    ),
    "shutting_down": Rule(
        "shutting_down",
        "file-events",
        key=None,
        required=(),
        any_of=(),
        fields={
        },
    ),
}
