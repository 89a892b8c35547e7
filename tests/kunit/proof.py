# SPDX-License-Identifier: GPL-2.0
"""What the suite kunit_proof of tests/bindings/test_kunit.cpp has to report: its cases are there to
pass, to be skipped, and to fail in each way there is."""

import re
from collections.abc import Iterator

# Stands between the document of all suites and that of the proof: collect.sh.
MARK = '# kunit_proof'
COUNTS = 'Ran 8 tests: passed: 1, failed: 6, skipped: 1'
FILE = r'tests/bindings/test_kunit\.cpp:\d+'

# Each case: its result line, and the messages that stand above it.
CASES = {
    'passes': (r'ok 1 (- )?passes', ()),
    'skips': (r'ok 2 (- )?skips # SKIP nothing to do', ()),
    'fails_expect': (r'not ok 3 (- )?fails_expect', ('HERE: expected it to be true',)),
    'fails_expect_eq': (r'not ok 4 (- )?fails_expect_eq', ('HERE: "one" is not equal to "two"',)),
    'fails_expect_ne': (r'not ok 5 (- )?fails_expect_ne', ('HERE: both are 7',)),
    'fails_expect_error': (r'not ok 6 (- )?fails_expect_error', (
        'HERE: -2 is not equal to -22', 'HERE: expected an error, and it succeeded')),
    'fails_try': (r'not ok 7 (- )?fails_try', ('the case ended with error -28',)),
    'fails_often': (r'not ok 8 (- )?fails_often', tuple(
        f'HERE: {round} is not equal to -1' for round in range(20))),
}


def complaints(ktap: str) -> Iterator[tuple[str, str]]:
    """(what was looked for, what is wrong with it or nothing) for each case and for the suite."""
    for name, (result, messages) in CASES.items():
        found = [re.sub(f'^{FILE}', 'HERE', message)
                 for message in re.findall(rf'^ +# {name}: (.*)$', ktap, re.MULTILINE)]
        if not re.search(rf'^    {result}\s*$', ktap, re.MULTILINE):
            yield name, f'no line `{result}` in:\n{ktap}'
        elif found != list(messages):
            yield name, f'messages are {found}, not {list(messages)}'
        else:
            yield name, ''
    suite = re.search(r'^not ok 1 (- )?kunit_proof$', ktap, re.MULTILINE)
    yield 'the suite fails', '' if suite else f'no `not ok 1 kunit_proof` in:\n{ktap}'
