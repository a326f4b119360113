"""The streams of the service, and how their dialects are read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Dict, Iterable, Mapping, Optional, Sequence, Tuple, Union
from urllib.parse import quote, urlencode

from .effects import Event

Query = Tuple[Tuple[str, str], ...]


@dataclass(frozen=True)
class Endpoint:
    """One stream. Paths are relative to the base URL."""

    path: str
    #: Of its poll twin; None where it has none.
    poll: Optional[str] = None
    #: Of its current state; None where there is none.
    snapshot: Optional[str] = None
    #: The filter, which stream and poll twin share.
    query: Query = ()
    #: Whose stream it is, in the shape of a ticket's rights.
    subjects: Mapping[str, Any] = field(default_factory=dict)
    closing: str = "stream.closed"
    #: The name of its heartbeat, where that is not a comment.
    heartbeat: Optional[str] = None
    #: Between two heartbeats, s.
    silence: float = 15
    #: Whether a service may be set up to keep no past of it: then it has no poll twin.
    may_be_live_only: bool = False
    #: Whether an API key may stand in `Authorization`; in `X-API-Key` it may everywhere but on the account's stream.
    bearer: bool = True

    @property
    def ids(self) -> bool:
        """Whether it can be resumed."""
        return self.poll is not None

    def rights(self, path: str) -> Dict[str, Any]:
        """What one of its paths reads, in the shape of a ticket's rights. A snapshot takes no filter."""
        rights = dict(self.subjects)
        for name, value in () if path == self.snapshot else self.query:
            if name == "types":
                rights["types"] = value.split(",")
            elif name == "document_id":
                rights["document_id"] = int(value)
        return rights

    @property
    def name(self) -> str:
        """Tells it from all others."""
        return self.path + ("?" + urlencode(self.query) if self.query else "")

    def read(self, id: Optional[str], type: str, text: str) -> Event:
        """An event of the stream."""
        return Event(id, type, json.loads(text))

    def read_polled(self, item: Mapping[str, Any]) -> Event:
        """An event of the poll twin."""
        return Event(item["id"], item["type"], item["data"], item.get("time"))


class _CaseEndpoint(Endpoint):
    def read(self, id: Optional[str], type: str, text: str) -> Event:
        return self.read_polled(json.loads(text))

    def read_polled(self, item: Mapping[str, Any]) -> Event:
        time = datetime.fromtimestamp(item["timestamp"] / 1000, timezone.utc)
        return Event(item["id"], item["type"], item, time.isoformat(timespec="milliseconds"))


class _FilesEndpoint(Endpoint):
    def read(self, id: Optional[str], type: str, text: str) -> Event:
        update = json.loads(text)
        return Event(None, update["opcode"], update["data"])


def deal(id: int, document_id: Optional[int], types: Iterable[str]) -> Endpoint:
    document = () if document_id is None else (("document_id", str(document_id)),)
    return _with_state("v1/events/deals/%d" % id, _list("types", types) + document, {"deals": [id]})


def deals(ids: Iterable[int], types: Iterable[str]) -> Endpoint:
    several = sorted(set(ids), key=str)
    return _with_state("v1/events/deals", _ids(several) + _list("types", types), {"deals": several})


def batch(id: str, types: Iterable[str]) -> Endpoint:
    return _with_state("v1/events/batches/" + _segment(id), _list("types", types), {"batches": [id]})


def batches(ids: Iterable[str], types: Iterable[str]) -> Endpoint:
    several = sorted(set(ids))
    return _with_state("v1/events/batches", _ids(several) + _list("types", types), {"batches": several})


def organisation(types: Iterable[str]) -> Endpoint:
    return Endpoint("v1/events/org", poll="v1/events/org/poll", query=_list("types", types))


def account(categories: Iterable[str]) -> Endpoint:
    path = "api/v1/events"
    query = _list("categories", categories)
    return Endpoint(path, poll=path + "/poll", query=query, silence=30, may_be_live_only=True)


def case(id: str) -> Endpoint:
    path = "cases/%s/progress" % _segment(id)
    return _CaseEndpoint(
        path + "/stream",
        poll=path + "/poll",
        subjects={"cases": [id]},
        closing="stream_closed",
        heartbeat="heartbeat",
        bearer=False,
    )


def files() -> Endpoint:
    return _FilesEndpoint("api/updates")


def _with_state(path: str, query: Query, subjects: Mapping[str, Any]) -> Endpoint:
    return Endpoint(path, poll=path + "/poll", snapshot=path + "/snapshot", query=query, subjects=subjects)


def _segment(id: str) -> str:
    return quote(id, safe="")


def _list(name: str, values: Iterable[str]) -> Query:
    listed = ",".join([values] if isinstance(values, str) else values)
    return ((name, listed),) if listed else ()


def _ids(ids: Sequence[Union[int, str]]) -> Query:
    if not ids:
        raise ValueError("no ids")
    return (("ids", ",".join(str(id) for id in ids)),)
