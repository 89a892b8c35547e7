#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""tests/kunit/run must not take a bad KTAP document for a good one, with the parser of either
kernel. Prints TAP."""

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402


def suite(number: int, last: str = 'ok 2 second', verdict: str = 'ok') -> str:
    return (f'    KTAP version 1\n    # Subtest: suite{number}\n    1..2\n    ok 1 first\n    {last}\n'
            f'{verdict} {number} suite{number}\n')


HEAD = 'KTAP version 1\n1..2\n'
GOOD = HEAD + suite(1) + suite(2)
DOCUMENTS = [
    (True, 'good', GOOD),
    (True, 'good, a case skipped', HEAD + suite(1, 'ok 2 second # SKIP no device') + suite(2)),
    (False, 'a failure in the first suite', HEAD + suite(1, 'not ok 2 second', 'not ok') + suite(2)),
    (False, 'a failure in the last suite', HEAD + suite(1) + suite(2, 'not ok 2 second', 'not ok')),
    (False, 'a failed case in a suite that passed', HEAD + suite(1) + suite(2, 'not ok 2 second')),
    (False, 'a failed suite of cases that passed', HEAD + suite(1) + suite(2, verdict='not ok')),
    (False, 'a case that ended without a result', HEAD + suite(1) + suite(2, '# second: Oops')),
    (False, 'cut off in the first suite', GOOD[:len(GOOD) // 2]),
    (False, 'cut off in the last suite', GOOD[:-len('ok 2 suite2\n')]),
    (False, 'a suite is missing', HEAD + suite(1)),
    (False, 'a plan without results', HEAD),
    (False, 'a plan of nothing', 'KTAP version 1\n1..0\n'),
    (False, 'results in a second document', GOOD + HEAD + suite(1, 'not ok 2 second', 'not ok')),
    (False, 'no KTAP', 'insmod: cannot insert kcxx_test.ko\n'),
    (False, 'empty', ''),
]


def accepted(series: str, document: str) -> bool:
    with tempfile.NamedTemporaryFile('w', suffix='.ktap') as file:
        file.write(document)
        file.flush()
        run = subprocess.run(['tests/kunit/run', '--kernel', series, '--ktap', file.name], cwd=ROOT,
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    # An exit status alone would take a broken tool for a refusal.
    if 'kunit.py parse: ' not in run.stdout:
        raise RuntimeError(f'tests/kunit/run came to no verdict:\n{run.stderr}')
    return run.returncode == 0


def main() -> int:
    report = tap.Report()
    for series in '6.1', '6.12':
        for good, name, document in DOCUMENTS:
            verdict = 'accepted' if good else 'refused'
            report.result(accepted(series, document) == good, f'{series}: {name}: {verdict}')
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
