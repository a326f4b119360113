"""The frames of an event stream, comments, bare ids and `retry:` included."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Iterator, List, Optional

_LINE_END = re.compile("\r\n|\n|\r")


@dataclass
class Frame:
    """What stood between two blank lines; None for what did not."""

    id: Optional[str] = None
    event: Optional[str] = None
    data: Optional[str] = None
    retry: Optional[int] = None
    comment: Optional[str] = None


class Frames:
    """Takes bytes as they come, and gives each frame once it is whole."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._parts: List[str] = []
        self._begun = False
        self._halfway = False
        self._frame: Optional[Frame] = None

    def feed(self, data: bytes) -> Iterator[Frame]:
        text = self._decoder.decode(data)
        if not text:
            return
        if not self._begun:
            self._begun = True
            text = text[1:] if text[0] == "\ufeff" else text
        ends = text.endswith("\r")
        if self._halfway and text.startswith("\n"):
            # a CR ends its line at once; an LF that comes with the next packet belongs to it
            text = text[1:]
        self._halfway = ends
        *lines, rest = _LINE_END.split(text)
        for line in lines:
            self._parts.append(line)
            whole = "".join(self._parts)
            self._parts.clear()
            if whole:
                self._frame = self._frame or Frame()
                _take(self._frame, whole)
            elif self._frame is not None:
                frame, self._frame = self._frame, None
                yield frame
        if rest:
            self._parts.append(rest)


def _take(frame: Frame, line: str) -> None:
    name, _, value = line.partition(":")
    if value.startswith(" "):
        value = value[1:]
    if not name and line.startswith(":"):
        frame.comment = value
    elif name == "data":
        frame.data = value if frame.data is None else frame.data + "\n" + value
    elif name == "event":
        frame.event = value
    elif name == "id" and "\0" not in value:
        frame.id = value
    elif name == "retry" and value.isascii() and value.isdigit() and len(value) < 10:
        frame.retry = int(value)
