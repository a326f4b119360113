"""The rows of the table. Each measures what it is about some times, rivals in turn within a run, and gives a list of
samples: {"row", "server", "run", "streams", figures...}."""

import json
import os
import re
import subprocess
import time
import urllib.request
from contextlib import ExitStack

from rig.load import Consumer, Crowd, Publisher
from rig.servers import (
    COMPLETED,
    EVENT,
    TOPIC,
    Broadcaster,
    Dealstream,
    Floor,
    Jvm,
    KafkaFloor,
    KafkaSse,
    Native,
    Nchan,
    OneCore,
    OneOfMany,
    Pushpin,
    Recorded,
    Remembering,
    SharedKafkaFloor,
    SmallHeap,
    SmallJvm,
    SmallNative,
    Viewed,
)

LATENCY_RATES = (20, 300, 1_000)
RATE = 20
"""Events a second to every stream, where the row does not say otherwise."""


def sample(row, server, run, **figures):
    print(f"  {row} run {run + 1} {server.name}: {json.dumps(figures)}", flush=True)
    return {"row": row, "server": server.name, "run": run, **figures}


def in_turn(stage, row, kinds, measure, afresh=()):
    """Runs of all, each run with another one first.

    afresh: whose runs get a process each
    """
    kinds = [kind for kind in kinds if stage.has(kind)]  # all are up before anything is measured
    samples = []
    for run in range(stage.runs):
        first = run % len(kinds)
        for kind in kinds[first:] + kinds[:first]:
            if not stage.has(kind):
                continue
            server = stage.server(kind)
            try:
                samples.append(sample(row, server, run, **measure(server)))
                if not kind.stays or kind in afresh:
                    stage.drop(kind)
            except RuntimeError as problem:
                if kind.name == Dealstream.name:
                    raise
                print(f"  {row} run {run + 1}: {kind.name} broke down: {problem}", flush=True)
                stage.drop(kind)
    return samples


def one_deal(streams, kinds):
    """Everybody reads the same deal. What a just-in-time compiler makes of the same code differs by some hundredths from
    process to process, so that one process would measure its luck."""

    def measure(stage, row):
        def turn(server):
            return {"streams": streams, **stage.fan_out(server, streams, RATE)}

        return in_turn(stage, row, kinds, turn, afresh=(Dealstream, Broadcaster))

    return measure


def drifting(streams, per_stream, spread, floor):
    """A server that has hardly begun beside its floor: what an event costs there depends on how long it has run, so both
    begin when the row does."""

    def measure(stage, row):
        stage.drop_all()
        server = stage.server(Dealstream)
        with Crowd(server, 10):
            Publisher(server.publishing(stage), 3_000, 3_000 * 10).result()

        def turn(server):
            rate = per_stream * (streams if spread > 1 and server.name != Floor.name else 1)
            return {"streams": streams, **stage.fan_out(server, streams, rate, spread)}

        return in_turn(stage, row, [floor, Dealstream], turn)

    return measure


def many_deals(per_stream):
    """Everybody reads a deal of their own. The floor does what it always does: one write each."""
    streams = 4_000

    def measure(stage, row):
        def turn(server):
            spread = 1 if server.name == Floor.name else streams
            rate = RATE if spread == 1 else per_stream * streams
            return {"streams": streams, **stage.fan_out(server, streams, rate, spread)}

        return in_turn(stage, row, [Floor, KafkaFloor, *forms_built(), Nchan, Broadcaster], turn)

    return measure


def forms_built():
    """The service as in its two images: on the JVM, with an AOT cache where there is one, and the native executable likewise."""
    jvm = Jvm if Jvm.is_built() else Dealstream
    return [jvm, Native] if Native.is_built() else [jvm]


def latency(stage, row):
    """A hundred deals with one reader each, beside a program that reads the same records and does nothing else."""
    streams, samples = 100, []
    server = stage.server(Dealstream)
    for run in range(stage.runs):
        for rate in LATENCY_RATES:
            with Crowd(server, streams, streams) as crowd, Consumer(stage.broker, TOPIC) as bare:
                publisher = Publisher(server.publishing(stage), rate, rate * (stage.seconds + 3), streams)
                time.sleep(2)
                crowd.report(), bare.report()
                time.sleep(stage.seconds)
                heard = {server: crowd.report(), bare: bare.report()}
                publisher.result()
            for reader, figures in heard.items():
                kept = {figure: figures[figure] for figure in ("events", "p50_ms", "p99_ms")}
                samples.append(sample(row, reader, run, rate=rate, **kept))
    return samples


def first_minute(stage, row):
    """What an event costs and how late it is in each ten seconds after a start under which 5,000 readers come back at
    once. The CPU time of the first ten holds their openings."""
    streams, rate, samples = 5_000, 4, []
    stage.drop_all()
    for run in range(stage.runs):
        for kind in forms_built():
            server = kind()
            server.topic = f"events-of-{row}"  # with no records of other rows, which would be read meanwhile
            server.start(stage)
            try:
                publisher = Publisher(server.publishing(stage), rate, rate * 62)
                begun, before = time.monotonic(), server.cpu_seconds()
                with Crowd(server, streams) as crowd:
                    for until in range(10, 61, 10):
                        time.sleep(max(0, begun + until - time.monotonic()))
                        heard, cpu = crowd.report(), server.cpu_seconds()
                        figures = {"cpu_us": round((cpu - before) * 1e6 / max(1, heard["events"]), 2), "p99_ms": heard["p99_ms"]}
                        samples.append(sample(row, server, run, until_s=until, events=heard["events"], **figures))
                        before = cpu
                publisher.result()
            finally:
                server.stop()
    return samples


def many_of_many(stage, row):
    """Readers of fifty deals each out of fifty thousand. Beside them what they would do otherwise: read the organisation and
    keep what they want, one event in a thousand; so many at once that the machine can still do it."""
    deals, each, rate = 50_000, 50, 2_000
    ways = [
        ("sets", f"/v1/events/deals?ids=%{each}s", 1_000, each),
        ("organisation", "/v1/events/org", 20, deals),
    ]
    server = stage.server(Dealstream)
    single, samples = server.path, []
    for run in range(stage.runs):
        for name, path, streams, of_each in ways[:: 1 if run % 2 else -1]:
            server.path = path
            figures = stage.fan_out(server, streams, rate, deals, of_each=of_each, settle=10)
            wanted = figures["events_per_s"] * each / of_each
            figures["cpu_us_wanted"] = round(figures["cores"] * 1e6 / max(1, wanted), 1)
            samples.append({**sample(row, server, run, streams=streams, **figures), "server": f"by {name}"})
    server.path = single
    return samples


def stalled_readers(stage, row):
    """One reader in a hundred takes nothing for good. What is kept for it ends with its stream."""
    streams, rate, stalled = 1_000, 80, 10
    server = stage.server(Dealstream)
    samples = []
    for run in range(stage.runs):
        for count in (0, stalled) if run % 2 else (stalled, 0):
            before = server.memory_bytes()
            # by then the sockets of the stalled are full
            figures = stage.fan_out(server, streams, rate, stalled=count, settle=8)
            more = round((server.memory_bytes() - before) / 2**20, 1)
            samples.append(sample(row, server, run, stalled=count, memory_mb=more, **figures))
    return samples


def views(stage, row):
    """Everybody reads the same deal, all of it or by three views in equal parts; the same process for both."""
    streams = 4_000
    server = stage.server(Viewed)
    whole = server.path
    samples = []
    for run in range(stage.runs):
        for count in (0, 3) if run % 2 else (3, 0):
            server.path = server.viewed if count else whole
            figures = stage.fan_out(server, streams, RATE, kinds=max(1, count))
            samples.append(sample(row, server, run, streams=streams, views=count, **figures))
    server.path = whole
    return samples


def ledger(stage, row):
    """Everybody reads the same deal for a minute, in which each stream begins one or two minutes of the ledger."""
    streams, usual = 4_000, stage.seconds
    # the broker makes the topic; the service would wait for it
    Publisher((stage.broker.target("shown"), EVENT, []), 1, 1).result()
    stage.seconds = max(usual, 60)
    try:
        return in_turn(stage, row, [Dealstream, Recorded], lambda server: {"streams": streams, **stage.fan_out(server, streams, RATE)})
    finally:
        stage.seconds = usual


def stalled_end(stage, row):
    """How long a reader that takes nothing is kept, and what it holds meanwhile."""
    server = stage.server(Dealstream)
    with Crowd(server, 200, stalled=100):
        before, most = heap_after_gc(server), 0
        start = server.memory_bytes()
        publisher = Publisher(server.publishing(stage), 200, 200 * 120)
        begun = time.monotonic()
        while open_streams(server) > 100 and time.monotonic() - begun < 110:
            most = max(most, server.memory_bytes() - start)
            time.sleep(1)
        seconds = time.monotonic() - begun
        publisher.cancel()
        after = heap_after_gc(server)
    figures = {
        "ended_after_s": round(seconds, 1),
        "memory_mb_meanwhile": round(most / 2**20, 1),
        "heap_mb_afterwards": round((after - before) / 2**20, 1),
    }
    return [sample(row, server, 0, streams=200, stalled=100, **figures)]


def idle_memory(stage, row):
    """Live heap and the process's memory after a collection, with readers and without."""
    streams = 10_000
    samples = []
    for run in range(stage.runs):
        server = SmallHeap()
        server.start(stage)
        try:
            for _ in range(streams // 500):
                with Crowd(server, 200):
                    pass  # what is made once for all is there, and most of what is compiled for an opening
            time.sleep(3)  # until the server has noticed
            heap, process = heap_after_gc(server), server.memory_bytes()
            with Crowd(server, streams) as crowd:
                time.sleep(3)
                more_heap, more_process = heap_after_gc(server) - heap, server.memory_bytes() - process
                opened = crowd.opening["opened"]
            samples.append(
                sample(
                    row,
                    server,
                    run,
                    streams=opened,
                    heap_kb=round(more_heap / opened / 1024, 2),
                    process_kb=round(more_process / opened / 1024, 2),
                    empty_mb=round(process / 2**20),
                )
            )
        finally:
            server.stop()
    return samples


def idle_cpu(stage, row):
    """Streams on which nothing happens, over two heartbeats."""
    streams, seconds = 10_000, 30 if stage.seconds > 5 else 15
    server = stage.server(Dealstream)
    samples = []
    for run in range(stage.runs):
        base = spent(server, seconds / 3)
        with Crowd(server, streams):
            time.sleep(90)  # until what was made for the opening is compiled and collected
            cpu = spent(server, seconds)
        us = round(cpu * 1e6 / streams, 3)
        samples.append(
            sample(row, server, run, streams=streams, cpu_us_per_s=us, process_us_per_s=round(base * 1e6))
        )
    return samples


def spent(server, seconds):
    """CPU seconds for each second."""
    return sum_spent([server], seconds)


def intake(stage, row):
    """Records that nobody reads, taken in by a service that has one core, while the broker has the other."""
    count = int(os.environ.get("BENCH_RECORDS", "8000000"))
    publishing = Dealstream().publishing(stage)
    print(f"  writing {count:,} records", flush=True)
    Publisher(publishing, 0, count, keys=4_000).result()
    samples = []
    for run in range(stage.runs):
        server = OneCore()
        server.program = start_unready(server, stage)
        try:
            rate, per_core = intake_rate(server, count)
        finally:
            server.stop()
        samples.append(sample(row, server, run, records_per_s=rate, records_per_cpu_s=per_core))
    return samples


def start_unready(server, stage):
    from rig.processes import Program

    program = Program(server.command(stage), stage.folder / "dealstream-intake.log")
    program.await_http(server.port, "/q/health/live")
    return program


def intake_rate(server, count):
    """Records a second, and for each second of CPU, once the first two fifths are through."""
    first = None
    until = time.monotonic() + 180
    while time.monotonic() < until:
        taken, now, cpu = metric(server, "dealstream_records_taken_total"), time.monotonic(), server.cpu_seconds()
        if first is None and taken >= 0.4 * count:
            first = (taken, now, cpu)
        if first and taken >= 0.95 * count:
            more = taken - first[0]
            return round(more / (now - first[1])), round(more / (cpu - first[2]))
        time.sleep(0.1)
    raise RuntimeError("the records were not taken in")


def big_run(stage, row):
    """As many streams as six processes of each side have files for, each of a deal of its own: first without events, then
    with one in ten seconds. Beside it a sixth of that, on one replica."""
    each, samples = 16_700, []
    for number in range(1, 7):
        Publisher(OneOfMany(number).publishing(stage), 0, each, each).result()  # streams of which nothing is known are few
    for run in range(stage.runs):
        for count in (1, 6) if run % 2 else (6, 1):
            figures = {figure: round(value, 3) for figure, value in many_replicas(stage, count, each).items()}
            name = f"{count} replica{'s' if count > 1 else ''}"
            samples.append({**sample(row, Dealstream, run, **figures), "server": name})
    return samples


def many_replicas(stage, count, each, seconds=30):
    """What streams take on so many replicas, as many on each."""
    with ExitStack() as running:
        replicas = [OneOfMany(1 + i) for i in range(count)]
        for replica in replicas:
            running.callback(replica.stop)
            replica.start(stage)
            with Crowd(replica, 4_000):
                pass  # what is made once for all is there
        empty, left = sum(map(OneOfMany.memory_bytes, replicas)), available_bytes()
        crowds = [running.enter_context(Crowd(replica, each, each)) for replica in replicas]
        time.sleep(90)  # until what was made for the opening is compiled and collected
        opened = sum(crowd.opening["opened"] for crowd in crowds)
        idle = {
            "opened": opened,
            "process_kb": (sum(map(OneOfMany.memory_bytes, replicas)) - empty) / opened / 1024,
            "machine_kb": (left - available_bytes()) / opened / 1024,
            "idle_us_per_s": sum_spent(replicas, seconds) * 1e6 / opened,
        }
        rate = each / 10
        publishers = [Publisher(replica.publishing(stage), rate, rate * (seconds + 12), each) for replica in replicas]
        time.sleep(10)
        for crowd in crowds:
            crowd.report()
        cores = sum_spent(replicas, seconds)
        heard = [crowd.report() for crowd in crowds]
        for publisher in publishers:
            publisher.result()
    events = sum(one["events"] / one["seconds"] for one in heard)
    return {
        **idle,
        "event_us": cores * 1e6 / events,
        "delivered": events * 10 / opened,
        "p50_ms": max(one["p50_ms"] for one in heard),
        "p99_ms": max(one["p99_ms"] for one in heard),
        "closed": sum(one["closed"] for one in heard),
    }


def sum_spent(servers, seconds):
    """CPU seconds of them all for each second."""
    before, begun = sum(server.cpu_seconds() for server in servers), time.monotonic()
    time.sleep(seconds)
    return (sum(server.cpu_seconds() for server in servers) - before) / (time.monotonic() - begun)


def available_bytes():
    """What the machine has left, the kernel's own needs considered: sockets are memory of no process."""
    with open("/proc/meminfo") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def opening(stage, row):
    """As many readers as the issue asks for, all at once."""
    streams = 15_000

    def measure(server):
        with Crowd(server, streams) as crowd:
            opened = crowd.opening
        time.sleep(3)  # until the server has noticed
        return {
            "streams": streams,
            "opened": opened["opened"],
            "refused": opened["refused"],
            "opened_per_s": round(opened["opened"] / opened["seconds"]),
        }

    return in_turn(stage, row, [Floor, Dealstream, Nchan], measure)


def start(stage, row):
    """From the command to ready, with a broker whose topics are empty: as in the image, else without an AOT cache."""
    kind = SmallJvm if SmallJvm.is_built() else Dealstream
    samples = []
    for run in range(stage.runs):
        server = kind()
        took = seconds_to_ready(server, stage)
        server.stop()
        samples.append({**sample(row, server, run, seconds=took), "server": Dealstream.name, "aot_cache": kind is SmallJvm})
    return samples


def start_day(stage, row):
    """From the command to ready with a day of records in Kafka, and until they all count."""
    count = int(os.environ.get("BENCH_DAY_RECORDS", "4000000"))
    print(f"  writing {count:,} records of a day", flush=True)
    # the contract's topics take the time at which Kafka appends; one that a producer makes keeps what producers say
    topic = "events-of-a-day"
    publishing = stage.broker.target(topic), EVENT, stage.broker.headers()
    Publisher(publishing, 0, count, keys=4_000, over=24 * 3600 - 600).result()
    kind = SmallJvm if SmallJvm.is_built() else Dealstream
    samples = []
    for run in range(stage.runs):
        server = kind()
        server.further = {"dealstream.topics.processing": topic}
        begun = time.monotonic()
        try:
            server.start(stage)
            ready = {"ready_s": round(time.monotonic() - begun, 3), "ready_mb": megabytes(server)}
            until = time.monotonic() + 180
            while metric(server, "dealstream_kafka_earlier") > 0:
                if time.monotonic() > until:
                    raise RuntimeError("the records from before were not read")
                time.sleep(0.1)
            all_read = {"all_s": round(time.monotonic() - begun, 3), "all_mb": megabytes(server)}
        finally:
            server.stop()
        samples.append({**sample(row, server, run, records=count, **ready, **all_read), "server": Dealstream.name})
    return samples


def deal_memory(stage, row):
    """Live heap for each settled deal of one document: what a million more of them take."""
    few, many = 250_000, 1_250_000
    for deals in few, many:
        publishing = stage.broker.target(f"deals-{deals}"), COMPLETED, stage.broker.headers("processing.completed")
        Publisher(publishing, 0, deals, keys=deals, over=24 * 3600 - 600).result()
    samples = []
    for run in range(stage.runs):
        heap = {deals: heap_of(deals, stage) for deals in (few, many)}
        bytes_a_deal = round((heap[many] - heap[few]) / (many - few))
        samples.append(sample(row, Remembering, run, deals=many, bytes_a_deal=bytes_a_deal))
    return samples


def heap_of(deals, stage):
    """Live bytes of a service that knows so many deals."""
    server = Remembering()
    server.further = {"dealstream.topics.processing": f"deals-{deals}"}
    try:
        server.start(stage)
        until = time.monotonic() + 180
        while metric(server, "dealstream_kafka_earlier") > 0:
            if time.monotonic() > until:
                raise RuntimeError("the records from before were not read")
            time.sleep(0.1)
        known, forgotten = metric(server, "dealstream_streams_known"), metric(server, "dealstream_streams_forgotten_total")
        if known < 0.999 * deals or forgotten:  # a few leave memory before their past is read
            raise RuntimeError(f"{known:,.0f} deals are known, {forgotten:,.0f} forgotten")
        return heap_after_gc(server)
    finally:
        server.stop()


def megabytes(server):
    return round(server.memory_bytes() / 2**20)


def seconds_to_ready(server, stage):
    begun = time.monotonic()
    server.start(stage)
    return round(time.monotonic() - begun, 3)


def forms(stage, row):
    """The two forms of the service in turn: first start and memory, with topics that are empty, then delivery."""
    kinds = [kind for kind in (SmallNative, SmallJvm) if kind.is_built()]
    for kind in {SmallNative, SmallJvm}.difference(kinds):
        print(f"  {kind.name} is left out: it is not built", flush=True)
    turns = [(run, kind) for run in range(stage.runs) for kind in (kinds[::-1] if run % 2 else kinds)]
    at_rest = {turn: started(turn[1](), stage) for turn in turns}
    samples = []
    for run, kind in turns:
        server = kind()
        server.start(stage)
        try:
            stage.warm_up(server)
            delivery = stage.fan_out(server, 1_000, RATE)
        finally:
            server.stop()
        samples.append(sample(row, server, run, **at_rest[run, kind], **delivery))
    return samples


def started(server, stage):
    """What it takes to start, and memory with and without readers."""
    figures = {"ready_s": seconds_to_ready(server, stage), "ready_cpu_s": server.cpu_seconds()}
    try:
        time.sleep(3)
        figures["idle_mb"] = round(server.memory_bytes() / 2**20)
        with Crowd(server, 5_000):
            time.sleep(3)
            figures["with_5000_streams_mb"] = round(server.memory_bytes() / 2**20)
    finally:
        server.stop()
    return figures


def one_write(stage, row):
    """A hundred events that Kafka hands over at once, and how many system calls bring them to one reader."""
    server = stage.server(Dealstream)
    samples = []
    for run in range(stage.runs):
        trace = stage.folder / "strace"
        with Crowd(server, 1) as crowd:
            time.sleep(0.5)
            crowd.report()
            calls = "trace=write,writev,sendto,sendmsg,sendfile,io_uring_enter"
            tracer = subprocess.Popen(
                ["strace", "-f", "-yy", "-e", calls, "-o", trace, "-p", str(server.program.pid)],
                stderr=subprocess.DEVNULL,
            )
            time.sleep(1)
            Publisher(server.publishing(stage), 0, 100).result()
            events, reads, until = 0, 0, time.monotonic() + 10
            while events < 100 and time.monotonic() < until:
                time.sleep(0.5)
                heard = crowd.report()
                events, reads = events + heard["events"], reads + heard["reads"]
            tracer.terminate()
            tracer.wait()
        ours = re.compile(rf"(write|writev|sendto|sendmsg)\(\d+<TCP(v6)?:\[\S*127\.0\.0\.1\]?:{server.port}->")
        writes = sum(1 for line in trace.read_text(errors="replace").splitlines() if ours.search(line))
        samples.append(sample(row, server, run, events=events, writes=writes, reads=reads))
    return samples


def heap_after_gc(server):
    """Live bytes, after a full collection."""
    jcmd = ["jcmd", str(server.program.pid)]
    subprocess.run([*jcmd, "GC.run"], check=True, capture_output=True)
    subprocess.run([*jcmd, "GC.run"], check=True, capture_output=True)
    info = subprocess.run([*jcmd, "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    heap = info.split("Metaspace")[0]
    return sum(int(used) for used in re.findall(r"(?:generation|heap|new|Tenured)\D*total \d+K, used (\d+)K", heap)) * 1024


def metric(server, name):
    """The sum over all tags."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/q/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if re.match(rf"{name}(\{{| )", line))


def open_streams(server):
    return metric(server, "dealstream_streams_open")


ALL = [Floor, Dealstream, Nchan, Pushpin, Broadcaster]
ROWS = {
    "one-deal-100": one_deal(100, [Floor, Dealstream, Nchan, Broadcaster, KafkaSse]),
    "one-deal-1000": one_deal(1_000, ALL),
    "one-deal-4000": one_deal(4_000, [Floor, Dealstream, Nchan, Broadcaster]),
    "one-deal-15000": one_deal(15_000, [Floor, Dealstream, Nchan]),
    "many-deals-1": many_deals(1),
    "many-deals-5": many_deals(5),
    "many-deals-20": many_deals(RATE),
    "latency": latency,
    "first-minute": first_minute,
    "many-of-many": many_of_many,
    "idle-memory": idle_memory,
    "idle-cpu": idle_cpu,
    "big-run": big_run,
    "opening": opening,
    "stalled": stalled_readers,
    "views": views,
    "ledger": ledger,
    "stalled-end": stalled_end,
    "one-write": one_write,
    "start": start,
    "start-day": start_day,
    "deal-memory": deal_memory,
    "forms": forms,
    "intake": intake,
}
DRIFT = {"one-deal": drifting(1_000, RATE, 1, Floor), "many-deals": drifting(2_000, 2, 2_000, SharedKafkaFloor)}
SMOKE = {"one-deal-200": one_deal(200, [Floor, Dealstream]), "one-write": one_write}
