"""The two ends of a measurement: readers, and whoever publishes."""

import json
import subprocess

from rig import BUILT


class Readers:
    """Some who read, in a process of their own."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.opening = self._line()

    def report(self):
        """What they heard since they were last asked."""
        self.process.stdin.write("report\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the readers ended")
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(60)


class Crowd(Readers):
    """Streams of one server."""

    def __init__(self, server, streams, spread=1, stalled=0):
        super().__init__([BUILT / "crowd", server.port, server.path, streams, spread, stalled, *server.headers])


class Consumer(Readers):
    """Reads a topic and does nothing else."""

    name = "bare consumer"

    def __init__(self, broker, topic):
        super().__init__([BUILT / "consumer", broker.address, topic])


class Publisher:
    """Publishes in the background, at an even rate (0: as fast as it goes).

    over: seconds up to now over which Kafka's records are dated
    """

    def __init__(self, publishing, rate, count, keys=1, over=0):
        target, event, headers = publishing
        dated = ["--over", over] if over else []
        command = [BUILT / "publish", *dated, *target, keys, rate, int(count), event, *headers]
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def result(self):
        out, problem = self.process.communicate()
        if self.process.returncode:
            raise RuntimeError(f"publishing failed: {problem.strip()}")
        return json.loads(out)

    def cancel(self):
        self.process.kill()
        self.process.communicate()
