import io
import json
import os
import pty
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List, Optional

from dealstream import Event
from dealstream.progress import Progress
from dealstream.screen import Screen, board
from tests.service import DONE, Answer, Asked, Service, stream

HERE = Path(__file__).parents[1]


class FollowTest(unittest.TestCase):
    def test_prints_lines_of_json_into_a_pipe_and_says_that_all_went_well(self) -> None:
        with Service(deal([state(1, "pending"), state(1, "completed")], progressed(1, 60))) as service:
            done = run(service, "follow", "deal", "42", key="sk_secret")

        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["type"] for line in lines], ["snapshot", "processing.progress"])
        self.assertEqual(lines[1]["data"]["progress"], 60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(all(asked.headers["authorization"] == "Bearer sk_secret" for asked in service.asked))

    def test_says_that_documents_failed(self) -> None:
        failed = 'id: f\nevent: processing.failed\ndata: {"deal_id":42,"statement_id":1,"error":"Unreadable"}'
        with Service(deal([state(1, "pending"), None], failed)) as service:
            self.assertEqual(run(service, "follow", "deal", "42").returncode, 1)

    def test_says_that_documents_failed_which_it_has_not_heard_of(self) -> None:
        with Service(deal([state(1, "failed")])) as service:
            self.assertEqual(run(service, "follow", "deal", "42", "--since", "2026-03-04").returncode, 1)

    def test_says_that_it_was_refused(self) -> None:
        body = {"detail": "Not with this key", "code": "FORBIDDEN"}
        with Service(lambda asked: (403, "application/json", body)) as service:
            done = run(service, "follow", "deal", "42")

        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "dealstream: Not with this key (FORBIDDEN)\n")

    def test_runs_a_command_for_each_event_and_stops_where_that_fails(self) -> None:
        with tempfile.TemporaryDirectory() as folder, Service(
            deal([None] * 3, progressed(1, 10), progressed(1, 20), progressed(1, 30))
        ) as service:
            heard, place = Path(folder, "heard"), Path(folder, "place")
            command = "cat >> %s; ! grep -q '\"progress\": 20' %s" % (heard, heard)
            done = run(service, "follow", "deal", "42", "--exec", command, "--save", str(place))

            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertEqual(len(heard.read_text().splitlines()), 2)
            self.assertEqual(json.loads(place.read_text())["last_event_id"], "p10")

    def test_does_not_mind_a_reader_who_has_had_enough(self) -> None:
        with Service(deal([None] * 2, *(progressed(1, i % 100) for i in range(3_000)))) as service:
            with subprocess.Popen(
                command(service, "follow", "deal", "42"), cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as process:
                assert process.stdout is not None and process.stderr is not None
                process.stdout.readline()
                process.stdout.close()

                self.assertEqual(process.wait(20), 0)
                self.assertEqual(process.stderr.read(), b"")

    def test_says_what_it_does_not_understand(self) -> None:
        wrong: List[List[str]] = [["follow", "deal"], ["follow", "deal", "x"], ["follow", "nothing"], []]
        for arguments in wrong + [["follow", "files", "--save", "f"], ["follow", "batch", "b", "--url", "ftp://x"]]:
            done = subprocess.run(
                [sys.executable, "-m", "dealstream", *arguments], cwd=HERE, capture_output=True, encoding="utf-8", timeout=20
            )
            self.assertEqual(done.returncode, 64, done.stderr)

    def test_draws_bars_in_a_terminal(self) -> None:
        with Service(deal([state(101, "pending"), state(101, "completed")], progressed(101, 60))) as service:
            ours, theirs = pty.openpty()
            process = subprocess.Popen(command(service, "follow", "deal", "42"), cwd=HERE, stdout=theirs, env=environment())
            os.close(theirs)
            text = read_all(ours)

        self.assertEqual(process.wait(20), 0)
        self.assertIn("\x1b[32m101 " + "█" * 20 + " 100 % completed", text)
        self.assertIn("1 of 1 documents, ready", text)


class ScreenTest(unittest.TestCase):
    def test_lets_nothing_from_outside_move_the_cursor(self) -> None:
        progress = Progress()
        hostile = Event("a", "processing.progress", {"statement_id": "1\x1b[2J", "stage": "\x1b]0;x\x07\r\n", "progress": 5})
        progress.take(hostile)
        out = io.StringIO()
        Screen(out, bars=True, colours=False).draw(progress)
        lines = io.StringIO()
        Screen(lines, bars=False, colours=False).show(hostile, progress)

        self.assertEqual(out.getvalue().replace("\x1b[2K", "").replace("\x1b[J", "").count("\x1b"), 0)
        self.assertNotIn("\x1b", lines.getvalue())

    def test_shows_who_is_at_work_where_there_is_no_room_for_all(self) -> None:
        progress = Progress()
        for i in range(100):
            progress.take(Event(None, "processing.completed", {"statement_id": i, "health_score": 1}))
        progress.take(Event(None, "processing.failed", {"statement_id": 100, "error": "Unreadable"}))

        lines = [line.text for line in board(progress, 80, 10)]

        self.assertEqual(len(lines), 10)
        self.assertIn("Unreadable", lines[0])
        self.assertEqual(lines[-1], "101 of 101 documents")

    def test_says_that_a_document_stands_still_until_its_next_event(self) -> None:
        progress = Progress()
        since = "2026-03-04T10:01:00Z"
        progress.take(Event(None, "snapshot", {"documents": [{"document_id": 1, "status": "pending", "stalled_since": since}]}))
        for id in (2, 3):
            progress.take(Event(None, "processing.progress", {"statement_id": id, "stage": "running_ocr", "progress": 40}))
            progress.take(Event(None, "processing.stalled", {"statement_id": id, "since": since}))
        progress.take(Event(None, "parse_complete", {"document_id": 3}))

        stalled = "stands still since " + since
        self.assertEqual([document.remark for document in progress.documents.values()], [stalled, stalled, ""])
        self.assertEqual({document.status for document in progress.documents.values()}, {"pending"})
        self.assertIn(stalled, board(progress, 90, 10)[0].text)

    def test_gets_over_whatever_an_event_holds(self) -> None:
        progress = Progress()
        for type in ("snapshot", "deal_updated", "processing.progress", "processing.failed", "batch.completed", "x"):
            wild: List[Any] = [None, [], {}, {"documents": 3}, {"documents": [1, {}]}, {"statement_id": {}, "progress": "x"}]
            for data in wild:
                progress.take(Event(None, type, data))
        progress.take(Event(None, "processing.progress", {"statement_id": 1, "progress": 10**400, "stage": {}}))

        self.assertTrue(board(progress, 40, 10))


def deal(states: List[Optional[Dict[str, Any]]], *frames: str) -> Any:
    """A deal with these states, one after another, and one stream."""
    left = iter(states)

    def answer(asked: Asked) -> Answer:
        if "/snapshot" in asked.path:
            current = next(left)
            if current is None:
                return 404, "application/json", {"detail": "Never heard of", "code": "DEAL_NOT_FOUND"}
            return 200, "application/json", current
        if "/poll" in asked.path:
            return 200, "application/json", {"events": [], "last_event_id": "p", "has_more": False}
        return stream(*frames, DONE)

    return answer


def state(document: int, status: str) -> Dict[str, Any]:
    documents = [{"document_id": document, "stage": "x", "progress": 40, "status": status, "error": None}]
    return {"deal_id": 42, "status": "ready", "documents": documents, "last_event_id": "s"}


def progressed(document: int, percent: int) -> str:
    data = '{"deal_id":42,"statement_id":%d,"stage":"screening","progress":%d}' % (document, percent)
    return "id: p%d\nevent: processing.progress\ndata: %s" % (percent, data)


def command(service: Service, *arguments: str) -> List[str]:
    return [sys.executable, "-m", "dealstream", *arguments, "--url", service.url]


def environment(key: str = "") -> Dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return {**kept, "DEALSTREAM_KEY": key or "k", "COLUMNS": "100", "LINES": "20"}


def run(service: Service, *arguments: str, key: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(service, *arguments), cwd=HERE, capture_output=True, encoding="utf-8", env=environment(key), timeout=20
    )


def read_all(terminal: int) -> str:
    data = b""
    try:
        while part := os.read(terminal, 65536):
            data += part
    except OSError:
        pass  # how Linux says that the other side is closed
    os.close(terminal)
    return data.decode()
