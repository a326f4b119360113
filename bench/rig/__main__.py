"""python3 -m rig [smoke | drift | ROW...]: measures, and says what came out."""

import os
import sys
import time

from rig import drift, report
from rig.rows import DRIFT, ROWS, SMOKE
from rig.stage import Stage


def main(arguments):
    if arguments == ["smoke"]:
        return smoke()
    if arguments == ["drift"]:
        drift.keep(measure(DRIFT, drift.TURNS, drift.SECONDS, warm=False))
        return 0
    unknown = [name for name in arguments if name not in ROWS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(ROWS)}", file=sys.stderr)
        return 2
    chosen = {name: ROWS[name] for name in arguments or ROWS}
    runs, seconds = int(os.environ.get("BENCH_RUNS", "5")), float(os.environ.get("BENCH_SECONDS", "6"))
    measure(chosen, runs, seconds, keep=report.keep)
    return 0


def measure(rows, runs, seconds, warm=True, keep=lambda samples: None):
    samples = []
    with Stage(runs, seconds, warm) as stage:
        for name, row in rows.items():
            begun = time.monotonic()
            print(f"{time.strftime('%H:%M:%S')} {name}", flush=True)
            measured = row(stage, name)
            keep(measured)
            samples += measured
            print(f"  took {time.monotonic() - begun:.0f} s", flush=True)
    return samples


def smoke():
    """One short run. Fails when events are lost or figures absurd, and when an event has become dearer."""
    samples = measure(SMOKE, runs=1, seconds=2, warm=False)
    for one in samples:
        delivered = one.get("delivered", 1)
        if not 0.9 <= delivered <= 1.1 or one.get("refused", 0) or one.get("events", 100) != 100:
            print(f"bench: this cannot be right: {one}", file=sys.stderr)
            return 1
    print("bench: readers got what was published")
    return drift.judge(measure(DRIFT, drift.TURNS, drift.SECONDS, warm=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
