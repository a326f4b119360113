"""Follows a stream from a shell: `dealstream follow deal 42`."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, NoReturn, Optional

from .client import Dealstream, Stream
from .effects import Event
from .progress import Progress
from .refusal import Refusal
from .screen import Screen, as_json

SETTLED, FAILED, REFUSED, STOPPED, USAGE, INTERRUPTED = 0, 1, 2, 3, 64, 130

_EPILOG = """\
In a terminal a deal, batch or case shows as bars, any other stream as a line for each event; into a pipe goes each event as
a line of JSON. The current state comes first, where there is one and --since or --save does not say otherwise.

environment:
  DEALSTREAM_URL   where the service is, if not at http://127.0.0.1:8080
  DEALSTREAM_KEY   an API key or a JWT
  NO_COLOR         no colours

exit status:
  0    the deal is settled, the batch or case complete, and no document failed
  1    the same, and some did
  2    the service refuses: the key, or what was asked for
  3    the command of --exec failed
  64   the command line says something that there is not
  130  interrupted
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, "%s: %s\n" % (self.prog, message))


def main(arguments: Optional[List[str]] = None) -> int:
    """The exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(format="dealstream: %(message)s")
    try:
        return _follow(options)
    except Refusal as refusal:
        print("dealstream: %s (%s)" % (refusal, refusal.code), file=sys.stderr)
        return REFUSED
    except (OSError, ValueError) as failure:
        if isinstance(failure, BrokenPipeError):
            # whoever reads has had enough; there is nobody to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return SETTLED
        print("dealstream: %s" % failure, file=sys.stderr)
        return USAGE
    except subprocess.CalledProcessError as failure:
        print("dealstream: the command ended with %d; this event comes again" % failure.returncode, file=sys.stderr)
        return STOPPED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="dealstream", description="Follows Dealstream's streams from a shell.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    follow = commands.add_parser(
        "follow",
        help="follow a stream to its end",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    follow.add_argument("what", choices=["deal", "batch", "org", "account", "case", "files"])
    follow.add_argument("id", nargs="?", help="of the deal, batch or case")
    follow.add_argument("--url", default=os.environ.get("DEALSTREAM_URL", "http://127.0.0.1:8080"))
    follow.add_argument("--key-file", type=Path, help="a file that holds the key, in place of DEALSTREAM_KEY")
    follow.add_argument("--since", help="begin at a time: ISO 8601, or epoch ms")
    follow.add_argument("--types", help="only events of these types, with commas between")
    follow.add_argument("--save", help="a file that keeps the place: the next run goes on where this one ended")
    follow.add_argument("--json", action="store_true", help="lines of JSON in a terminal too")
    follow.add_argument("--exec", metavar="COMMAND", help="run for each event, which is its input as a line of JSON")
    return parser


def _follow(options: argparse.Namespace) -> int:
    progress = Progress()
    watched = sys.stdout.isatty() and not options.json
    screen = Screen(sys.stdout, bars=options.what in ("deal", "batch", "case"), colours="NO_COLOR" not in os.environ)
    said = screen.say if watched else lambda text: print(text, file=sys.stderr)

    def on_error(refusal: Refusal, wait: float) -> None:
        said("%s (%s); next try in %.1f s" % (refusal, refusal.code, wait))

    stream = _open(Dealstream(options.url, key=_key(options.key_file), on_error=on_error), options)
    with stream:
        for event in stream:
            progress.take(event)
            if options.exec is not None:
                subprocess.run(options.exec, shell=True, check=True, input=as_json(event) + "\n", encoding="utf-8")
            if not watched:
                if options.exec is None:
                    print(as_json(event), flush=True)
            else:
                screen.show(event, progress)
    if options.what in ("deal", "batch"):
        _complete(progress, stream)
    if watched and options.what in ("deal", "batch", "case"):
        screen.draw(progress)
    return FAILED if progress.failed else SETTLED


def _complete(progress: Progress, stream: Stream) -> None:
    """Whatever was missed, because it began late or saw some types only, the state in the end tells."""
    try:
        state = stream.snapshot()
    except Refusal as refusal:
        logging.warning("no state in the end: %s", refusal)
        return
    if state is not None:
        progress.take(Event(None, "snapshot", state))


def _open(client: Dealstream, options: argparse.Namespace) -> Stream:
    place: Dict[str, Any] = {"since": options.since, "save": options.save}
    if options.what == "files":
        if options.since or options.save:
            raise ValueError("files are live only: neither --since nor --save")
        return client.files()
    types = (options.types or "").split(",") if options.types else ()
    if options.what == "org":
        return client.organisation(types=types, **place)
    if options.what == "account":
        return client.account(**place)
    if options.id is None:
        raise ValueError("which %s?" % options.what)
    if options.what == "case":
        return client.case(options.id, **place)
    state = options.since is None
    if options.what == "batch":
        return client.batch(options.id, types=types, snapshot=state, **place)
    if not options.id.lstrip("-").isdigit():
        raise ValueError("a deal's id is a number")
    return client.deal(int(options.id), types=types, snapshot=state, **place)


def _key(file: Optional[Path]) -> Optional[str]:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return os.environ.get("DEALSTREAM_KEY")
