"""Records for the service's topics: a key, headers and a value, for any Kafka library."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

#: Of a value, bytes, where the service is not set up otherwise.
LARGEST = 256 * 1024
#: Of an attribute, characters.
LONGEST = 1024

_TENANT = re.compile("[!-~]{1,128}")

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _number(value) and value == value // 1,
    "number": lambda value: _number(value),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, (list, tuple)),
    "object": lambda value: isinstance(value, dict),
}


class InvalidEvent(ValueError):
    """The service would make a dead letter of it. Says which field and which rule, and nothing of what is in it."""


@dataclass(frozen=True)
class Record:
    """What is written to Kafka."""

    topic: str
    key: bytes
    value: bytes
    headers: List[Tuple[str, bytes]]


@dataclass(frozen=True)
class Rule:
    """What the catalogue says of a type."""

    type: str
    topic: str
    #: The field whose events must stay in order; None where all of a tenant's must.
    key: Optional[str]
    required: Tuple[str, ...]
    #: One of these sets of fields has to be there, if there are any.
    any_of: Tuple[Tuple[str, ...], ...]
    fields: Mapping[str, Mapping[str, Any]]

    def check(self, data: Mapping[str, Any]) -> None:
        """Raises InvalidEvent."""
        for field in self.required:
            if field not in data:
                raise InvalidEvent("%s: %s is missing" % (self.type, field))
        if self.any_of and not any(all(field in data for field in fields) for fields in self.any_of):
            wanted = " or ".join(", ".join(fields) for fields in self.any_of)
            raise InvalidEvent("%s: %s is missing" % (self.type, wanted))
        for field, rules in self.fields.items():
            if field in data:
                for name, rule in rules.items():
                    if not _holds(name, rule, data[field]):
                        raise InvalidEvent("%s: %s: %s %s expected" % (self.type, field, name, rule))


class Producer:
    """`tenant`: whose events they are (an organisation; a user for account events; a workspace for files), 1 to 128 visible
    ASCII characters. `source`: who makes them, a URI reference (`/workers/parser`). `topics`: how topics are called, where
    not by their usual names. `largest`: of a value, bytes (`dealstream.catalogue.max-value`)."""

    def __init__(
        self,
        *,
        tenant: str,
        source: str,
        topics: Optional[Mapping[str, str]] = None,
        largest: int = LARGEST,
    ) -> None:
        if not _TENANT.fullmatch(tenant):
            raise ValueError("a tenant is 1 to 128 visible ASCII characters")
        self._tenant = tenant
        self._source = _attribute("a source", source)
        self._topics = dict(topics or {})
        self._largest = largest

    def _record(
        self,
        rule: Rule,
        fields: Dict[str, Any],
        extra: Optional[Mapping[str, Any]],
        event_id: Optional[str],
        event_time: Optional[datetime],
    ) -> Record:
        data = {**fields, **(extra or {})}
        twice = [field for field in fields if extra and field in extra]
        if twice:
            raise InvalidEvent("%s: %s is no extra field" % (rule.type, twice[0]))
        rule.check(data)
        key = self._tenant if rule.key is None else data[rule.key]
        return Record(
            self._topics.get(rule.topic, rule.topic),
            (str(int(key)) if _number(key) else str(key)).encode(),
            self._value(rule, data),
            [
                ("ce_specversion", b"1.0"),
                ("ce_type", rule.type.encode()),
                ("ce_source", self._source.encode()),
                ("ce_id", _attribute("an event's id", event_id or str(uuid.uuid4())).encode()),
                ("ce_time", _time(event_time)),
                ("ce_tenant", self._tenant.encode()),
                ("content-type", b"application/json"),
            ],
        )

    def _value(self, rule: Rule, data: Mapping[str, Any]) -> bytes:
        try:
            value = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        except (TypeError, ValueError, RecursionError):
            raise InvalidEvent("%s: holds what JSON cannot" % rule.type) from None
        if len(value) > self._largest:
            raise InvalidEvent("%s: %d bytes, at most %d expected" % (rule.type, len(value), self._largest))
        return value


def _attribute(name: str, text: str) -> str:
    if not 0 < len(text) <= LONGEST:
        raise ValueError("%s is 1 to %d characters long" % (name, LONGEST))
    return text


def _time(time: Optional[datetime]) -> bytes:
    if time is None:
        time = datetime.now(timezone.utc)
    if time.tzinfo is None:
        raise ValueError("a datetime without a zone names no point in time")
    return time.isoformat().encode()


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _holds(name: str, rule: Any, value: Any) -> bool:
    """As in JSON Schema, a rule says nothing of values of other types."""
    if name == "type":
        return any(_TYPES[type](value) for type in (rule if isinstance(rule, list) else [rule]))
    if name == "enum":
        return any(value == allowed for allowed in rule)
    if name in ("minimum", "maximum"):
        return not _number(value) or bool(value >= rule if name == "minimum" else value <= rule)
    if not isinstance(value, str):
        return True
    if name == "pattern":
        return re.fullmatch(rule, value) is not None
    return bool(len(value) >= rule if name == "minLength" else len(value) <= rule)
