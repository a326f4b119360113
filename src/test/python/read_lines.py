# Follows an event stream as scripts do that know no more of Server-Sent Events than that interesting lines begin with
# "data: ", and prints what each of these holds:
#
#   python3 read_lines.py URL '{"X-API-Key": "..."}'
#
# Lines end where `str.splitlines` says, as in httpx and requests. Gives up after 30 seconds of silence.
import codecs
import json
import sys
import urllib.request


def lines_of(response):
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    while chunk := response.read1(65536):
        lines = (rest + decoder.decode(chunk)).splitlines(keepends=True)
        rest = lines.pop() if lines and lines[-1].splitlines() == [lines[-1]] else ""
        for line in lines:
            yield line.splitlines()[0]


url, headers = sys.argv[1:]
request = urllib.request.Request(url, headers={"Accept": "text/event-stream", **json.loads(headers)})
with urllib.request.urlopen(request, timeout=30) as response:
    print(json.dumps({"open": response.status}), flush=True)
    for line in lines_of(response):
        if line.startswith("data: "):
            print(json.dumps({"data": json.loads(line[6:])}), flush=True)
        elif line and not line.startswith((":", "id: ", "event: ", "retry: ")):
            sys.exit("no line of an event stream: " + line)
