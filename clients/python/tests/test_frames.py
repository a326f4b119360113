import unittest
from typing import List

from dealstream.frames import Frame, Frames

STREAM = (
    '\ufeffretry: 3000\n\n: keepalive\n\nid: A\nevent: deal.created\ndata: {"name":"Café"}\n\nid: B\n\n'
    "data:one\ndata:two\n\nid: \0\nretry: soon\nother: x\ndata\n\nid: cut"
)


class FramesTest(unittest.TestCase):
    def test_reads_all_that_stands_on_the_wire_however_it_is_cut(self) -> None:
        for end in ("\n", "\r\n", "\r"):
            for size in (1, 2, 7, 1000):
                with self.subTest(end=end, size=size):
                    self.assertEqual(
                        read(STREAM.replace("\n", end).encode(), size),
                        [
                            Frame(retry=3000),
                            Frame(comment="keepalive"),
                            Frame(id="A", event="deal.created", data='{"name":"Café"}'),
                            Frame(id="B"),
                            Frame(data="one\ntwo"),
                            Frame(data=""),
                        ],
                    )

    def test_gives_a_frame_as_soon_as_it_is_whole(self) -> None:
        frames = Frames()

        self.assertEqual(list(frames.feed(b"data: one\r\n\r")), [Frame(data="one")])
        self.assertEqual(list(frames.feed(b"\ndata: two\r\n\r\n")), [Frame(data="two")])

    def test_ends_lines_where_an_event_stream_does_and_nowhere_else(self) -> None:
        text = "a\u2028b\u0085c\vd\fe\x1cf"

        self.assertEqual(read(("data: %s\n\n" % text).encode(), 3), [Frame(data=text)])

    def test_gets_over_bytes_that_are_no_utf_8(self) -> None:
        self.assertEqual(read(b"data: \xff\n\ndata: x\n\n", 1), [Frame(data="\ufffd"), Frame(data="x")])


def read(data: bytes, size: int) -> List[Frame]:
    frames = Frames()
    return [frame for at in range(0, len(data), size) for frame in frames.feed(data[at : at + size])]
