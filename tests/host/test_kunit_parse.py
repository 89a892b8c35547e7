#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""tests/kunit/run must not take a bad KTAP document for a good one. Prints TAP."""

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402


def suite(number: int, good: bool = True) -> str:
    verdict = 'ok' if good else 'not ok'
    return (f'    # Subtest: suite{number}\n    1..2\n    ok 1 first\n    {verdict} 2 second\n'
            f'{verdict} {number} suite{number}\n')


def status(document: str) -> int:
    with tempfile.NamedTemporaryFile('w', suffix='.ktap') as file:
        file.write(document)
        file.flush()
        return subprocess.run(['tests/kunit/run', '--kernel', '6.12', '--ktap', file.name], cwd=ROOT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode


def main() -> int:
    report = tap.Report()
    head = 'KTAP version 1\n1..2\n'
    good = head + suite(1) + suite(2)
    report.result(status(good) == 0, 'a good document is good')
    report.result(status(head + suite(1) + suite(2, good=False)) != 0, 'a failure in the last suite')
    report.result(status(good[:len(good) // 2]) != 0, 'a document cut off in a suite')
    report.result(status(head + suite(1)) != 0, 'a suite that is missing')
    report.result(status(head) != 0, 'a plan without results')
    report.result(status('') != 0, 'an empty document')
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
