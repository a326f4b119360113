"""Where a row is measured: a folder, a broker, and servers that are started when they are first needed."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from rig.load import Crowd, Publisher
from rig.servers import Broker

CROWDS = 8
"""How many come and go while a server is warmed up."""
BUSY_RATE = 3_000
"""Events a second of the busy time before that, which brings a server what it sees in some hours of the measured load."""


class Stage:
    def __init__(self, runs, seconds, warm=True):
        self.runs = runs
        self.seconds = seconds
        """How long one measurement lasts."""
        self.warm = warm
        self.folder = Path(tempfile.mkdtemp(prefix="dealstream-bench-"))
        self.broker = Broker(self.folder)
        self.servers = {}

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        for server in self.servers.values():
            server.stop()
        self.broker.stop()
        if problem[0] is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def server(self, kind):
        """A running server of that kind, warmed up."""
        if kind not in self.servers:
            server = self.servers[kind] = kind()
            server.start(self)
            if self.warm and server.warm_seconds:
                self.warm_up(server)
        return self.servers[kind]

    def has(self, kind):
        """Whether it runs. A rival that does not start is left out, and that is said; Dealstream has to."""
        try:
            return self.server(kind) is not None
        except (RuntimeError, OSError) as problem:
            if kind.name == "Dealstream":
                raise
            print(f"  {kind.name} is left out: {problem}", flush=True)
            return False

    def drop(self, kind):
        """Ends a server; who wants it again gets another."""
        self.servers.pop(kind).stop()

    def drop_all(self):
        for kind in list(self.servers):
            self.drop(kind)

    def warm_up(self, server):
        """A just-in-time compiler needs work to compile for: at 20 events a second it would be at work for minutes, since
        much runs once for each batch that Kafka hands over. And what it has compiled for readers that stay it compiles
        again once it has seen some come and go."""
        with Crowd(server, 10):
            Publisher(server.publishing(self), BUSY_RATE, BUSY_RATE * server.warm_seconds).result()
        streams, rate = min(4_000, server.most_streams), 20
        for _ in range(CROWDS):
            with Crowd(server, streams):
                Publisher(server.publishing(self), rate, rate * server.warm_seconds // CROWDS).result()

    def fan_out(self, server, streams, rate, spread=1, stalled=0, settle=4.0, kinds=1, of_each=1):
        """One measurement of a server under load.

        rate: events a second, of all deals together
        kinds: how many kinds of readers the server's path tells apart, where it does not tell deals apart
        of_each: how many of the deals each reader gets
        """
        with Crowd(server, streams, spread * kinds, stalled) as crowd:
            publishing = server.publishing(self)
            publisher = None
            if publishing:
                publisher = Publisher(publishing, rate, rate * (settle + self.seconds + 1), spread)
            time.sleep(settle)
            crowd.report()
            before = server.cpu_seconds()
            time.sleep(self.seconds)
            heard = crowd.report()
            cpu = server.cpu_seconds() - before
            if publisher:
                publisher.result()
        listening = crowd.opening["opened"] - stalled
        expected = listening * rate * heard["seconds"] * of_each / spread
        return {
            "cpu_us": round(cpu * 1e6 / max(1, heard["events"]), 3),
            "p50_ms": heard["p50_ms"],
            "p99_ms": heard["p99_ms"],
            "max_ms": heard["max_ms"],
            "events_per_s": round(heard["events"] / heard["seconds"]),
            "delivered": round(heard["events"] / expected, 4),
            "cores": round(cpu / heard["seconds"], 3),
            "opened": crowd.opening["opened"],
            "refused": crowd.opening["refused"],
            "opened_per_s": round(crowd.opening["opened"] / crowd.opening["seconds"]),
            "closed": heard["closed"],
            "load": round(os.getloadavg()[0], 2),
        }
