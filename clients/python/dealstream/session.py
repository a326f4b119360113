"""Follows one stream for as long as there is one: as a stream while that works, else by the poll twin."""

from __future__ import annotations

import json
import random
import re
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Callable, Generator, List, Mapping, NoReturn, Optional, Tuple, Type, Union
from urllib.parse import urlencode, urljoin, urlsplit

from .backoff import Backoff
from .effects import Answer, Call, Effect, Event, Fetch, Open, Read, Request, Silent, Sleep, Tell, Unreachable
from .endpoints import Endpoint
from .frames import Frame, Frames
from .place import Keeper
from .refusal import Refusal

#: How long an answer may take beyond what was asked to wait, s.
PATIENCE = 15.0
#: How long the service may hold a poll, s.
POLL_WAIT = 25
#: After a poll that brought something, so that what comes close together comes in one answer, s.
POLL_PAUSE = 0.25
#: Between two polls that were not held although they brought nothing, as by a replica that goes down, s.
UNHELD_PAUSE = 1.0
#: A stream that lived as long as this was no failure, whatever it said, s.
LONG_ENOUGH = 10.0
#: Over how long clients spread whom a replica sends away without saying when to come back, s.
SPREAD = 10.0
#: How many times longer the last pause between two streams that are tried while polling is than the first.
LONGEST = 10
REDIRECTS = 5

#: What may stand in a header; told apart from what may not without being shown.
_VISIBLE = re.compile("[!-~]+")

Work = Generator[Effect, Any, None]
Secret = Union[str, Callable[[], Any], None]


@dataclass(frozen=True)
class Options:
    """Seconds throughout."""

    backoff: Tuple[float, float] = (1.0, 60.0)
    #: Between two heartbeats, if the service is not set up as usual.
    heartbeat: Optional[float] = None
    #: How many streams in a row may fail before the poll twin takes over.
    failures: int = 3
    #: How long to poll before a stream is tried again; each further try takes twice as long, up to ten times.
    retry_stream: float = 30.0
    on_error: Callable[[Refusal, float], None] = lambda refusal, wait: None


@dataclass(frozen=True)
class Page:
    """What a poll brought."""

    events: List[Event]
    #: Where to go on.
    last_event_id: Optional[str]
    #: Whether another poll brings more at once.
    has_more: bool
    #: Why the past is lost.
    reset: Optional[str]
    #: Why nothing more will come.
    ended: Optional[str]


class _Ended(Exception):
    """Nothing more will come."""


class _Lost(Exception):
    """The past cannot be told; the argument says why."""


class Session:
    """Each event is told once because only one source speaks at a time, and it was opened at the place where the last one
    was left."""

    def __init__(
        self,
        endpoint: Endpoint,
        base: str,
        key: Secret,
        ticket: Optional[Callable[[Mapping[str, Any]], Any]],
        options: Options,
        *,
        last_event_id: Optional[str] = None,
        since: Optional[str] = None,
        snapshot: bool = False,
        keeper: Optional[Keeper] = None,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._endpoint = endpoint
        self._base = base if base.endswith("/") else base + "/"
        self._key = key
        self._ticket = ticket
        self._options = options
        self._place = last_event_id
        self._since = since
        self._wants_snapshot = snapshot and endpoint.snapshot is not None
        self._keeper = keeper
        self._clock = clock
        self._chance = chance
        self._silence = 2 * (options.heartbeat or endpoint.silence)
        self._backoff = Backoff(options.backoff[0], options.backoff[1], chance)
        self._kept: Optional[str] = None
        self._lost: Optional[str] = None
        self._lost_at = -LONG_ENOUGH
        self._doubted = False
        self._failed = 0
        self._polling = False
        self._pause = options.retry_stream
        self._try_at = 0.0
        self._spoke = False
        self._worked = False

    @property
    def place(self) -> Optional[str]:
        """Where the stream can be resumed; None where there is nothing to resume from yet."""
        return self._place

    def run(self) -> Work:
        """Ends where the stream is complete; raises a `Refusal` that is final."""
        if self._keeper is not None:
            self._place = self._kept = self._keeper.load() or self._place
        try:
            while True:
                try:
                    yield from self._go()
                except _Lost as lost:
                    yield from self._start_over(str(lost))
                except Refusal as refusal:
                    yield from self._wait(refusal)
        except _Ended:
            self.keep()

    def keep(self) -> None:
        """All up to here has been dealt with."""
        if self._keeper is not None and self._place is not None and self._place != self._kept:
            self._keeper.store(self._place)
            self._kept = self._place

    def _go(self) -> Work:
        if self._place is None and self._endpoint.ids:
            yield from self._begin()
        elif self._polling and self._clock() < self._try_at:
            yield from self._poll()
        else:
            yield from self._stream()

    def _wait(self, refusal: Refusal) -> Work:
        # a ticket holds once and for seconds, and a key may be newer than what a replica knows: believed the second time
        doubtful = refusal.status == 401 and not self._doubted
        self._doubted = refusal.status == 401
        if refusal.final and not doubtful:
            raise refusal
        seconds = self._backoff.next(refusal.retry_after or 0)
        self._options.on_error(refusal, seconds)
        yield Sleep(seconds)

    def _begin(self) -> Work:
        """Finds a place to begin at, so that nothing gets lost between a first connect that breaks and the next."""
        state = (yield from self.snapshot()) if self._wants_snapshot else None
        if state is not None:
            yield from self._tell_loss()
            self._place = state["last_event_id"]
            yield from self._tell(Event(self._place, "snapshot", state))
            return
        try:
            page = yield from self.ask(None, since=self._since)
        except Refusal as refusal:
            if refusal.status != 404 or not self._endpoint.may_be_live_only:
                raise
            # this service keeps no past of this stream
            self._endpoint = replace(self._endpoint, poll=None)
            return
        yield from self._tell_loss()
        yield from self._accept(page)
        if self._place is None:
            raise Refusal("The service knows no place to begin at yet", code="not_ready")

    def _start_over(self, reason: str) -> Work:
        self._place = self._since = None
        self._wants_snapshot = self._endpoint.snapshot is not None
        self._lost = reason
        if self._clock() - self._lost_at < LONG_ENOUGH:
            yield Sleep(self._backoff.next())
        self._lost_at = self._clock()

    def _tell_loss(self) -> Work:
        if self._lost is not None:
            reason, self._lost = self._lost, None
            yield from self._tell(Event(None, "stream.reset", {"reason": reason}))

    def _tell(self, event: Event) -> Work:
        yield Tell(event)
        self.keep()

    # ---- as a stream

    def _stream(self) -> Work:
        self._spoke = self._worked = False
        opened = self._clock()
        try:
            yield from self._follow()
        except (_Ended, _Lost):
            raise
        except Refusal as refusal:
            if self._worked or self._clock() - opened >= LONG_ENOUGH:
                self._failed = 0
                self._backoff.reset()
                if not self._endpoint.ids:
                    self._lost = "gap"
                raise
            yield from self._count_failure(refusal)

    def _follow(self) -> Work:
        resume = {} if self._place is None else {"Last-Event-ID": self._place}
        answer = yield from self._request(
            Open,
            self._endpoint.path,
            self._endpoint.query,
            min(PATIENCE, self._silence),
            accept="text/event-stream",
            headers=resume,
        )
        if answer.status == 204:
            raise _Ended
        if answer.status != 200:
            raise Refusal.of(answer.status, answer.headers, (yield from self._rest()))
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            raise Refusal("Something came that is no event stream", status=answer.status, code="stream")
        self._doubted = False
        yield from self._tell_loss()
        frames = Frames()
        retry: Optional[int] = None
        while True:
            for frame in frames.feed((yield from self._read())):
                retry = frame.retry if frame.retry is not None else retry
                yield from self._take(frame, retry)

    def _read(self) -> Generator[Effect, Any, bytes]:
        # what comes first comes at once: where it does not, a proxy may be keeping the stream to itself
        patience = self._silence if self._spoke else self._silence / 6
        data: bytes
        try:
            data = yield Read(patience)
        except Silent:
            raise Refusal("The stream has gone silent", code="silent") from None
        except Unreachable as failure:
            raise Refusal("The connection was lost%s" % _because(failure)) from failure
        if not data:
            raise Refusal("The connection was lost")
        if not self._spoke:
            self._spoke = True
            self._back_to_stream()
        return data

    def _rest(self) -> Generator[Effect, Any, bytes]:
        """The body of a refusal, or what came of it."""
        body = b""
        try:
            while len(body) < 65536:
                data = yield Read(PATIENCE)
                if not data:
                    break
                body += data
        except Unreachable:
            pass
        return body

    def _take(self, frame: Frame, retry: Optional[int]) -> Work:
        if frame.data is None:
            self._worked |= frame.id is not None or frame.comment is not None
            self._move(frame.id)
            return
        kind = frame.event or "message"
        if kind == "error":
            self._excuse(_reason(frame.data), retry)
        if kind == "stream.reset":
            raise _Lost(_reason(frame.data))
        self._worked = True
        self._move(frame.id)
        if kind in ("stream.closed", self._endpoint.closing):
            self._close(_reason(frame.data), retry)
        if kind != self._endpoint.heartbeat:
            yield from self._deliver(_read(lambda: self._endpoint.read(self._place, kind, frame.data or "")))

    def _excuse(self, reason: str, retry: Optional[int]) -> NoReturn:
        limited = reason == "limited"
        raise Refusal(
            "The service is asked too much" if limited else "The service is not ready",
            status=429 if limited else 503,
            code=reason,
            retry_after=None if retry is None else retry / 1000,
        )

    def _close(self, reason: str, retry: Optional[int]) -> NoReturn:
        if reason == "completed":
            raise _Ended
        wait: Optional[float] = None
        if reason in ("shutting_down", "rebalanced"):
            wait = self._chance() * SPREAD if retry is None else retry / 1000
        raise Refusal("The service closed the stream: %s" % reason, code=reason, retry_after=wait)

    def _move(self, id: Optional[str]) -> None:
        self._place = id or self._place

    def _deliver(self, event: Event) -> Work:
        self._move(event.id)
        yield from self._tell(event)

    def _count_failure(self, refusal: Refusal) -> Work:
        if self._polling:
            # it was only tried; polls go on meanwhile
            if refusal.final:
                raise refusal
            self._try_later(refusal.retry_after or 0)
            return
        self._failed += 1
        if self._failed >= self._options.failures and self._endpoint.ids and not refusal.final:
            # the poll twin knows whether it is the network or only streams that fail
            page = yield from self.ask(self._place)
            self._polling = True
            self._try_later(refusal.retry_after or 0)
            yield from self._accept(page)
            return
        raise refusal

    # ---- by polls

    def _try_later(self, at_least: float) -> None:
        self._try_at = self._clock() + max(at_least, self._pause * (0.75 + 0.5 * self._chance()))
        self._pause = min(2 * self._pause, LONGEST * self._options.retry_stream)

    def _back_to_stream(self) -> None:
        if self._polling:
            self._polling = False
            self._failed = 0
            self._pause = self._options.retry_stream

    def _poll(self) -> Work:
        asked = self._clock()
        page = yield from self.ask(self._place, wait=POLL_WAIT)
        self._backoff.reset()
        yield from self._accept(page)
        pause = POLL_PAUSE if page.events else asked + UNHELD_PAUSE - self._clock()
        if not page.has_more and pause > 0:
            yield Sleep(pause)

    def _accept(self, page: Page) -> Work:
        if page.reset is not None:
            raise _Lost(page.reset)
        for event in page.events:
            yield from self._deliver(event)
        self._move(page.last_event_id)
        if page.ended == "completed":
            raise _Ended

    # ---- requests

    def ask(
        self, after: Optional[str], *, since: Optional[str] = None, wait: float = 0, limit: int = 500
    ) -> Generator[Effect, Any, Page]:
        """Asks the poll twin."""
        if self._endpoint.poll is None:
            raise ValueError("this stream has no polls")
        query = self._endpoint.query + (("limit", str(limit)),)
        if wait > 0:
            query += (("wait", "%g" % wait),)
        if after is not None:
            query += (("last_event_id", after),)
        elif since is not None:
            query += (("since", since),)
        body = yield from self._json(self._endpoint.poll, query, PATIENCE + wait)
        page: Page = _read(
            lambda: Page(
                [self._endpoint.read_polled(item) for item in body["events"]],
                body.get("last_event_id"),
                bool(body["has_more"]),
                body.get("reset"),
                body.get("ended"),
            )
        )
        return page

    def snapshot(self) -> Generator[Effect, Any, Optional[Mapping[str, Any]]]:
        """The current state; None where nothing was ever heard of it."""
        if self._endpoint.snapshot is None:
            raise ValueError("this stream has no snapshot")
        query = tuple(pair for pair in self._endpoint.query if pair[0] == "ids")
        try:
            state = yield from self._json(self._endpoint.snapshot, query, PATIENCE)
        except Refusal as refusal:
            if refusal.status == 404:
                return None
            raise
        return state

    def _json(
        self, path: str, query: Tuple[Tuple[str, str], ...], patience: float
    ) -> Generator[Effect, Any, Mapping[str, Any]]:
        answer = yield from self._request(Fetch, path, query, patience, accept="application/json")
        if answer.status != 200:
            raise Refusal.of(answer.status, answer.headers, answer.body)
        body = _read(lambda: json.loads(answer.body))
        if not isinstance(body, dict):
            raise Refusal("Something came that is no answer of the service", status=answer.status, code="stream")
        self._doubted = False
        return body

    def _request(
        self,
        kind: Union[Type[Open], Type[Fetch]],
        path: str,
        query: Tuple[Tuple[str, str], ...],
        patience: float,
        *,
        accept: str,
        headers: Mapping[str, str] = {},
    ) -> Generator[Effect, Any, Answer]:
        shown, ticket = yield from self._credential(path)
        url = _with_query(urljoin(self._base, path), query + ticket)
        sent = {"Accept": accept, "Accept-Encoding": "identity", **headers, **shown}
        for _ in range(REDIRECTS):
            answer = yield from self._perform(kind(Request("GET", url, sent), patience))
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            there = urljoin(url, answer.headers.get("location", ""))
            if _origin(there) != _origin(url):
                # whom the service names is not whom the key was meant for
                raise Refusal("The service redirects to another host", status=answer.status, code="redirect")
            url = there
        raise Refusal("The service redirects without end", code="redirect")

    def _perform(self, effect: Union[Open, Fetch]) -> Generator[Effect, Any, Answer]:
        answer: Answer
        try:
            answer = yield effect
        except Unreachable as failure:
            raise Refusal("The service was not reached%s" % _because(failure)) from failure
        return answer

    def _credential(
        self, path: str
    ) -> Generator[Effect, Any, Tuple[Mapping[str, str], Tuple[Tuple[str, str], ...]]]:
        """Headers, and what stands in the query: a ticket only, which holds once."""
        if self._ticket is not None:
            ticket = partial(self._ticket, self._endpoint.rights(path))
            return {}, (("ticket", (yield from self._called(ticket))),)
        if self._key is None:
            return {}, ()
        key = (yield from self._called(self._key)) if callable(self._key) else self._key
        if not _VISIBLE.fullmatch(key):
            raise ValueError("the key holds what may not stand in a header")
        bearer = {"Authorization": "Bearer " + key}
        if self._endpoint.bearer:
            return bearer, ()
        if key.count(".") != 2:
            return {"X-API-Key": key}, ()
        # a JWT, which this dialect takes in the URL only
        url = urljoin(self._base, "v1/stream-tickets")
        answer = yield from self._perform(Fetch(Request("POST", url, bearer), PATIENCE))
        if answer.status != 200:
            raise Refusal.of(answer.status, answer.headers, answer.body)
        return {}, (("ticket", str(_read(lambda: json.loads(answer.body)["ticket"]))),)

    def _called(self, function: Callable[[], Any]) -> Generator[Effect, Any, str]:
        try:
            return str((yield Call(function)))
        except Refusal:
            raise
        except Exception as failure:
            # the caller's function may raise anything; a `status` tells whether it is worth another try
            status = getattr(failure, "status", 0)
            raise Refusal("No ticket or key: %s" % failure, status=status, code="ticket") from failure


def _because(failure: Unreachable) -> str:
    cause = str(failure.__cause__ or "")
    return ": " + cause if cause else ""


def _read(parse: Callable[[], Any]) -> Any:
    """What is not what it should be is a failure like any other: it may be a proxy's."""
    try:
        return parse()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as failure:
        raise Refusal("Something came that cannot be read", code="stream") from failure


def _reason(text: str) -> str:
    return str(_read(lambda: json.loads(text)["reason"]))


def _with_query(url: str, query: Tuple[Tuple[str, str], ...]) -> str:
    return url + "?" + urlencode(query) if query else url


def _origin(url: str) -> Tuple[str, Optional[str], Optional[int]]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
