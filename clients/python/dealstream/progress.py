"""What the events of a deal, batch or case add up to, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping

from .effects import Event

#: Steps of the pipeline that say nothing of how far they are, as events of their own.
_STEPS = ("extraction_complete", "parse_complete", "metrics_complete", "screening_complete")


@dataclass
class Document:
    stage: str = ""
    #: 0 to 100.
    percent: float = 0
    #: `pending`, `completed`, `failed`
    status: str = "pending"
    #: A score, or what went wrong.
    remark: str = ""


class Progress:
    """The documents by their ids as text, in the order in which they were heard of."""

    def __init__(self) -> None:
        self.documents: Dict[str, Document] = {}
        #: Of the whole: a deal's status, how much of a batch is done.
        self.status = ""

    @property
    def failed(self) -> bool:
        return self.status == "failed" or any(document.status == "failed" for document in self.documents.values())

    def take(self, event: Event) -> None:
        """Never raises: an event may hold anything."""
        data = event.data if isinstance(event.data, dict) else {}
        if event.type == "snapshot":
            self._begin(data)
        elif event.type == "deal_updated":
            self.status = _text(data.get("status"))
        elif event.type == "case.analysis.completed":
            self.status = _text(data.get("outcome")) or "completed"
        elif event.type == "batch.completed":
            self.status = "%s of %s succeeded" % (_text(data.get("succeeded")), _text(data.get("total")))
        else:
            id = data.get("statement_id", data.get("document_id", data.get("file_id")))
            if id is not None:
                self._advance(self.documents.setdefault(_text(id), Document()), event.type, data)

    def _begin(self, state: Mapping[str, Any]) -> None:
        self.status = _text(state.get("status") or state.get("progress"))
        documents = state.get("documents")
        for known in documents if isinstance(documents, list) else []:
            if isinstance(known, dict):
                document = self.documents.setdefault(_text(known.get("document_id")), Document())
                document.stage = _text(known.get("stage"))
                document.percent = _percent(known.get("progress"))
                document.status = "failed" if known.get("error") else _text(known.get("status"))
                if known.get("stalled_since"):
                    document.remark = _stalled(known.get("stalled_since"))
                self._end(document, known)

    def _advance(self, document: Document, type: str, data: Mapping[str, Any]) -> None:
        if type in ("processing.started", "processing.progress", "file.analysis.progress"):
            document.status, document.remark = "pending", ""
            document.stage = _text(data.get("stage"))
            document.percent = _percent(data.get("progress"))
        elif type == "processing.stalled":
            if document.status == "pending":
                document.remark = _stalled(data.get("since"))
        elif type in _STEPS:
            document.stage, document.remark = type, ""
        elif type in ("processing.failed", "batch.document_failed") or data.get("outcome") == "failed":
            document.status = "failed"
            self._end(document, data)
        elif type in ("processing.completed", "scoring_complete", "batch.document_processed", "file.analysis.completed"):
            document.status, document.remark = "completed", ""
            self._end(document, data)

    def _end(self, document: Document, data: Mapping[str, Any]) -> None:
        if document.status == "completed":
            document.percent = 100
        score = data.get("health_score")
        remark = data.get("error") or data.get("message") or ("" if score is None else "score %s" % _text(score))
        document.remark = _text(remark) or document.remark


def _stalled(since: Any) -> str:
    return "stands still since %s" % _text(since)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _percent(value: Any) -> float:
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if known and 0 <= value <= 100 else 0.0
