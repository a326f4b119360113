"""Keeps the samples (results.json) and writes what they say (RESULTS.md, cpu-per-event.svg)."""

import datetime
import json
import os
import platform
import subprocess
from statistics import median

from rig import BENCH, chart
from rig.rows import LATENCY_RATES
from rig.servers import JAVA_OPTIONS, java

RESULTS = BENCH / "results.json"
SIZES = (1_000, 4_000, 15_000)
KEPT_UP = 0.95
"""The share of the events that a server must have brought for its figures to count."""


def keep(samples):
    """Replaces the rows that were measured and leaves the others as they were."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": {}}
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    kept["machine"] = machine()
    for row in dict.fromkeys(one["row"] for one in samples):
        mine = [one for one in samples if one["row"] == row]
        kept["rows"][row] = {"measured": now, "load": round(os.getloadavg()[2], 1), "samples": mine}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    write(kept)


def write(kept):
    rows = {name: row["samples"] for name, row in kept["rows"].items()}
    notes = (BENCH / "notes.md").read_text() if (BENCH / "notes.md").exists() else ""
    text = "\n".join([head(kept), opening(rows), targets(rows), fan_out(rows), forms(rows), others(rows), when(kept), notes])
    (BENCH / "RESULTS.md").write_text(text.rstrip() + "\n")
    (BENCH / "cpu-per-event.svg").write_text(chart.draw(cpu_by_streams(rows)))


def machine():
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    jdk = subprocess.run([java(), "-version"], capture_output=True, text=True).stderr.splitlines()
    return {
        "processor": f"{os.cpu_count()} x {model}",
        "memory": f"{memory:.0f} GiB",
        "kernel": f"Linux {platform.release()}",
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "jvm": jdk[1].replace("OpenJDK Runtime Environment ", ""),
        "jvm flags": " ".join(JAVA_OPTIONS) + ", and those of the image (`src/main/docker`) for Dealstream",
        "nchan": version("libnginx-mod-nchan"),
        "nginx": version("nginx-light"),
        "pushpin": version("pushpin"),
        "Quarkus": "3.34.1 (the broadcaster's and ours)",
        "KafkaSSE": "0.4.2 on node " + output("node", "--version"),
    }


def version(package):
    return output("dpkg-query", "--show", "--showformat=${Version}", package)


def output(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip() or "not installed"


OURS = ("Dealstream", "native")
FORMS = {"Dealstream": "JVM", "native": "native"}

# Figures


def figures(samples, server, name, **where):
    """A figure of all runs, in their order."""
    return [
        one[name]
        for one in samples
        if one["server"] == server and name in one and all(one.get(key) == value for key, value in where.items())
    ]


def spread(values, unit="", digits=1):
    """Median and what the runs lay between."""
    if not values:
        return "-"
    low, middle, high = (f"{value:,.{digits}f}" for value in (min(values), median(values), max(values)))
    return f"{middle}{unit} ({low}-{high})"


def ratio(samples, name, server, other):
    """One server's figure over another's, run by run. Where either got less done than it was given to do, the machine
    was too small or too busy: events that wait for one another cost less each, so such a run compares nothing."""
    pairs = {}
    for one in samples:
        if one["server"] in (server, other) and name in one:
            pairs.setdefault(one["run"], {})[one["server"]] = one
    return [
        pair[server][name] / pair[other][name]
        for pair in pairs.values()
        if len(pair) == len({server, other}) and all(one["delivered"] >= KEPT_UP for one in pair.values())
    ]


def added_latency(samples, figure, rate):
    """What is added to a bare consumer of the same records, run by run."""
    ours, bare = (figures(samples, server, figure, rate=rate) for server in ("Dealstream", "bare consumer"))
    return [one - other for one, other in zip(ours, bare)]


def in_time(samples):
    """What kept up, of the runs in which the floor did: where the floor could not, nobody had the machine it needs."""
    quiet = {one["run"] for one in samples if one["server"] == "floor" and one["delivered"] >= KEPT_UP}
    return [one for one in samples if one["run"] in quiet and one["delivered"] >= KEPT_UP]


def cpu_by_streams(rows):
    """server -> [(streams, CPU figures)]"""
    found = {}
    for row, samples in rows.items():
        if row.startswith("one-deal-"):
            streams = int(row.removeprefix("one-deal-"))
            valid = in_time(samples)
            for server in dict.fromkeys(one["server"] for one in valid):
                found.setdefault(server, []).append((streams, figures(valid, server, "cpu_us")))
    return {server: sorted(points) for server, points in found.items()}


# Tables


def table(header, lines):
    rule = "|".join("---" for _ in header)
    return "\n".join(["| " + " | ".join(header) + " |", f"|{rule}|"] + ["| " + " | ".join(line) + " |" for line in lines])


def head(kept):
    about = "\n".join(f"- {name}: {value}" for name, value in kept["machine"].items())
    return f"""# What was measured

Written by `bench/run`; [README.md](README.md) says how it measures and what each row is. Servers, readers, publisher and
broker share one machine, so only what was measured in one run compares: rivals take turns within a run, and ratios are
medians of the runs' own ratios. In brackets: the least and the greatest of the runs. A run in which one of the two brought
less than 95 % of the events counts for no ratio.

{about}
"""


def opening(rows):
    """What a newcomer asks first: ours beside the best rival and the floor, each by its median."""
    asked = [
        ("1,000 readers of one deal: CPU of one delivery", "one-deal-1000", "cpu_us", "µs"),
        ("4,000 readers of one deal: CPU of one delivery", "one-deal-4000", "cpu_us", "µs"),
        ("the same: 99 of 100 events are there within", "one-deal-4000", "p99_ms", "ms"),
        ("4,000 deals with a reader each, 20,000 events/s: CPU of one delivery", "many-deals-5", "cpu_us", "µs"),
    ]
    lines = []
    for what, row, figure, unit in asked:
        valid = in_time(rows.get(row, []))
        medians = {server: median(figures(valid, server, figure)) for server in dict.fromkeys(one["server"] for one in valid)}
        ours, floors = medians.get("Dealstream"), [medians[name] for name in ("Kafka floor", "floor") if name in medians]
        rivals = {name: value for name, value in medians.items() if name not in (*OURS, "floor", "Kafka floor")}
        if ours is None:
            continue
        best = min(rivals, key=rivals.get, default=None)
        lines.append(
            (
                what,
                f"{ours:.1f} {unit}",
                f"{rivals[best]:.1f} {unit} ({best})" if best else "-",
                f"{floors[0]:.1f} {unit}" if floors else "-",
            )
        )
    for what, row, figure, unit in (
        ("memory of a stream in which nothing happens", "idle-memory", "heap_kb", "KB"),
        ("streams that open in a second", "opening", "opened_per_s", ""),
        ("from the command to ready, empty topics", "start", "seconds", "s"),
        ("the same, four million records of the last day in Kafka", "start-day", "ready_s", "s"),
    ):
        values = figures(rows.get(row, []), "Dealstream", figure)
        if values:
            lines.append((what, f"{median(values):,.{0 if median(values) > 100 else 1}f} {unit}".strip(), "-", "-"))
    about = "The floor is a program in C that does nothing but write. Smaller is better but for streams that open. Details are below.\n"
    return "\n".join([about, table(("what", "Dealstream", "best rival", "floor"), lines)]) + "\n"


def verdict(values, most=None, least=None):
    if not values:
        return "no valid run"
    middle = median(values)
    met = middle <= most if most is not None else middle >= least
    return "met" if met else "**missed**"


def targets(rows):
    lines = []

    def line(what, target, values, measured, **bound):
        lines.append((what, target, measured, verdict(values, **bound)))

    for size in SIZES:
        samples = rows.get(f"one-deal-{size}", [])
        for rival, most in (("floor", 1.35), ("nchan", 0.85)):
            ratios = ratio(samples, "cpu_us", "Dealstream", rival)
            line(
                f"CPU per delivered event, one deal, {size:,} streams",
                f"at most {most} x {rival}",
                ratios,
                spread(ratios, " x", 2),
                most=most,
            )
    middles = []
    for size in SIZES:
        valid = in_time(rows.get(f"one-deal-{size}", []))
        middles += [median(values)] if (values := figures(valid, "Dealstream", "cpu_us")) else []
    flat = [max(middles) / min(middles)] if len(middles) == len(SIZES) else []
    line("the same, greatest over least of the three sizes", "flat (at most 1.25)", flat, spread(flat, " x", 2), most=1.25)
    for row, events, most in (("many-deals-1", 4_000, 2), ("many-deals-5", 20_000, 1.5)):
        for server in OURS:
            deals = ratio(rows.get(row, []), "cpu_us", server, "Kafka floor")
            what = f"4,000 deals, one reader each, {events:,} events/s, {FORMS[server]}"
            line(what, f"at most {most} x Kafka floor", deals, spread(deals, " x", 2), most=most)
    deals = ratio(rows.get("many-deals-20", []), "cpu_us", "Dealstream", "floor")
    line("the same, 80,000 events/s", "at most 2.5 x floor", deals, spread(deals, " x", 2), most=2.5)
    for figure, most in (("p50_ms", 0.5), ("p99_ms", 3)):
        for rate in LATENCY_RATES:
            added = added_latency(rows.get("latency", []), figure, rate)
            what = f"latency {figure[:3]} above a bare consumer's, {rate:,} events/s"
            line(what, f"at most {most} ms", added, spread(added, " ms", 2), most=most)
    for server in OURS:
        first = rows.get("first-minute", [])
        dearer = [
            one / settled
            for one, settled in zip(figures(first, server, "cpu_us", until_s=10), figures(first, server, "cpu_us", until_s=60))
            if settled
        ]
        what = f"the first ten seconds after a start under 5,000 reconnects, {FORMS[server]}"
        line(what, "at most 1.5 x the sixth ten", dearer, spread(dearer, " x", 2), most=1.5)
    late = ratio(rows.get("one-deal-4000", []), "p99_ms", "Dealstream", "floor")
    line("latency p99 at 80,000 deliveries/s", "at most 2 x floor", late, spread(late, " x", 2), most=2)
    memory = figures(rows.get("idle-memory", []), "Dealstream", "heap_kb")
    process = figures(rows.get("idle-memory", []), "Dealstream", "process_kb")
    line(
        "memory per idle stream, after a collection",
        "at most 8 KB",
        [max(pair) for pair in zip(memory, process)],
        f"{spread(memory, ' KB')} of heap, {spread(process, ' KB')} of the process (PSS)",
        most=8,
    )
    idle = figures(rows.get("idle-cpu", []), "Dealstream", "cpu_us_per_s")
    line("CPU per idle stream", "at most 2.5 µs/s", idle, spread(idle, " µs/s", 2), most=2.5)
    # of the core's time that it had: by the clock it shares the core with whatever else runs there
    taken = figures(rows.get("intake", []), "Dealstream", "records_per_cpu_s")
    clock = figures(rows.get("intake", []), "Dealstream", "records_per_s")
    line(
        "intake of records nobody reads, on one core",
        "at least 250,000/s",
        taken,
        f"{spread(taken, '', 0)} for each second of CPU, {spread(clock, '', 0)} by the clock",
        least=250_000,
    )
    opened = figures(rows.get("opening", []), "Dealstream", "opened_per_s")
    refused = sum(figures(rows.get("opening", []), "Dealstream", "refused"))
    line("opening 15,000 streams", "at least 5,000/s, none refused", opened, f"{spread(opened, '/s', 0)}, {refused} refused", least=5_000)
    stalled = rows.get("stalled", [])
    with_them, without = figures(stalled, "Dealstream", "p99_ms", stalled=10), figures(stalled, "Dealstream", "p99_ms", stalled=0)
    slower = [median(with_them) / median(without)] if with_them and without else []
    line(
        "1 % of readers stalled: p99 of the others, medians with over without",
        "at most 1.2 x",
        slower,
        f"{spread(slower, ' x', 2)}: {spread(with_them, ' ms')} with, {spread(without, ' ms')} without",
        most=1.2,
    )
    viewed = rows.get("views", [])
    pairs = zip(figures(viewed, "Dealstream", "cpu_us", views=3), figures(viewed, "Dealstream", "cpu_us", views=0))
    dearer = [with_views / without for with_views, without in pairs]
    line("CPU per delivered event, 4,000 streams by three views", "at most 1.1 x without", dearer, spread(dearer, " x", 2), most=1.1)
    recorded = rows.get("ledger", [])
    pairs = zip(figures(recorded, "with the ledger", "cpu_us"), figures(recorded, "Dealstream", "cpu_us"))
    dearer = [with_it / without for with_it, without in pairs]
    line("CPU per delivered event, 4,000 streams with the ledger", "at most 1.1 x without", dearer, spread(dearer, " x", 2), most=1.1)
    started = figures(rows.get("start", []), "Dealstream", "seconds")
    cached = figures(rows.get("start", []), "Dealstream", "aot_cache")
    how = "with an AOT cache" if any(cached) else "without an AOT cache"
    line("start to ready, empty topics", "at most 0.6 s", started, f"{spread(started, ' s', 2)} {how}", most=0.6)
    day = rows.get("start-day", [])
    line(
        "start to ready, 4,000,000 records in 24 h",
        "at most 3 s",
        figures(day, "Dealstream", "ready_s"),
        f"{spread(figures(day, 'Dealstream', 'ready_s'), ' s', 2)}; all read after {spread(figures(day, 'Dealstream', 'all_s'), ' s', 0)}, "
        f"memory (PSS) {spread(figures(day, 'Dealstream', 'all_mb'), ' MB', 0)}",
        most=3,
    )
    deals = figures(rows.get("deal-memory", []), "Dealstream", "bytes_a_deal")
    line("live heap for each settled deal of one document", "at most 200 bytes", deals, spread(deals, " bytes", 0), most=200)
    writes = figures(rows.get("one-write", []), "Dealstream", "writes")
    line("a hundred events of one tick for one reader", "one write", writes, spread(writes, "", 0), most=1)
    return table(("what", "target", "measured", "verdict"), lines) + "\n"


def fan_out(rows):
    parts = ["## One deal, 20 events/s to every stream\n", "![CPU per event over number of streams](cpu-per-event.svg)\n"]
    lines = []
    for row, samples in sorted(rows.items(), key=lambda each: int(each[0].split("-")[-1]) if each[0].startswith("one-deal-") else 0):
        if not row.startswith("one-deal-"):
            continue
        for server in dict.fromkeys(one["server"] for one in samples):
            lines.append(
                (
                    f"{samples[0]['streams']:,}",
                    server,
                    spread(figures(samples, server, "cpu_us"), "", 2),
                    spread(ratio(samples, "cpu_us", server, "floor"), "", 2),
                    spread(figures(samples, server, "p50_ms")),
                    spread(figures(samples, server, "p99_ms")),
                    f"{median(figures(samples, server, 'events_per_s')):,.0f}",
                    f"{median(figures(samples, server, 'delivered')):.1%}",
                )
            )
    header = ("streams", "server", "CPU µs per event", "x floor", "p50 ms", "p99 ms", "events/s", "delivered")
    return "\n".join([*parts, table(header, lines)]) + "\n"


def forms(rows):
    """The JVM and the native executable, side by side."""
    samples = rows.get("forms", [])
    servers = list(dict.fromkeys(one["server"] for one in sorted(samples, key=lambda one: one["server"])))
    lines = [
        (what, *(spread(figures(samples, server, name), "", digits) for server in servers))
        for what, name, digits in (
            ("from the command to ready, s", "ready_s", 2),
            ("processor time for that, s", "ready_cpu_s", 2),
            ("memory (PSS) 3 s later, MB", "idle_mb", 0),
            ("memory with 5,000 streams, MB", "with_5000_streams_mb", 0),
            ("1,000 streams, 20 events/s: CPU µs per event", "cpu_us", 2),
            ("the same: p50, ms", "p50_ms", 1),
            ("the same: p99, ms", "p99_ms", 1),
        )
    ]
    return "## The two forms\n\nBoth with `-Xmx256m`.\n\n" + table(("", *servers), lines) + "\n" if samples else ""


def others(rows):
    """Whatever else was noted, as it is."""
    parts = ["## Further figures\n"]
    lines = []
    for row, samples in rows.items():
        if row.startswith("one-deal-") or row == "forms":
            continue
        for server in dict.fromkeys(one["server"] for one in samples):
            for name in samples[0]:
                values = figures(samples, server, name)
                if name not in ("row", "server", "run", "streams", "load") and values:
                    lines.append((row, server, name, spread(values, "", 0 if max(values) > 1_000 else 2)))
    return "\n".join([*parts, table(("row", "server", "figure", "median (least-greatest)"), lines)]) + "\n"


def when(kept):
    lines = [
        (name, row["measured"], str(len({one["run"] for one in row["samples"]})), str(row["load"]))
        for name, row in kept["rows"].items()
    ]
    return "## When\n\n" + table(("row", "measured", "runs", "load average (15 min)"), lines) + "\n"
