"""The streams that a client offers: what both of its forms share."""

from __future__ import annotations

import inspect
import logging
import os
import ssl
from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, Callable, Generic, Iterable, Mapping, Optional, Tuple, TypeVar, Union

from . import endpoints
from .endpoints import Endpoint
from .place import FileKeeper, Keeper
from .refusal import Refusal
from .session import Options, Secret, Session

log = logging.getLogger("dealstream")

Since = Union[str, int, datetime, None]
Save = Union[str, "os.PathLike[str]", Keeper, None]
Ticket = Union[Callable[[Mapping[str, Any]], Any], Callable[[], Any]]
S = TypeVar("S")


def _log(refusal: Refusal, wait: float) -> None:
    log.warning("%s (%s); next try in %.1f s", refusal, refusal.code, wait)


class Streams(ABC, Generic[S]):
    """Options are given here for all streams; times in seconds.

    - `url`: where the service is.
    - `key`: an API key or a JWT, or a function that gives it, called for each request. It is sent in a header; the case
      stream, which takes JWTs in the URL only, gets a ticket for it.
    - `ticket`: in place of `key`, a function that gives a fresh ticket (`POST /v1/stream-tickets`), since one holds once.
      If it takes an argument, it is told what the request reads, in the shape of a ticket's `rights`: `{"deals": [42]}`,
      with `document_id` and `types` where the stream has them (a snapshot never has); `{}` for all of an organisation, an
      account or a workspace.
    - `backoff`: the waits after failures double from the first to the second.
    - `heartbeat`: how far apart the service's heartbeats are, if it is not set up as usual.
    - `failures`: how many streams in a row may fail before polls take over; `retry_stream`: how long before a stream is
      tried again then.
    - `on_error`: told of each failure that the stream gets over, and of the wait before the next try. Default: a warning
      to the logger `dealstream`.
    - `tls`: in place of the platform's defaults.
    """

    def __init__(
        self,
        url: str,
        *,
        key: Secret = None,
        ticket: Optional[Ticket] = None,
        backoff: Tuple[float, float] = (1.0, 60.0),
        heartbeat: Optional[float] = None,
        failures: int = 3,
        retry_stream: float = 30.0,
        on_error: Callable[[Refusal, float], None] = _log,
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError("the service's address begins with http:// or https://")
        if key is not None and ticket is not None:
            raise ValueError("give a key or a function for tickets, not both")
        self._url = url
        self._key = key
        self._ticket = _told(ticket)
        self._options = Options(backoff, heartbeat, failures, retry_stream, on_error)
        self._tls = tls

    def deal(
        self,
        id: int,
        *,
        document_id: Optional[int] = None,
        types: Iterable[str] = (),
        snapshot: bool = False,
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """One deal, until it is settled.

        `snapshot`: begin with the current state. `since`: begin at a time (ISO 8601, epoch ms, a datetime with a zone).
        `last_event_id`: begin after this event. `save`: a file, or an object with `load` and `store`, that keeps the place
        over restarts; an event's place is stored once the next event is asked for, or by `close`.
        """
        return self._open(endpoints.deal(id, document_id, types), snapshot, since, last_event_id, save)

    def deals(
        self,
        ids: Iterable[int],
        *,
        types: Iterable[str] = (),
        snapshot: bool = False,
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """Up to 200 deals on one stream, until all are settled."""
        return self._open(endpoints.deals(ids, types), snapshot, since, last_event_id, save)

    def batch(
        self,
        id: str,
        *,
        types: Iterable[str] = (),
        snapshot: bool = False,
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """One batch, until it is complete."""
        return self._open(endpoints.batch(id, types), snapshot, since, last_event_id, save)

    def batches(
        self,
        ids: Iterable[str],
        *,
        types: Iterable[str] = (),
        snapshot: bool = False,
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """Up to 200 batches on one stream, until all are complete."""
        return self._open(endpoints.batches(ids, types), snapshot, since, last_event_id, save)

    def organisation(
        self,
        *,
        types: Iterable[str] = (),
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """All deals and batches. Has no end."""
        return self._open(endpoints.organisation(types), False, since, last_event_id, save)

    def account(
        self,
        *,
        categories: Iterable[str] = (),
        since: Since = None,
        last_event_id: Optional[str] = None,
        save: Save = None,
    ) -> S:
        """Everything of the signed-in user. Has no end."""
        return self._open(endpoints.account(categories), False, since, last_event_id, save)

    def case(
        self, id: str, *, since: Since = None, last_event_id: Optional[str] = None, save: Save = None
    ) -> S:
        """One case, from the oldest event that is kept until its analysis is complete."""
        return self._open(endpoints.case(id), False, since, last_event_id, save)

    def files(self) -> S:
        """Everything in the workspace, live only: no ids, nothing to resume. Has no end."""
        return self._open(endpoints.files(), False, None, None, None)

    def _open(
        self, endpoint: Endpoint, snapshot: bool, since: Since, last_event_id: Optional[str], save: Save
    ) -> S:
        keeper: Optional[Keeper]
        if isinstance(save, (str, os.PathLike)):
            keeper = FileKeeper(save, endpoint.name)
        else:
            keeper = save
        session = Session(
            endpoint,
            self._url,
            self._key,
            self._ticket,
            self._options,
            last_event_id=last_event_id,
            since=_time(since),
            snapshot=snapshot,
            keeper=keeper,
        )
        return self._stream(session)

    @abstractmethod
    def _stream(self, session: Session) -> S: ...


def _told(ticket: Any) -> Any:
    """The same function, made to take what the ticket is for."""
    if ticket is None:
        return None
    try:
        inspect.signature(ticket).bind({})
    except TypeError:
        return lambda rights: ticket()
    return ticket


def _time(since: Since) -> Optional[str]:
    if isinstance(since, datetime):
        if since.tzinfo is None:
            raise ValueError("a datetime without a zone names no point in time")
        return since.isoformat()
    return None if since is None else str(since)

