import unittest

import generate


class Generated(unittest.TestCase):
    def test_the_functions_are_those_of_the_catalogue(self) -> None:
        self.assertEqual(
            generate.MADE.read_text(encoding="utf-8"), generate.made(), "out of date: python3 generate.py makes it anew"
        )
