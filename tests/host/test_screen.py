#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The judge of pictures, tests/screen.py: what it takes for right, and each way to be wrong. Prints TAP."""

import pathlib
import sys
import tempfile

import numpy
import PIL.Image

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import screen  # noqa: E402
import tap  # noqa: E402

NAME = 'c_step_40x30_pattern7_pattern3-10-5-20-9'


def main() -> int:
    report = tap.Report()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f'{NAME}.png'

        def verdict(pixels: numpy.ndarray) -> str:
            PIL.Image.fromarray(pixels).save(path)
            return screen.difference(path)

        right = screen.expected(NAME)
        # By hand: red is x * seed + y, green (x ^ y) + 40 * seed, blue (x * y >> 4) + 16 * seed.
        report.result(right[2, 39].tolist() == [275 - 256, 37 + 280 - 256, 4 + 112], 'the formula outside the area')
        report.result(right[6, 10].tolist() == [36, 12 + 120, 3 + 48], 'the formula inside of it')
        report.result(verdict(right) == '', 'the picture of its name')
        wrong = right.copy()
        wrong[29, 39, 2] ^= 1
        report.result(verdict(wrong).startswith('1 pixels differ; the first, 39,29,'), 'a bit of a colour of a pixel')
        report.result(verdict(right[:, :-1]) == 'it is 39 x 30, not 40 x 30', 'another size')
        try:
            screen.expected('c_step_4x4_nonsense')
            report.result(False, 'a layer that nobody knows')
        except ValueError:
            report.result(True, 'a layer that nobody knows')
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
