import asyncio
import unittest

from dealstream import Event, Refusal
from tests.service import DONE, Answer, Asked, Service, open_stream, page, stream

try:
    from dealstream.aio import AsyncDealstream
except ImportError:
    raise unittest.SkipTest("httpx is not there")

KEY = "sk_secret"


class AsyncClientTest(unittest.IsolatedAsyncioTestCase):
    async def test_follows_to_the_end(self) -> None:
        with Service(lambda asked: stream("id: a\nevent: deal_updated\ndata: {}", DONE)) as service:
            async with AsyncDealstream(service.url, key=KEY) as client:
                events = [event async for event in client.deal(42, last_event_id="start")]

        self.assertEqual(events, [Event("a", "deal_updated", {})])
        (asked,) = service.asked
        self.assertEqual(asked.headers["authorization"], "Bearer " + KEY)
        self.assertEqual(asked.headers["last-event-id"], "start")

    async def test_goes_on_where_a_wait_was_cancelled(self) -> None:
        frames = iter(["id: b\nevent: deal_updated\ndata: 1", "id: c\nevent: deal_updated\ndata: 2"])

        with Service(lambda asked: open_stream(next(frames))) as service:
            async with AsyncDealstream(service.url, backoff=(0.01, 0.1), on_error=lambda *what: None) as client:
                async with client.deal(42, last_event_id="a") as events:
                    first = await events.__anext__()
                    with self.assertRaises(asyncio.TimeoutError):
                        await asyncio.wait_for(events.__anext__(), 0.2)
                    second = await asyncio.wait_for(events.__anext__(), 5)

        self.assertEqual([first.data, second.data], [1, 2])
        self.assertEqual(service.asked[1].headers["last-event-id"], "b")

    async def test_takes_tickets_from_a_coroutine(self) -> None:
        async def ticket() -> str:
            return "t"

        with Service(lambda asked: stream(DONE)) as service:
            async with AsyncDealstream(service.url, ticket=ticket) as client:
                self.assertEqual([event async for event in client.deal(42, last_event_id="a")], [])

        self.assertEqual(service.asked[0].path, "/v1/events/deals/42?ticket=t")

    async def test_polls_and_reads_the_current_state_on_request(self) -> None:
        def answer(asked: Asked) -> Answer:
            if "/snapshot" in asked.path:
                return 200, "application/json", {"deal_id": 42, "last_event_id": "s"}
            return page(last="p")

        with Service(answer) as service:
            async with AsyncDealstream(service.url) as client:
                deal = client.deal(42)

                self.assertEqual((await deal.poll()).last_event_id, "p")
                self.assertEqual(await deal.snapshot(), {"deal_id": 42, "last_event_id": "s"})

    async def test_raises_what_the_service_refuses_for_good(self) -> None:
        with Service(lambda asked: (422, "application/json", {"detail": "No", "code": "VALIDATION_ERROR"})) as service:
            async with AsyncDealstream(service.url) as client:
                with self.assertRaises(Refusal) as raised:
                    await client.deal(42).__anext__()

        self.assertEqual(raised.exception.code, "VALIDATION_ERROR")
