"""A service that answers what it is told to, and keeps what it was asked."""

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple


class Asked(NamedTuple):
    method: str
    path: str
    headers: Dict[str, str]


#: status, type, body; a stream that goes on is written by the function in place of a body
Answer = Tuple[int, str, Any]


class Service:
    def __init__(self, answer: Callable[[Asked], Answer], tls: Optional[ssl.SSLContext] = None) -> None:
        asked: List[Asked] = []
        was_asked = threading.Event()
        closing = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                request = Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
                asked.append(request)
                was_asked.set()
                status, kind, body = answer(request)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                if callable(body):
                    body(self.wfile)
                    self.wfile.flush()
                    closing.wait(20)
                else:
                    self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

            do_POST = do_GET

            def log_message(self, *what: Any) -> None:
                pass

        self.asked = asked
        self.was_asked = was_asked
        self._closing = closing
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = "%s://127.0.0.1:%d" % ("http" if tls is None else "https", self._server.server_port)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *what: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def stream(*frames: str) -> Answer:
    """A whole stream."""
    return 200, "text/event-stream", "".join(frame + "\n\n" for frame in frames).encode()


def open_stream(*frames: str) -> Answer:
    """One that stays open."""
    return 200, "text/event-stream", lambda out: out.write("".join(frame + "\n\n" for frame in frames).encode())


def page(*events: Dict[str, Any], last: str = "p", **more: Any) -> Answer:
    return 200, "application/json", {"events": list(events), "last_event_id": last, "has_more": False, **more}


DONE = 'event: stream.closed\ndata: {"reason":"completed"}'
