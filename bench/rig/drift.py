"""Whether an event has become dearer: what it costs beside its floor, against what it cost when that was kept last
(drift.json). By the cheapest of a few turns, since a machine that is shared makes some dearer and none cheaper."""

import json
import sys

from rig import BENCH

KEPT = BENCH / "drift.json"
TURNS = 4
SECONDS = 3
MARGIN = 1.5
"""So many times as dear as it was fails."""


def ratios(samples):
    """By row: the service's CPU time for an event over its floor's, each at its cheapest."""
    cheapest = {}
    for one in samples:
        side = "ours" if one["server"] == "Dealstream" else "floor"
        row = cheapest.setdefault(one["row"], {})
        row[side] = min(one["cpu_us"], row.get(side, one["cpu_us"]))
    return {row: round(cost["ours"] / cost["floor"], 2) for row, cost in cheapest.items()}


def keep(samples):
    """What later runs are judged by."""
    KEPT.write_text(json.dumps(ratios(samples), indent=1) + "\n")


def judge(samples):
    """0 where nothing has become dearer, else 1."""
    kept, status = json.loads(KEPT.read_text()), 0
    for row, ratio in ratios(samples).items():
        most = kept[row] * MARGIN
        print(f"bench: {row}: an event costs {ratio} x its floor; it was {kept[row]}, and may be {most:.2f}")
        if ratio > most:
            print(f"bench: {row} has become dearer. If that has a reason, bench/run drift keeps the new figure", file=sys.stderr)
            status = 1
    return status
