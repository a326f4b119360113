"""Where a stream is kept over restarts of the program."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Optional, Protocol, Union


class Keeper(Protocol):
    """Keeps the id to go on from, in a file, a table, wherever the program keeps things."""

    def load(self) -> Optional[str]:
        """None where nothing was stored yet."""

    def store(self, id: str) -> None: ...


class FileKeeper:
    """Keeps it in a file, for one stream: the file says which."""

    def __init__(self, path: Union[str, "os.PathLike[str]"], stream: str) -> None:
        self._path = Path(path)
        self._stream = stream

    def load(self) -> Optional[str]:
        """Raises ValueError where the file is no such file, or another stream's."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            kept = json.loads(text)
            stream, id = kept["stream"], kept["last_event_id"]
        except (ValueError, TypeError, KeyError):
            raise ValueError("%s holds no place in a stream" % self._path) from None
        if stream != self._stream:
            raise ValueError("%s holds a place in %s, not in %s" % (self._path, stream, self._stream))
        return str(id)

    def store(self, id: str) -> None:
        new = self._path.with_name(self._path.name + ".new")
        new.write_text(json.dumps({"stream": self._stream, "last_event_id": id}) + "\n", encoding="utf-8")
        os.replace(new, self._path)
