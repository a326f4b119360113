"""The Python client: python3 dealstream_python.py [async]"""

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "python"))


def tell(what):
    print(json.dumps(what), flush=True)


def tell_event(event):
    if event.type == "snapshot":
        tell({"snapshot": event.data})
    elif event.type == "stream.reset":
        tell({"reset": event.data["reason"]})
    else:
        tell({"event": {"id": event.id, "type": event.type, "data": event.data}})


def tell_error(refusal, wait):
    tell({"error": {"status": refusal.status, "code": refusal.code, "message": str(refusal), "retry_in": wait}})


def options(request):
    backoff = request["backoff"]
    return {
        "key": request["key"],
        "backoff": (backoff["base"] / 1000, backoff["max"] / 1000),
        "heartbeat": request["heartbeat"] / 1000,
        "retry_stream": request["retryStream"] / 1000,
        "on_error": tell_error,
    }


def of_stream(request):
    return {
        "last_event_id": request.get("after"),
        "snapshot": request.get("snapshot", False),
        "save": request.get("save"),
    }


def follow(request):
    from dealstream import Dealstream

    for event in Dealstream(request["base"], **options(request)).deal(request["deal"], **of_stream(request)):
        tell_event(event)


async def follow_async(request):
    from dealstream.aio import AsyncDealstream

    async with AsyncDealstream(request["base"], **options(request)) as client:
        async for event in client.deal(request["deal"], **of_stream(request)):
            tell_event(event)


def main():
    from dealstream import Refusal

    request = json.loads(sys.stdin.readline())["follow"]
    try:
        if sys.argv[1:] == ["async"]:
            asyncio.run(follow_async(request))
        else:
            follow(request)
        tell({"end": "completed"})
    except Refusal as refusal:
        tell_error(refusal, None)
        tell({"end": "refused"})


main()
