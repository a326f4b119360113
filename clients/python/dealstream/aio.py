"""The client for programs that await; needs httpx."""

from __future__ import annotations

from types import TracebackType
from typing import Any, AsyncIterator, Generator, Mapping, Optional, Type, TypeVar

import httpx

from .awaiting import Awaiting
from .effects import Effect, Event, Tell
from .session import Page, Session
from .streams import Streams

T = TypeVar("T")


class AsyncStream(AsyncIterator[Event]):
    """As `Stream`, for `async for`."""

    def __init__(self, session: Session, client: "AsyncDealstream") -> None:
        self._session = session
        self._client = client
        self._hands = client._hands()
        self._work = session.run()
        self._effect: Optional[Effect] = None

    @property
    def last_event_id(self) -> Optional[str]:
        return self._session.place

    async def __anext__(self) -> Event:
        effect = self._effect or await self._advance(lambda: next(self._work))
        while not isinstance(effect, Tell):
            # also where this is cancelled: then it goes on here when the next event is asked for
            self._effect = effect
            effect = await self._perform(effect)
        self._effect = None
        return effect.event

    async def poll(self, last_event_id: Optional[str] = None, *, wait: float = 0, limit: int = 100) -> Page:
        return await self._once(self._session.ask(last_event_id, wait=wait, limit=limit))

    async def snapshot(self) -> Optional[Mapping[str, Any]]:
        return await self._once(self._session.snapshot())

    async def aclose(self) -> None:
        """Ends it. Not while another task waits for an event: cancel that one first."""
        self._session.keep()
        self._work.close()
        await self._hands.close()

    async def __aenter__(self) -> "AsyncStream":
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if kind is None:
            self._session.keep()
        self._work.close()
        await self._hands.close()

    async def _perform(self, effect: Effect) -> Effect:
        try:
            result = await self._hands.perform(effect)
        except Exception as caught:
            failure = caught
            return await self._advance(lambda: self._work.throw(failure))
        except BaseException:
            await self._hands.close()
            raise
        return await self._advance(lambda: self._work.send(result))

    async def _advance(self, step: Any) -> Effect:
        try:
            effect: Effect = step()
        except StopIteration:
            await self._hands.close()
            raise StopAsyncIteration from None
        except BaseException:
            await self._hands.close()
            raise
        return effect

    async def _once(self, work: Generator[Effect, Any, T]) -> T:
        hands = self._client._hands()
        try:
            effect = next(work)
            while True:
                try:
                    result = await hands.perform(effect)
                except Exception as failure:
                    effect = work.throw(failure)
                else:
                    effect = work.send(result)
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            await hands.close()


class AsyncDealstream(Streams[AsyncStream]):
    __doc__ = "Follows streams: `async for event in AsyncDealstream(url, key=key).deal(42):`\n\n" + (Streams.__doc__ or "")

    _http: Optional[httpx.AsyncClient] = None

    def _stream(self, session: Session) -> AsyncStream:
        return AsyncStream(session, self)

    def _hands(self) -> Awaiting:
        if self._http is None:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            self._http = httpx.AsyncClient(verify=True if self._tls is None else self._tls, limits=limits)
        return Awaiting(self._http)

    async def aclose(self) -> None:
        """Lets go of all connections."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def __aenter__(self) -> "AsyncDealstream":
        return self

    async def __aexit__(self, *what: object) -> None:
        await self.aclose()
