"""What a session wants done. It does nothing itself: so it is the same whether who does it blocks or awaits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Union


@dataclass(frozen=True)
class Event:
    """An event, whichever way it came."""

    #: Where the stream stands after it; None on streams without ids. Opaque: not for comparing.
    id: Optional[str]
    #: `processing.progress`, ...; `snapshot`, where `data` is the current state; `stream.reset`, where `data["reason"]`
    #: says why what came in between cannot be told (`expired`, `unknown`, `recreated`; `gap` on streams without ids).
    type: str
    #: As produced.
    data: Any
    #: When it happened, ISO 8601; only where the service says so (polled events, cases).
    time: Optional[str] = None


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Fetch:
    """Answered with an `Answer`; ends a stream that is open."""

    request: Request
    #: s
    patience: float


@dataclass(frozen=True)
class Open:
    """Answered with an `Answer` whose body is still to be read; ends a stream that is open."""

    request: Request
    patience: float


@dataclass(frozen=True)
class Read:
    """Answered with what came next of the body; with nothing at its end."""

    patience: float


@dataclass(frozen=True)
class Sleep:
    """Ends a stream that is open."""

    seconds: float


@dataclass(frozen=True)
class Call:
    """Answered with what the caller's own function gives."""

    function: Callable[[], Any]


@dataclass(frozen=True)
class Tell:
    """Answered when the reader asks for the next event."""

    event: Event


Effect = Union[Fetch, Open, Read, Sleep, Call, Tell]


@dataclass(frozen=True)
class Answer:
    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    body: bytes = b""


class Unreachable(Exception):
    """Thrown into a session in place of an answer: the connection failed."""


class Silent(Unreachable):
    """It did not fail, but nothing came in time."""
