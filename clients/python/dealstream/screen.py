"""A stream in a terminal: bars for documents, lines for everything else."""

from __future__ import annotations

import json
import shutil
import time
from typing import Any, Dict, List, TextIO

from .effects import Event
from .progress import Document, Progress

_BAR = 20
#: How often the bars are drawn again at most, s.
_PAUSE = 0.05
_COLOURS = {"failed": "31", "completed": "32", "pending": "36", "": "1"}


class Screen:
    """`bars`: whether there are documents to show; without them, each event is a line."""

    def __init__(self, out: TextIO, *, bars: bool, colours: bool) -> None:
        self._out = out
        self._bars = bars
        self._colours = colours
        self._drawn = 0
        self._drawn_at = 0.0

    def show(self, event: Event, progress: Progress) -> None:
        if not self._bars:
            self._out.write(self._line(event) + "\n")
            self._out.flush()
        elif time.monotonic() - self._drawn_at >= _PAUSE:
            self.draw(progress)

    def draw(self, progress: Progress) -> None:
        """All bars, in place of those that were drawn last."""
        size = shutil.get_terminal_size()
        lines = board(progress, size.columns - 1, max(1, size.lines - 2))
        up = "\x1b[%dA" % self._drawn if self._drawn else ""
        self._out.write(up + "".join("\x1b[2K%s\n" % self._paint(line) for line in lines) + "\x1b[J")
        self._out.flush()
        self._drawn = len(lines)
        self._drawn_at = time.monotonic()

    def say(self, text: str) -> None:
        """A line that stays, above the bars."""
        if self._drawn:
            self._out.write("\x1b[%dA\x1b[J" % self._drawn)
            self._drawn = 0
        self._out.write(printable(text) + "\n")
        self._out.flush()

    def _line(self, event: Event) -> str:
        said = event.data if isinstance(event.data, dict) else {"data": event.data}
        fields = " ".join("%s=%s" % (name, json.dumps(value, ensure_ascii=False)) for name, value in said.items())
        text = printable("%s  %s  %s" % (time.strftime("%H:%M:%S"), event.type, fields))
        return text[: max(20, shutil.get_terminal_size().columns - 1)]

    def _paint(self, line: "Line") -> str:
        return "\x1b[%sm%s\x1b[0m" % (_COLOURS[line.status], line.text) if self._colours else line.text


class Line:
    def __init__(self, text: str, status: str) -> None:
        self.text = text
        self.status = status if status in _COLOURS else "pending"


def board(progress: Progress, width: int, height: int) -> List[Line]:
    """At most `height` lines; where there are more documents, those that are at work come first."""
    documents = list(progress.documents.items())
    shown = sorted(documents, key=lambda item: item[1].status == "completed") if len(documents) >= height else documents
    room = max((len(printable(id)) for id, _ in shown[: height - 1]), default=0)
    lines = [_bar(id, document, room, width) for id, document in shown[: height - 1]]
    done = sum(document.status != "pending" for document in progress.documents.values())
    total = "%d of %d documents" % (done, len(documents))
    status = printable(progress.status)
    return lines + [Line((total + (", " + status if status else ""))[:width], "")]


def _bar(id: str, document: Document, room: int, width: int) -> Line:
    full = int(document.percent * _BAR / 100)
    bar = "█" * full + "░" * (_BAR - full)
    state = document.remark if document.status == "failed" else document.stage
    more = "" if document.status == "failed" else document.remark
    text = "%s %s %3d %% %s %s" % (printable(id).rjust(room), bar, document.percent, document.status, state)
    return Line(printable("%s %s" % (text, more)).rstrip()[:width], document.status)


def printable(text: str) -> str:
    """What comes from outside moves no cursor."""
    return "".join(one if one.isprintable() else "?" for one in text)


def as_json(event: Event) -> str:
    """One line for programs."""
    said: Dict[str, Any] = {"id": event.id, "type": event.type, "data": event.data}
    if event.time is not None:
        said["time"] = event.time
    return json.dumps(said, ensure_ascii=False)


