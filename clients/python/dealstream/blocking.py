"""Does what a session wants, on `http.client`."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from typing import Any, List, Optional
from urllib.parse import urlsplit

from .effects import Answer, Call, Effect, Fetch, Open, Read, Request, Silent, Sleep, Unreachable

_CHUNK = 65536


class Blocking:
    """One stream, or one request, at a time. `stop` may be called from another thread."""

    def __init__(self, tls: Optional[ssl.SSLContext]) -> None:
        self._tls = tls
        self._connection: Optional[http.client.HTTPConnection] = None
        self._socket: Optional[socket.socket] = None
        self._response: Optional[http.client.HTTPResponse] = None
        self._stopped = threading.Event()

    def perform(self, effect: Effect) -> Any:
        """Raises Unreachable."""
        if isinstance(effect, Read):
            return self._read(effect.patience)
        self.close()
        if isinstance(effect, Sleep):
            self._stopped.wait(effect.seconds)
        elif isinstance(effect, Call):
            return effect.function()
        elif isinstance(effect, Open):
            return self._open(effect.request, effect.patience)
        elif isinstance(effect, Fetch):
            return self._fetch(effect.request, effect.patience)
        return None

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """Wakes whoever waits in `perform`."""
        self._stopped.set()
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it is gone already

    def close(self) -> None:
        if self._response is not None:
            self._response.close()
        if self._connection is not None:
            self._connection.close()
        self._response = self._connection = self._socket = None

    def _open(self, request: Request, patience: float) -> Answer:
        parts = urlsplit(request.url)
        if parts.hostname is None:
            raise ValueError("no host in the address of the service")
        target = parts.path + ("?" + parts.query if parts.query else "")
        if parts.scheme == "https":
            context = self._tls or ssl.create_default_context()
            self._connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=patience, context=context)
        else:
            self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=patience)
        try:
            self._connection.connect()
            # the connection forgets its socket where the answer ends with it
            self._socket = self._connection.sock
            self._connection.request(request.method, target, headers=dict(request.headers))
            self._response = self._connection.getresponse()
        except socket.timeout as late:
            raise Silent from late
        except (OSError, http.client.HTTPException) as failure:
            raise Unreachable from failure
        headers = {name.lower(): value for name, value in self._response.getheaders()}
        return Answer(self._response.status, headers)

    def _fetch(self, request: Request, patience: float) -> Answer:
        head = self._open(request, patience)
        parts: List[bytes] = []
        while True:
            data = self._read(patience)
            if not data:
                return Answer(head.status, head.headers, b"".join(parts))
            parts.append(data)

    def _read(self, patience: float) -> bytes:
        if self._response is None or self._socket is None or self.stopped:
            raise Unreachable
        try:
            self._socket.settimeout(patience)
            return self._response.read1(_CHUNK)
        except socket.timeout as late:
            raise Silent from late
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Unreachable from failure
