import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, List, Mapping
from urllib.parse import parse_qs, urlsplit

from dealstream import Dealstream, Event, Refusal
from tests.service import DONE, Answer, Asked, Service, open_stream, page, stream

KEY = "sk_secret"
JWT = "head.body.signature"
FAST: Any = {"backoff": (0.01, 0.1), "on_error": lambda refusal, wait: None}


class ClientTest(unittest.TestCase):
    def test_shows_its_key_in_a_header_only(self) -> None:
        with Service(lambda asked: stream("id: a\nevent: deal_updated\ndata: {}", DONE)) as service:
            events = list(Dealstream(service.url, key=KEY).deal(42, last_event_id="start", types=["deal_updated"]))

        self.assertEqual(events, [Event("a", "deal_updated", {})])
        (asked,) = service.asked
        self.assertEqual(asked.path, "/v1/events/deals/42?types=deal_updated")
        self.assertEqual(asked.headers["authorization"], "Bearer " + KEY)
        self.assertEqual(asked.headers["last-event-id"], "start")

    def test_takes_a_fresh_ticket_for_each_request(self) -> None:
        tickets = iter(["one", "two"])

        def answer(asked: Asked) -> Answer:
            return page() if "/poll" in asked.path else stream(DONE)

        with Service(answer) as service:
            self.assertEqual(list(Dealstream(service.url, ticket=lambda: next(tickets)).deal(42)), [])

        self.assertEqual([query(asked)["ticket"] for asked in service.asked], [["one"], ["two"]])

    def test_tells_what_a_ticket_is_for(self) -> None:
        told: List[Mapping[str, Any]] = []

        def ticket(rights: Mapping[str, Any]) -> str:
            told.append(rights)
            return "t"

        def answer(asked: Asked) -> Answer:
            if asked.path.startswith("/v1/events/deals/42/snapshot"):
                return 200, "application/json", {"last_event_id": "a"}
            return 204, "", ""

        with Service(answer) as service:
            client = Dealstream(service.url, ticket=ticket, **FAST)
            list(client.deal(42, document_id=7, types=["deal_updated", "deal.decision"], snapshot=True))
            list(client.deals([43, 42, 43], last_event_id="a"))
            list(client.batch("b-1", last_event_id="a"))
            list(client.batches(["b-2", "b-1"], last_event_id="a"))
            list(client.case("c/1", last_event_id="a"))
            list(client.organisation(last_event_id="a"))

        self.assertEqual(
            told,
            [
                {"deals": [42]},
                {"deals": [42], "document_id": 7, "types": ["deal_updated", "deal.decision"]},
                {"deals": [42, 43]},
                {"batches": ["b-1"]},
                {"batches": ["b-1", "b-2"]},
                {"cases": ["c/1"]},
                {},
            ],
        )

    def test_asks_again_for_a_ticket_that_could_not_be_had(self) -> None:
        tries: List[None] = []

        def ticket() -> str:
            tries.append(None)
            if len(tries) == 1:
                raise OSError("no session")
            return "t"

        with Service(lambda asked: stream(DONE)) as service:
            self.assertEqual(list(Dealstream(service.url, ticket=ticket, **FAST).deal(1, last_event_id="a")), [])

    def test_gets_a_ticket_for_a_jwt_where_that_may_stand_in_the_url_only(self) -> None:
        def answer(asked: Asked) -> Answer:
            if asked.method == "POST":
                return 200, "application/json", {"ticket": "t-%d" % len(service.asked), "expires_in": 30}
            return stream('event: stream_closed\ndata: {"reason":"completed"}')

        with Service(answer) as service:
            list(Dealstream(service.url, key=JWT).case("c/1", last_event_id="a"))
            list(Dealstream(service.url, key=KEY).case("c/1", last_event_id="a"))

        post, with_ticket, with_key = service.asked
        self.assertEqual((post.path, post.headers["authorization"]), ("/v1/stream-tickets", "Bearer " + JWT))
        self.assertEqual(with_ticket.path, "/cases/c%2F1/progress/stream?ticket=t-1")
        self.assertNotIn("authorization", with_ticket.headers)
        self.assertEqual(with_key.path, "/cases/c%2F1/progress/stream")
        self.assertEqual(with_key.headers["x-api-key"], KEY)

    def test_reads_a_case(self) -> None:
        data = '{"type":"file.analysis.progress","id":"e1","timestamp":1772618400123,"case_id":"c","file_id":"f"}'
        with Service(
            lambda asked: stream(
                'event: heartbeat\ndata: {"timestamp":1}',
                "id: e1\nevent: file.analysis.progress\ndata: " + data,
                'event: stream_closed\ndata: {"reason":"completed"}',
            )
        ) as service:
            (event,) = Dealstream(service.url).case("c", last_event_id="a")

        self.assertEqual((event.id, event.type, event.data["file_id"]), ("e1", "file.analysis.progress", "f"))
        self.assertEqual(event.time, "2026-03-04T10:00:00.123+00:00")

    def test_says_where_files_have_a_gap(self) -> None:
        update = 'event: update\ndata: {"opcode":"%s","data":{}}'
        with Service(lambda asked: stream(": hello", update % "queue_paused")) as service:
            events = iter(Dealstream(service.url, **FAST).files())
            heard = [next(events) for _ in range(3)]

        self.assertEqual(
            heard,
            [Event(None, "queue_paused", {}), Event(None, "stream.reset", {"reason": "gap"}), Event(None, "queue_paused", {})],
        )

    def test_lives_without_a_past_where_the_account_keeps_none(self) -> None:
        def answer(asked: Asked) -> Answer:
            if "/poll" in asked.path:
                return 404, "application/problem+json", {"title": "Not found"}
            return open_stream("event: import.started\ndata: {}")

        with Service(answer) as service:
            with Dealstream(service.url).account(categories=["import"]) as events:
                self.assertEqual(next(events), Event(None, "import.started", {}))

        self.assertEqual([asked.path for asked in service.asked][1], "/api/v1/events?categories=import")

    def test_asks_for_many_deals_by_a_set_of_ids(self) -> None:
        def answer(asked: Asked) -> Answer:
            if "/snapshot" in asked.path:
                return 200, "application/json", {"deals": [], "missing": [9, 10], "last_event_id": "s"}
            return stream(DONE)

        with Service(answer) as service:
            events = list(Dealstream(service.url).deals([10, 9, 10], types=["deal_updated"], snapshot=True))

        self.assertEqual([event.type for event in events], ["snapshot"])
        self.assertEqual(
            [asked.path for asked in service.asked],
            ["/v1/events/deals/snapshot?ids=10%2C9", "/v1/events/deals?ids=10%2C9&types=deal_updated"],
        )
        with self.assertRaises(ValueError):
            Dealstream(service.url).deals([])

    def test_polls_and_reads_the_current_state_on_request(self) -> None:
        def answer(asked: Asked) -> Answer:
            if "/snapshot" in asked.path:
                return 404, "application/json", {"detail": "Never heard of", "code": "DEAL_NOT_FOUND"}
            return page({"id": "b", "type": "deal_updated", "data": {"n": 1}, "time": "T"}, last="b", ended="completed")

        with Service(answer) as service:
            deal = Dealstream(service.url).deal(42)
            got = deal.poll("a", wait=2, limit=7)

            self.assertEqual(got.events, [Event("b", "deal_updated", {"n": 1}, "T")])
            self.assertEqual((got.last_event_id, got.ended), ("b", "completed"))
            self.assertEqual(query(service.asked[0]), {"last_event_id": ["a"], "wait": ["2"], "limit": ["7"]})
            self.assertIsNone(deal.snapshot())

    def test_raises_what_the_service_refuses_for_good(self) -> None:
        body = {"detail": "Not with this key", "code": "FORBIDDEN"}
        with Service(lambda asked: (403, "application/json", body)) as service:
            with self.assertRaises(Refusal) as raised:
                next(Dealstream(service.url, key=KEY).deal(42))

        self.assertEqual((raised.exception.status, raised.exception.code), (403, "FORBIDDEN"))
        self.assertTrue(raised.exception.final)

    def test_can_be_closed_by_another_thread(self) -> None:
        with Service(lambda asked: open_stream("retry: 3000")) as service:
            events = Dealstream(service.url).deal(42, last_event_id="a")
            heard: List[List[Event]] = []
            reader = threading.Thread(target=lambda: heard.append(list(events)))
            reader.start()
            self.assertTrue(service.was_asked.wait(5))
            events.close()
            reader.join(5)

            self.assertEqual(heard, [[]])

    def test_keeps_the_place_of_what_was_dealt_with(self) -> None:
        frames = ["id: %s\nevent: deal_updated\ndata: {}" % id for id in "bcd"]
        with tempfile.TemporaryDirectory() as folder, Service(lambda asked: open_stream(*frames)) as service:
            file = Path(folder, "place")
            client = Dealstream(service.url)

            events = client.deal(42, last_event_id="a", save=file)
            next(events)
            self.assertFalse(file.exists())
            next(events)
            self.assertIn('"b"', file.read_text())
            events.close()
            self.assertIn('"c"', file.read_text())

            with self.assertRaises(ZeroDivisionError):
                with client.deal(42, save=file) as again:
                    next(again)
                    raise ZeroDivisionError
            self.assertIn('"c"', file.read_text())
            self.assertEqual(service.asked[-1].headers["last-event-id"], "c")
            with self.assertRaisesRegex(ValueError, "deals/42, not in v1/events/deals/43"):
                next(client.deal(43, save=file))

    def test_goes_on_where_a_thread_was_interrupted(self) -> None:
        interrupts = iter([KeyboardInterrupt])

        def ticket() -> str:
            for interrupt in interrupts:
                raise interrupt
            return "t"

        with Service(lambda asked: stream("id: b\nevent: deal_updated\ndata: {}", DONE)) as service:
            events = Dealstream(service.url, ticket=ticket, **FAST).deal(42, last_event_id="a")
            with self.assertRaises(KeyboardInterrupt):
                next(events)

            self.assertEqual([event.id for event in events], ["b"])

    def test_does_not_print_a_key_that_may_not_stand_in_a_header(self) -> None:
        with self.assertRaises(ValueError) as raised:
            next(Dealstream("http://127.0.0.1:1", key=KEY + "\n").deal(42))

        self.assertNotIn(KEY, str(raised.exception))

    def test_waits_where_the_past_is_lost_again_and_again(self) -> None:
        errors: List[Any] = []
        lost = 'event: stream.reset\ndata: {"reason":"expired"}'

        def answer(asked: Asked) -> Answer:
            return page() if "/poll" in asked.path else stream(lost)

        with Service(answer) as service:
            events = Dealstream(service.url, backoff=(0.2, 1), on_error=lambda *what: errors.append(what)).organisation()
            heard = [next(events) for _ in range(3)]

        self.assertEqual(heard, [Event(None, "stream.reset", {"reason": "expired"})] * 3)
        self.assertLess(len(service.asked), 8)


def query(asked: Asked) -> Any:
    return parse_qs(urlsplit(asked.path).query)
