"""The servers that are measured. Each listens on 127.0.0.1, gives a path to read an event stream from, and says how to
publish to it."""

import os
import subprocess
from pathlib import Path

from rig import BENCH, BUILT, PROJECT
from rig.load import Publisher
from rig.processes import Program

FIRST_PORT = int(os.environ.get("BENCH_PORT", "21100"))
JAVA_OPTIONS = os.environ.get("BENCH_JAVA_OPTIONS", "-Xmx1g").split()
"""Flags of the JVMs that are measured, the service's and the rival's alike."""

EVENT = '{"deal_id": %K, "statement_id": 101, "stage": "parsing_with_llm", "progress": %P, "t":%T}'
COMPLETED = '{"deal_id": %K, "statement_id": 101, "stage": "completed", "progress": 100, "health_score": 72.5, "t":%T}'
TOPIC = "processing-events"
TENANT = "bench"
KEY = "bench-key"


def java():
    return Path(os.environ["JAVA_HOME"]) / "bin" / "java"


class Broker:
    """The broker of the project's tests, in a JVM of its own."""

    def __init__(self, folder):
        data = folder / "broker"
        data.mkdir()
        classpath = (BUILT / "classpath").read_text().strip()
        self.helper = subprocess.Popen(
            [java(), "-Xmx64m", "-XX:+UseSerialGC", "-cp", classpath, "io.dealstream.testing.BrokerMain", data],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = next(line.strip() for line in self.helper.stdout if line.startswith("127.0.0.1:"))

    def target(self, topic=TOPIC):
        return ["kafka", self.address, topic]

    def headers(self, type="processing.progress"):
        """What makes a record an event of the contract."""
        return [
            "ce_specversion=1.0",
            f"ce_type={type}",
            "ce_source=/bench",
            "ce_id=%T-%N",
            f"ce_tenant={TENANT}",
        ]

    def stop(self):
        self.helper.stdin.close()
        self.helper.wait(30)


class Server:
    """What all have in common."""

    name = ""
    port = 0
    path = "/"
    headers = ()
    program = None
    warm_seconds = 0
    """How long it is under load before it is measured."""
    most_streams = 20_000
    topic = TOPIC
    """What it reads, if it reads Kafka. Who reads a topic of its own has nothing to do while another is measured."""
    stays = True
    """Whether it is quiet while others are measured; else it is ended after each of its turns."""

    def cpu_seconds(self):
        return self.program.cpu_seconds()

    def memory_bytes(self):
        return self.program.memory_bytes()

    def stop(self):
        if self.program:
            self.program.stop()
            self.program = None


class Floor(Server):
    """One write for each reader and event, in C. Publishes by itself."""

    name = "floor"
    port = FIRST_PORT
    rate = 20

    def start(self, stage):
        event = EVENT.replace("%K", "1").replace("%P", "40")
        self.program = Program([BUILT / "floor", self.port, self.rate, event], stage.folder / "floor.log")

    def publishing(self, stage):
        return None


class KafkaFloor(Server):
    """One write for each reader of the deal that a record's key names, in C, fed by librdkafka."""

    name = "Kafka floor"
    port = FIRST_PORT + 16
    path = "/%d"
    topic = "events-of-the-floor"

    def start(self, stage):
        Publisher(self.publishing(stage), 0, 1).result()  # so that there is a topic to follow
        command = [BUILT / "kafka-floor", self.port, stage.broker.address, self.topic]
        self.program = Program(command, stage.folder / "kafka-floor.log")
        self.program.await_http(self.port, "/ready")

    def publishing(self, stage):
        return stage.broker.target(self.topic), EVENT, stage.broker.headers()


class SharedKafkaFloor(KafkaFloor):
    """Reads what the service reads, so that both are at work for as long as either is measured."""

    topic = TOPIC


FLAGS = PROJECT / "src" / "main" / "docker" / "jvm.options"
APPLICATION = PROJECT / "target" / "quarkus-app" / "quarkus-run.jar"
RUNTIME = PROJECT / "target" / "runtime" / "bin" / "java"


class Dealstream(Server):
    """The packaged service, on the image's Java runtime and with its flags."""

    name = "Dealstream"
    port = FIRST_PORT + 1
    path = "/v1/events/deals/%d"
    headers = (f"X-API-Key: {KEY}",)
    warm_seconds = 60
    further = {}
    """Settings besides those that each has."""

    def settings(self, stage):
        properties = {
            "quarkus.http.host": "127.0.0.1",
            "quarkus.http.port": self.port,
            "kafka.bootstrap.servers": stage.broker.address,
            "dealstream.keys[0].secret": KEY,
            "dealstream.keys[0].tenant": TENANT,
            "dealstream.keys[0].scopes": "deals:read,org:read",
            "dealstream.keys[0].max-streams": 20_000,
            "dealstream.topics.processing": self.topic,
            **self.further,
        }
        return [f"-D{name}={value}" for name, value in properties.items()]

    def command(self, stage):
        return [RUNTIME, *JAVA_OPTIONS, f"@{FLAGS}", *self.settings(stage), "-jar", APPLICATION]

    def start(self, stage):
        if self.topic != TOPIC:
            Publisher(self.publishing(stage), 0, 1).result()  # so that there is a topic to follow
        self.program = Program(self.command(stage), stage.folder / f"dealstream-{self.port}.log")
        self.program.await_http(self.port, "/q/health/ready")

    def publishing(self, stage):
        return stage.broker.target(self.topic), EVENT, stage.broker.headers()


class Jvm(Dealstream):
    """As in Dockerfile.jvm, with the AOT cache, where the build made one (`./mvnw verify -Pimage`)."""

    port = FIRST_PORT + 19
    topic = "events-of-the-jvm"
    heap = JAVA_OPTIONS
    cache = PROJECT / "target" / "quarkus-app" / "app.aot"

    @classmethod
    def is_built(cls):
        return cls.cache.exists()

    def command(self, stage):
        options = [*self.heap, f"@{FLAGS}", f"-XX:AOTCache={self.cache}"]
        return [RUNTIME, *options, *self.settings(stage), "-jar", APPLICATION]


class SmallJvm(Jvm):
    """With as much heap as a small container has."""

    name = "JVM with AOT cache"
    port = FIRST_PORT + 10
    topic = TOPIC
    heap = ["-Xmx256m"]


class OneCore(Dealstream):
    """Confined to one core, with a heap for a journal that is full and the collector that the JVM chooses there."""

    port = FIRST_PORT + 12

    def command(self, stage):
        first = "-Ddealstream.intake.first-records=1000000000"  # and nothing is left to be read behind at half the pace
        return ["taskset", "-c", "1", java(), "-Xmx2g", first, *self.settings(stage), "-jar", APPLICATION]


class Viewed(Dealstream):
    """With three views, each of which hides something of every event, and a key for each."""

    port = FIRST_PORT + 14
    headers = ()
    path = f"/v1/events/deals/%d?token={KEY}"
    viewed = "/v1/events/deals/1?token=view-%d"
    hidden = ("*.stage", "*.progress", "*.stage,*.progress")
    further = {
        name: value
        for i, hide in enumerate(hidden, 1)
        for name, value in {
            f"dealstream.views.v{i}.hide": hide,
            f"dealstream.keys[{i}].secret": f"view-{i}",
            f"dealstream.keys[{i}].tenant": TENANT,
            f"dealstream.keys[{i}].scopes": "deals:read",
            f"dealstream.keys[{i}].max-streams": 20_000,
            f"dealstream.keys[{i}].rights": f'{{"view":"v{i}"}}',
        }.items()
    }


class Recorded(Dealstream):
    """With the ledger of what was shown."""

    name = "with the ledger"
    port = FIRST_PORT + 15
    further = {"dealstream.ledger.topic": "shown"}


class SmallHeap(Dealstream):
    """With a heap that gives back what it does not need and a nursery that does not grow with it, so that the process's
    memory says something."""

    port = FIRST_PORT + 13

    def command(self, stage):
        options = ["-XX:+UseSerialGC", "-Xmn32m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"]
        return [java(), *JAVA_OPTIONS, *options, *self.settings(stage), "-jar", APPLICATION]


class OneOfMany(Dealstream):
    """One of several replicas that count their streams together. Its readers' deals have numbers that begin with its own."""

    further = {"dealstream.keys[0].max-streams": 200_000}

    def __init__(self, number):
        self.number = number
        self.port = FIRST_PORT + 50 + number
        self.path = f"/v1/events/deals/{number}%d"

    def publishing(self, stage):
        target, event, headers = super().publishing(stage)
        return target, event.replace("%K", f"{self.number}%K"), headers


class Remembering(SmallHeap):
    """With room for all that it is told of."""

    port = FIRST_PORT + 17

    def command(self, stage):
        keep = "-Ddealstream.hub.state-bytes=2000000000"
        return [java(), "-Xmx4g", "-XX:+UseSerialGC", *self.settings(stage), keep, "-jar", APPLICATION]


class Native(Dealstream):
    """As in Dockerfile.native, where the build made it (`./mvnw package -Dnative`)."""

    name = "native"
    port = FIRST_PORT + 11
    topic = "events-of-native"
    heap = JAVA_OPTIONS

    @classmethod
    def executable(cls):
        return next((PROJECT / "target").glob("*-runner"), None)

    @classmethod
    def is_built(cls):
        return cls.executable() is not None

    def command(self, stage):
        return [self.executable(), *self.heap, *self.settings(stage)]


class SmallNative(Native):
    """With as much heap as a small container has."""

    port = FIRST_PORT + 18
    topic = TOPIC
    heap = SmallJvm.heap


class Broadcaster(Server):
    """What one would write first: a Multi<OutboundSseEvent> for each deal, fed by a Kafka channel."""

    name = "Quarkus Multi"
    port = FIRST_PORT + 2
    path = "/deals/%d"
    topic = "events-of-a-rival"
    warm_seconds = 60

    def start(self, stage):
        Publisher(self.publishing(stage), 0, 1).result()  # so that there is a topic to follow
        application = BENCH / "rivals" / "broadcaster" / "target" / "quarkus-app" / "quarkus-run.jar"
        self.program = Program(
            [
                java(),
                *JAVA_OPTIONS,
                "-Dquarkus.http.host=127.0.0.1",
                f"-Dquarkus.http.port={self.port}",
                f"-Dkafka.bootstrap.servers={stage.broker.address}",
                f"-Dmp.messaging.incoming.processing-events.topic={self.topic}",
                "-jar",
                application,
            ],
            stage.folder / "broadcaster.log",
        )
        self.program.await_http(self.port, "/ready")

    def publishing(self, stage):
        return stage.broker.target(self.topic), EVENT, stage.broker.headers()


class Nchan(Server):
    """nginx with nchan, one worker for each core."""

    name = "nchan"
    port = FIRST_PORT + 3
    path = "/sub/%d"

    def start(self, stage):
        folder = stage.folder / "nchan"
        folder.mkdir(exist_ok=True)
        text = (BENCH / "rivals" / "nchan.conf").read_text()
        (folder / "nginx.conf").write_text(text.replace("@PORT@", str(self.port)).replace("@FOLDER@", str(folder)))
        command = ["nginx", "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"]
        self.program = Program(command, folder / "log")
        self.program.await_http(self.port, "/ready")

    def publishing(self, stage):
        return ["http", self.port, "/pub/%K"], EVENT, []


class Pushpin(Server):
    """pushpin with its built-in test application, which holds every stream open on one channel."""

    name = "pushpin"
    stays = False
    port = FIRST_PORT + 4
    path = "/stream"

    def start(self, stage):
        folder = stage.folder / "pushpin"
        folder.mkdir(exist_ok=True)
        (folder / "routes").write_text("* test\n")
        text = (BENCH / "rivals" / "pushpin.conf").read_text()
        for name, value in {"PORT": self.port, "CONTROL": self.port + 1, "FOLDER": folder}.items():
            text = text.replace(f"@{name}@", str(value))
        (folder / "pushpin.conf").write_text(text)
        self.program = Program(["pushpin", f"--config={folder / 'pushpin.conf'}"], folder / "log")
        self.program.await_http(self.port, "/")

    def publishing(self, stage):
        frame = r"id: %N\nevent: processing.progress\ndata: " + EVENT.replace('"', r"\"") + r"\n\n"
        item = '{"items": [{"channel": "test", "formats": {"http-stream": {"content": "' + frame + '"}}}]}'
        return ["http", self.port + 1, "/publish/"], item, []


class KafkaSse(Server):
    """Wikimedia's KafkaSSE: a Kafka consumer for each stream, so it is measured with a hundred."""

    name = "KafkaSSE"
    port = FIRST_PORT + 8
    path = f"/{TOPIC}"
    warm_seconds = 5
    most_streams = 100

    def start(self, stage):
        folder = BENCH / "rivals" / "kafkasse"
        self.program = Program(
            ["node", folder / "server.js"],
            stage.folder / "kafkasse.log",
            env={"PORT": str(self.port), "BROKERS": stage.broker.address},
            cwd=folder,
        )
        self.program.await_http(self.port, "/ready")

    def publishing(self, stage):
        return stage.broker.target(self.topic), EVENT, stage.broker.headers()
