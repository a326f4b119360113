# Makes a record of each line of JSON in a file, {"type": ..., "data": {...}}, with the Python client's functions for producers,
# and prints its parts as a line of JSON, or null where it is refused:
#
#   python3 make_records.py FILE
import inspect
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "clients" / "python"))

from dealstream.events import Events  # noqa: E402
from dealstream.record import InvalidEvent  # noqa: E402

events = Events(tenant="org_7", source="/workers/python")


def make(type, data):
    function = getattr(events, type.replace(".", "_"))
    parameters = inspect.signature(function).parameters
    missing = [name for name, parameter in parameters.items() if parameter.default is parameter.empty and name not in data]
    if missing:
        return None  # Python itself refuses the call
    fields = {name: value for name, value in data.items() if name in parameters}
    extra = {name: value for name, value in data.items() if name not in parameters}
    try:
        record = function(**fields, extra=extra)
    except InvalidEvent:
        return None
    return {
        "topic": record.topic,
        "key": record.key.decode(),
        "value": record.value.decode(),
        "headers": {name: value.decode() for name, value in record.headers},
    }


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        given = json.loads(line)
        print(json.dumps(make(given["type"], given["data"])))
