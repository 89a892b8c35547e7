#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a guest that played seeds printed is understood: the seed that found something is named. Prints TAP."""

import pathlib
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'tests/fuzz')]

import tap  # noqa: E402
from played import TARGETS, Played  # noqa: E402

ENDS = 'ends: 10 steps, 5 calls, 4 received, 3 sealed, 2 handles, 1 memories\n'
PRINTED = f'seed 0x1f begins: 2 processes\nseed 0x1f {ENDS}seed 0x20 begins: 3 processes\nseed 0x20 {ENDS}'
LOG = ['[  1.0] fuzz: seed 0x1f', '[  2.0] fuzz: seed 0x20', '[  3.0] fuzz: seed 0x21']
COUNTS = 'BC_REPLY: 4\nBR_REPLY: 4\n'


def good(report: tap.Report) -> None:
    played = Played(0, PRINTED + COUNTS, '', LOG)
    report.result(played.good and played.begun == [0x1f, 0x20], 'seeds that found nothing')
    report.result(played.said == {'BC_REPLY', 'BR_REPLY'}, 'what was said')
    played = Played(0, 'seed 0x1 begins: 1 processes\nDRM_MODE_ATOMIC: 7\n', '', LOG)
    report.result(played.said == {'DRM_MODE_ATOMIC'}, 'what a display was asked for')
    played = Played(0, PRINTED, '', LOG)
    report.result([played.counts[what] for what in TARGETS['binder'].counted] == [20, 10, 8, 6, 4, 2], 'what was looked at')


def found(report: tap.Report) -> None:
    wrong = 'seed 0x20: wrong: some do not end\n'
    played = Played(1, PRINTED + wrong + COUNTS, 'complaint', LOG)
    report.result((played.good, played.seed, played.what) == (False, 0x20, 'some do not end'), 'by the program')
    report.result(wrong in played.details and 'complaint' in played.details, 'with what was printed')
    bug = '[  2.5] BUG: KASAN: slab-use-after-free in binder'
    played = Played(3, PRINTED, '', [*LOG[:2], bug, LOG[2]])
    report.result((played.seed, played.what) == (0x20, bug), 'by the kernel, while a seed is played')
    lost = ['kmemleak: unreferenced object 0xffff888100', 'kmemleak:   comm "f1f", pid 123, jiffies 4294']
    played = Played(3, PRINTED, '', [*LOG, *lost])
    report.result((played.seed, played.what) == (0x1f, lost[0]), 'memory that is lost, by who allocated it')
    played = Played(124, 'seed 0x21 begins: 4 processes\n', 'no end', [])
    report.result((played.seed, played.what) == (0x21, 'exit status 124'), 'a guest that does not end')
    report.result(Played(125, '', 'no kernel', []).seed is None, 'a guest that does not begin')


def main() -> int:
    report = tap.Report('fuzz: ')
    good(report)
    found(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
