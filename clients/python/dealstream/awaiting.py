"""Does what a session wants, on httpx and asyncio."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any, AsyncIterator, List, Optional

from .effects import Answer, Call, Effect, Fetch, Open, Read, Request, Silent, Sleep, Unreachable

try:
    import httpx
except ImportError as missing:
    raise ImportError("the asynchronous client needs httpx: pip install dealstream[async]") from missing


class Awaiting:
    """One stream, or one request, at a time."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._response: Optional[httpx.Response] = None
        self._body: Optional[AsyncIterator[bytes]] = None

    async def perform(self, effect: Effect) -> Any:
        """Raises Unreachable."""
        if isinstance(effect, Read):
            return await self._read(effect.patience)
        await self.close()
        if isinstance(effect, Sleep):
            await asyncio.sleep(effect.seconds)
        elif isinstance(effect, Call):
            given = effect.function()
            return await given if inspect.isawaitable(given) else given
        elif isinstance(effect, Open):
            return await self._open(effect.request, effect.patience)
        elif isinstance(effect, Fetch):
            return await self._fetch(effect.request, effect.patience)
        return None

    async def close(self) -> None:
        response, self._response, self._body = self._response, None, None
        if response is not None:
            await response.aclose()

    async def _open(self, request: Request, patience: float) -> Answer:
        made = self._client.build_request(
            request.method, request.url, headers=dict(request.headers), timeout=httpx.Timeout(None)
        )
        try:
            self._response = await asyncio.wait_for(
                self._client.send(made, stream=True, follow_redirects=False), patience
            )
        except asyncio.TimeoutError as late:
            raise Silent from late
        except httpx.HTTPError as failure:
            raise Unreachable from failure
        self._body = self._response.aiter_raw()
        headers = {name.lower(): value for name, value in self._response.headers.items()}
        return Answer(self._response.status_code, headers)

    async def _fetch(self, request: Request, patience: float) -> Answer:
        head = await self._open(request, patience)
        parts: List[bytes] = []
        while True:
            data = await self._read(patience)
            if not data:
                return Answer(head.status, head.headers, b"".join(parts))
            parts.append(data)

    async def _read(self, patience: float) -> bytes:
        if self._body is None:
            raise Unreachable
        try:
            return await asyncio.wait_for(_next(self._body), patience)
        except asyncio.TimeoutError as late:
            raise Silent from late
        except (httpx.HTTPError, httpx.StreamError) as failure:
            raise Unreachable from failure


async def _next(body: AsyncIterator[bytes]) -> bytes:
    async for data in body:
        if data:
            return data
    return b""
