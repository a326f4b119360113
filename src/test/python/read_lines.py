# Follows an event stream as scripts do that know no more of Server-Sent Events than that interesting lines begin with
# "data: ", and prints what each of these holds:
#
#   python3 read_lines.py URL '{"X-API-Key": "..."}'
#
# Gives up after 30 seconds of silence.
import json
import sys
import urllib.request

url, headers = sys.argv[1:]
request = urllib.request.Request(url, headers={"Accept": "text/event-stream", **json.loads(headers)})
with urllib.request.urlopen(request, timeout=30) as response:
    print(json.dumps({"open": response.status}), flush=True)
    for line in response:
        text = line.decode("utf-8").rstrip("\n")
        if text.startswith("data: "):
            print(json.dumps({"data": json.loads(text[6:])}), flush=True)
