"""A portal's back end: gives a signed-in borrower's browser tickets for streams of that borrower's own deals.

DEALSTREAM_KEY=sk_... python3 server.py
"""

import json
import os
import sys
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

DEALSTREAM = os.environ.get("DEALSTREAM_URL", "https://events.example")
KEY = os.environ["DEALSTREAM_KEY"]
PORT = int(os.environ.get("PORT", "8090"))
LONGEST_BODY = 65_536

# Your sessions and your database: who is signed in, and which deals are theirs.
SESSIONS = {
    "session-of-ann": {"user": "u-1881", "deals": [42, 44]},
    "session-of-bob": {"user": "u-1882", "deals": [43]},
}


class Portal(BaseHTTPRequestHandler):
    def do_GET(self):
        path = urlsplit(self.path).path
        if path not in ("/deal.html", "/bare.html"):
            return self.answer(404, {"error": "No such page"})
        text = Path(__file__).with_name(path[1:]).read_text("utf-8")
        self.send(200, "text/html; charset=utf-8", text.replace("https://events.example", DEALSTREAM))

    def do_POST(self):
        asked = self.read_json()  # before any answer: a connection that is closed on unread bytes may lose the answer
        if urlsplit(self.path).path != "/stream-ticket":
            return self.answer(404, {"error": "No such page"})
        borrower = self.signed_in()
        if borrower is None:
            return self.answer(401, {"error": "Nobody is signed in"})
        if asked is None:
            return self.answer(400, {"error": "Not an object in JSON"})
        # What the browser asks for is a wish: these rights are made of what this side knows.
        deals = asked.get("deals")
        if not isinstance(deals, list) or not deals or not all(deal in borrower["deals"] for deal in deals):
            return self.answer(403, {"error": "Not a deal of yours"})
        try:
            ticket = get_ticket({"deals": deals, "view": "borrower", "user": borrower["user"]})
        except (OSError, ValueError) as failure:
            # 401, 403 or 422 here is this back end's own fault, never the borrower's
            print("Dealstream gives no ticket: %s" % failure, file=sys.stderr)
            return self.answer(503, {"error": "Not now"})
        self.answer(200, {"ticket": ticket})

    def signed_in(self):
        try:
            session = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        except CookieError:
            return None
        return session and SESSIONS.get(session.value)

    def read_json(self):
        try:
            length = int(self.headers.get("Content-Length", "0"))
            value = json.loads(self.rfile.read(length)) if 0 < length <= LONGEST_BODY else None
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None

    def answer(self, status, value):
        self.send(status, "application/json", json.dumps(value))

    def send(self, status, kind, text):
        body = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def get_ticket(rights):
    body = json.dumps({"rights": rights, "expires_in": 30}).encode("utf-8")
    headers = {"Content-Type": "application/json", "X-API-Key": KEY}
    request = Request(DEALSTREAM + "/v1/stream-tickets", body, headers, method="POST")
    with urlopen(request, timeout=5) as answer:  # an HTTPError, which is an OSError, where it is not 200
        return json.load(answer)["ticket"]


if __name__ == "__main__":
    print("http://127.0.0.1:%d/deal.html?deal=42" % PORT, flush=True)
    ThreadingHTTPServer(("127.0.0.1", PORT), Portal).serve_forever()
