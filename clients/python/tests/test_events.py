import json
import math
import unittest
from datetime import datetime, timezone
from typing import Any, Callable, Dict

import generate
from dealstream.events import Events
from dealstream.record import InvalidEvent

EVENTS = Events(tenant="acme", source="/workers/parser")


class EventsTest(unittest.TestCase):
    def test_makes_a_record_that_any_library_can_write(self) -> None:
        time = datetime(2026, 3, 4, 10, 1, tzinfo=timezone.utc)
        record = EVENTS.processing_progress(
            deal_id=42, statement_id=101, stage="running_ocr", progress=40, extra={"né": "ü"}, event_id="e1", event_time=time
        )

        self.assertEqual(record.topic, "processing-events")
        self.assertEqual(record.key, b"42")
        self.assertEqual(
            record.value,
            '{"deal_id":42,"statement_id":101,"stage":"running_ocr","progress":40,"né":"ü"}'.encode(),
        )
        self.assertEqual(
            dict(record.headers),
            {
                "ce_specversion": b"1.0",
                "ce_type": b"processing.progress",
                "ce_source": b"/workers/parser",
                "ce_id": b"e1",
                "ce_time": b"2026-03-04T10:01:00+00:00",
                "ce_tenant": b"acme",
                "content-type": b"application/json",
            },
        )

    def test_makes_every_type_s_own_example(self) -> None:
        index = json.loads((generate.CATALOGUE / "index.json").read_text(encoding="utf-8"))
        for file in index["types"]:
            schema = json.loads((generate.CATALOGUE / file).read_text(encoding="utf-8"))
            known = schema.get("properties", {})
            for example in schema["examples"]:
                with self.subTest(file):
                    fields = {name: value for name, value in example.items() if name in known}
                    extra = {name: value for name, value in example.items() if name not in known}
                    record = getattr(EVENTS, generate.name_of(schema))(**fields, extra=extra)
                    self.assertEqual(json.loads(record.value), example)
                    self.assertEqual(dict(record.headers)["ce_type"].decode(), generate.type_of(schema))

    def test_keeps_what_must_stay_in_order_under_one_key(self) -> None:
        time = "2026-03-04T10:00:00Z"
        self.assertEqual(EVENTS.deal_updated(deal_id=7, status="ready", timestamp=time).key, b"7")
        self.assertEqual(EVENTS.batch_completed(batch_id="b-1", total=1, succeeded=1, failed=0).key, b"b-1")
        self.assertEqual(EVENTS.case_analysis_completed(case_id="c-1").key, b"c-1")
        self.assertEqual(EVENTS.security_login_failed(reason="password").key, b"acme")
        self.assertEqual(EVENTS.file_created(path="/a").key, b"acme")

    def test_calls_topics_as_it_is_told(self) -> None:
        events = Events(tenant="acme", source="s", topics={"file-events": "our-files"})

        self.assertEqual(events.file_created(path="/a").topic, "our-files")

    def test_gives_each_event_an_id_of_its_own(self) -> None:
        ids = {dict(EVENTS.file_created(path="/a").headers)["ce_id"] for _ in range(100)}

        self.assertEqual(len(ids), 100)

    def test_refuses_what_would_become_a_dead_letter(self) -> None:
        wrong: Any = "no number"
        yes: Any = True
        cases: Dict[str, Callable[[], object]] = {
            "deal_id: type integer": lambda: progress(deal_id=wrong),
            "deal_id: maximum": lambda: progress(deal_id=2**63),
            "progress: maximum 100": lambda: progress(progress=101),
            "progress: type integer": lambda: progress(progress=yes),
            "outcome: enum": lambda: EVENTS.file_analysis_completed(case_id="c", file_id="f", outcome="fine"),
            "file_id: pattern": lambda: EVENTS.file_analysis_completed(case_id="c", file_id="a\nb", outcome="success"),
            "batch_id: pattern": lambda: EVENTS.batch_completed(batch_id="b-1\n", total=1, succeeded=1, failed=0),
            "batch_id: maxLength": lambda: EVENTS.batch_completed(batch_id="b" * 129, total=1, succeeded=1, failed=0),
            "expires_in_seconds or expires_at is missing": lambda: EVENTS.provider_token_expiring(
                connection_id="c", provider_slug="p"
            ),
            "stage is no extra field": lambda: progress(extra={"stage": "other"}),
            "holds what JSON cannot": lambda: progress(extra={"x": math.nan}),
            "holds what JSON can": lambda: progress(extra={"x": "\ud800"}),
            "at most 262144 expected": lambda: progress(extra={"x": "x" * 262_144}),
        }
        for message, make in cases.items():
            with self.subTest(message), self.assertRaisesRegex(InvalidEvent, message):
                make()

    def test_says_nothing_of_what_is_in_an_event(self) -> None:
        secret: Any = "secret"
        with self.assertRaises(InvalidEvent) as raised:
            progress(progress=secret)

        self.assertNotIn("secret", str(raised.exception))

    def test_refuses_a_producer_without_a_name(self) -> None:
        for tenant, source in (("", "s"), ("a b", "s"), ("ä", "s"), ("a" * 129, "s"), ("acme", ""), ("acme", "s" * 1025)):
            with self.subTest(tenant=tenant, source=source), self.assertRaises(ValueError):
                Events(tenant=tenant, source=source)


def progress(**changed: Any) -> object:
    fields: Any = {"deal_id": 42, "statement_id": 1, "stage": "screening", "progress": 40}
    return EVENTS.processing_progress(**{**fields, **changed})
