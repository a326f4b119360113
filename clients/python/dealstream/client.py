"""The client for programs that block."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Generator, Iterator, Mapping, Optional, Type, TypeVar

from .blocking import Blocking
from .effects import Effect, Event, Tell
from .session import Page, Session
from .streams import Streams

T = TypeVar("T")


class Stream(Iterator[Event]):
    """Each event once, in order, until nothing more will come. Raises a `Refusal` where the service refuses for good.

    Not for several threads at once, but for `close`.
    """

    def __init__(self, session: Session, client: "Dealstream") -> None:
        self._session = session
        self._client = client
        self._hands = client._hands()
        self._work = session.run()
        self._effect: Optional[Effect] = None

    @property
    def last_event_id(self) -> Optional[str]:
        """Where to go on later; None where there is nothing to resume from."""
        return self._session.place

    def __next__(self) -> Event:
        if self._hands.stopped:
            raise StopIteration
        effect = self._effect or self._advance(lambda: next(self._work))
        while not isinstance(effect, Tell):
            # also where this is interrupted: then it goes on here when the next event is asked for
            self._effect = effect
            effect = self._perform(effect)
        self._effect = None
        return effect.event

    def poll(self, last_event_id: Optional[str] = None, *, wait: float = 0, limit: int = 100) -> Page:
        """Asks once, without a stream: what came after an id, else nothing but the id to go on from. `wait`: how long, s, the
        service may hold the answer until there is something. Raises a `Refusal`, also for what is worth another try."""
        return self._once(self._session.ask(last_event_id, wait=wait, limit=limit))

    def snapshot(self) -> Optional[Mapping[str, Any]]:
        """The current state; None where nothing was ever heard of it. Raises a `Refusal`, as `poll` does."""
        return self._once(self._session.snapshot())

    def close(self) -> None:
        """Ends it, from any thread; whoever waits for an event gets the end instead."""
        self._hands.stop()
        self._session.keep()

    def __enter__(self) -> "Stream":
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if kind is None:
            self.close()
        else:
            # what was being dealt with has not been dealt with
            self._hands.stop()
        self._hands.close()

    def _perform(self, effect: Effect) -> Effect:
        if self._hands.stopped:
            self._end()
        try:
            result = self._hands.perform(effect)
        except Exception as caught:
            if self._hands.stopped:
                self._end()
            failed = caught
            return self._advance(lambda: self._work.throw(failed))
        except BaseException:
            self._hands.close()
            raise
        return self._advance(lambda: self._work.send(result))

    def _advance(self, step: Any) -> Effect:
        try:
            effect: Effect = step()
        except BaseException:
            self._hands.close()
            raise
        return effect

    def _end(self) -> None:
        self._hands.close()
        self._work.close()
        raise StopIteration

    def _once(self, work: Generator[Effect, Any, T]) -> T:
        hands = self._client._hands()
        try:
            effect = next(work)
            while True:
                try:
                    result = hands.perform(effect)
                except Exception as failure:
                    effect = work.throw(failure)
                else:
                    effect = work.send(result)
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            hands.close()


class Dealstream(Streams[Stream]):
    __doc__ = "Follows streams: `for event in Dealstream(url, key=key).deal(42):`\n\n" + (Streams.__doc__ or "")

    def _stream(self, session: Session) -> Stream:
        return Stream(session, self)

    def _hands(self) -> Blocking:
        return Blocking(self._tls)
