# Follows a stream with the Python client, and prints each event, each failure and the end as a line of JSON:
#
#   python3 follow.py blocking|async '{"url": ..., "key": ...}' deal '{"id": 42}'
#
# Times in the options are in seconds.
import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "clients" / "python"))

from dealstream import Dealstream, Refusal  # noqa: E402


def tell(what):
    print(json.dumps(what), flush=True)


def tell_event(event):
    tell({"event": event.type, "id": event.id, "data": event.data})


def tell_error(refusal, wait):
    tell({"error": "%d %s" % (refusal.status, refusal.code), "wait": wait})


def follow(options, stream, arguments):
    for event in getattr(Dealstream(**options), stream)(**arguments):
        tell_event(event)


async def follow_async(options, stream, arguments):
    from dealstream.aio import AsyncDealstream

    async with AsyncDealstream(**options) as client:
        async for event in getattr(client, stream)(**arguments):
            tell_event(event)


form, options, stream, arguments = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])
options["on_error"] = tell_error
options["backoff"] = tuple(options["backoff"])
try:
    if form == "async":
        asyncio.run(follow_async(options, stream, arguments))
    else:
        follow(options, stream, arguments)
    tell({"end": "completed"})
except Refusal as refusal:
    tell({"end": "%d %s" % (refusal.status, refusal.code)})
