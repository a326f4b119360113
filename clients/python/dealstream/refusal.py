"""Why the service, or the way to it, does not give what was asked for."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

#: Another try with the same request gets another answer, although these are the client's errors by their number.
_PASSING = (408, 425, 429)


class Refusal(Exception):
    """Raised where nothing more will come (`final`), else handed to `on_error` before the next try."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        code: str = "network",
        retry_after: Optional[float] = None,
        final: Optional[bool] = None,
    ) -> None:
        super().__init__(message)
        #: HTTP status; 0 where there was none.
        self.status = status
        #: The service's code (`INVALID_API_KEY`, ...), or `network`, `silent`, `stream`, `redirect`, `ticket`, or why
        #: a stream was closed.
        self.code = code
        #: What the service asked to wait, s.
        self.retry_after = retry_after
        #: Whether another try is pointless.
        self.final = final if final is not None else 400 <= status < 500 and status not in _PASSING

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
        """What an answer that is not 2xx says, in whichever of the dialects' shapes."""
        said = _object(body)
        code = said.get("code") or said.get("error_code") or said.get("type") or "http-%d" % status
        message = said.get("detail") or said.get("error_message") or said.get("error") or said.get("title")
        return cls(
            str(message or "HTTP %d" % status),
            status=status,
            code=str(code),
            retry_after=_seconds(headers.get("retry-after", "")),
        )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(text: str) -> Optional[float]:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
