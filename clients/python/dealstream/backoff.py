"""How long to wait before the next try."""

from __future__ import annotations

from typing import Callable


class Backoff:
    """Twice as long each time, and never the same for two clients. Seconds."""

    def __init__(self, base: float, longest: float, random: Callable[[], float]) -> None:
        self._base = base
        self._longest = longest
        self._random = random
        self._failures = 0

    def next(self, at_least: float = 0) -> float:
        """Between a half and the whole of a time that doubles; of what the service asked for, up to a quarter is added."""
        whole = min(self._longest, self._base * 2.0**self._failures)
        self._failures = min(self._failures + 1, 30)
        return max(whole * (0.5 + 0.5 * self._random()), at_least * (1 + 0.25 * self._random()))

    def reset(self) -> None:
        """It worked: the next failure counts as the first."""
        self._failures = 0
