"""What measures, and where its parts are."""

from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
PROJECT = BENCH.parent
BUILT = PROJECT / "target" / "bench"
