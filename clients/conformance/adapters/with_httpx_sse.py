"""PyPI's httpx-sse as its documentation uses it, with the loop around it that it leaves to its users: after a connection that
broke it begins anew with the last id, after the server's retry: or waits that double."""

import json
import sys
import time

import httpx
from httpx_sse import connect_sse


def tell(what):
    print(json.dumps(what), flush=True)


def follow(request):
    last_event_id = request.get("after", "")
    first = delay = request["backoff"]["base"] / 1000
    with httpx.Client() as client:
        while True:
            headers = {"X-API-Key": request["key"], "Last-Event-ID": last_event_id}
            try:
                with connect_sse(client, "GET", request["base"] + request["path"], headers=headers) as source:
                    if source.response.status_code == 204:
                        return "completed"
                    if source.response.status_code != 200:
                        return "refused"
                    for event in source.iter_sse():
                        last_event_id = event.id or last_event_id
                        first = delay = first if event.retry is None else event.retry / 1000
                        if event.event == "stream.closed" and event.json()["reason"] == "completed":
                            return "completed"
                        if event.event == "deal_updated":
                            tell({"event": {"id": event.id, "type": event.event, "data": event.json()}})
            except httpx.TransportError as failure:
                tell({"error": str(failure)})
            time.sleep(delay)
            delay = min(2 * delay, request["backoff"]["max"] / 1000)


tell({"end": follow(json.loads(sys.stdin.readline())["follow"])})
