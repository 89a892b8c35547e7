#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/bindgen reports a kernel that changed and input that is wrong, and rebuilds nothing twice."""

import json
import sys

from fake_kernel import HEADER, FakeKernel, expect, fake_kernel
from sample_tree import C, tap

CHANGED = C + 'long answer(int question, int flags);\n'


def says(report: tap.Report, kernel: FakeKernel, what: str, *wanted: str, options: tuple = ()) -> None:
    """The generator fails with one message that says all of this."""
    run = kernel.generate(*options)
    good = (run.returncode == 1 and run.stdout.startswith('bindgen: error: ')
            and all(text in run.stdout for text in wanted) and 'Traceback' not in run.stdout)
    expect(report, good, what, '' if good else f'wanted: {wanted}\n{run.stdout}')


def drift(report: tap.Report) -> None:
    with fake_kernel() as kernel:
        says(report, kernel, 'drift: a function nobody has reviewed', 'bound but not locked: `answer`: ',
             'KCXX_UPDATE_LOCK=1')
        problem = kernel.accept() or kernel.accept('6.1.9') or kernel.generate(kernel='7.0.1').stdout
        expect(report, not problem, 'drift: none where the prototypes are the same', problem)
        kernel.write('headers.h', CHANGED)
        says(report, kernel, 'drift: a function that changed', 'kernel API drift: `answer` changed',
             'this kernel long (int, int)', 'wrappers for int (int) [6.1, 6.12]', 'probe')
        kernel.write('headers.h', C + 'int more(void);\n')
        kernel.write('allow.txt', 'fn answer more\n')
        says(report, kernel, 'drift: a function that went', 'kernel API drift: `answer` is gone',
             'wrappers for int (int) [6.1, 6.12]', 'optional fn')
        says(report, kernel, 'drift: a function that went is not accepted', '`answer` is gone',
             options=('--update-lock',))
        expect(report, 'more' not in kernel.text('prototypes.lock'), 'drift: nor is anything else then')
        kernel.write('allow.txt', 'optional fn answer more_.*\n')
        run = kernel.generate()
        expect(report, run.returncode == 0, 'drift: an optional function may go', run.stdout)


def lock(report: tap.Report) -> None:
    with fake_kernel() as kernel:
        problem = kernel.accept('6.12.1') or kernel.accept('6.2.0') or kernel.accept('6.12.9')
        found = json.loads(kernel.text('prototypes.lock'))
        expect(report, not problem and found == {'answer': {'int (int)': ['6.2', '6.12']}},
               'lock: knows each series once, in order', problem + str(found))
        kernel.write('headers.h', CHANGED)
        problem = kernel.accept('6.18.0')
        found = json.loads(kernel.text('prototypes.lock'))
        expect(report, not problem and found == {'answer': {
            'int (int)': ['6.2', '6.12'], 'long (int, int)': ['6.18']}}, 'lock: knows several prototypes',
                      problem + str(found))
        kernel.write('headers.h', C + 'int other(void);\n')
        kernel.write('allow.txt', 'fn other\n')
        problem = kernel.accept()
        found = json.loads(kernel.text('prototypes.lock'))
        expect(report, not problem and list(found) == ['other'], 'lock: forgets what is bound no more',
                      problem + str(found))
        kernel.write('prototypes.lock', '{')
        says(report, kernel, 'lock: a damaged one', 'prototypes.lock')


def bad_input(report: tap.Report) -> None:
    for what, files, wanted in (
            ('a header that is not there', {'headers_h': '#include <linux/gone.h>\n'}, 'linux/gone.h'),
            ('an unknown directive', {'allow_txt': 'fn answer\nfun answer\n'}, 'allow.txt:2: "fun answer"'),
            ('a directive without names', {'allow_txt': 'optional fn # answer\n'}, 'allow.txt:1'),
            ('"optional" alone', {'allow_txt': 'optional\n'}, 'allow.txt:1'),
            ('a bad expression', {'allow_txt': 'fn answer(\n'}, 'allow.txt:1: "answer("'),
            ('a missing function', {'allow_txt': 'fn answer question\n'}, 'there is no fn question'),
            ('a missing type', {'allow_txt': 'type gone_t\n'}, 'there is no type gone_t'),
            ('a missing macro', {'allow_txt': 'macro GONE\n'}, 'there is no macro GONE'),
            ('a missing variable', {'allow_txt': 'var gone\n'}, 'there is no var gone'),
            ('a pattern of nothing', {'allow_txt': 'fn gone_.*\n'}, 'there is no fn gone_.*'),
            ('a macro without a constant', {'headers_h': '#define A f()\n', 'allow_txt': 'macro A\n'},
             'there is no macro A: its value is no integer constant'),
            ('a function without a symbol',
             {'headers_h': 'static inline int answer(void) { return 1; }\n'}, 'answer is static'),
            ('a probe without a name', {'probes_txt': 'answer(1);\n'}, 'probes.txt:1: a probe is NAME'),
            ('two probes of a name', {'probes_txt': 'A: ;\nA: ;\n'}, 'probes.txt:2: there are two')):
        with fake_kernel(**files) as kernel:
            says(report, kernel, 'bad input: ' + what, wanted)
    with fake_kernel() as kernel:
        says(report, kernel, 'bad input: no such compiler', 'no-such-clang',
             options=('--cc', 'no-such-clang'))
        says(report, kernel, 'bad input: no such file', '/gone.flags is not there',
             options=('--cflags-file', str(kernel.root / 'gone.flags')))
        kernel.write('helpers/answer.c', 'int kcxx_answer(int question) { return answer(question); }\n')
        says(report, kernel, 'bad input: a function bound twice', 'answer is bound twice')
        kernel.write('helpers/answer.c', 'static int kcxx_half(int x) { return x; }\n')
        says(report, kernel, 'bad input: a static helper', 'kcxx_half is static')


def rebuilds(report: tap.Report) -> None:
    with fake_kernel() as kernel:
        problem = kernel.accept()
        before = {path.name: path.stat().st_mtime_ns for path in kernel.out.iterdir()}
        problem += kernel.accept()
        after = {path.name: path.stat().st_mtime_ns for path in kernel.out.iterdir()}
        expect(report, not problem and len(before) >= 5 and before == after,
               'rebuilds: equal output is not written again', f'{problem}{before}\n{after}')
        rule = kernel.text('out.d')
        expect(report, all(str(kernel.root / name) in rule for name in
                          ('headers.h', 'annotations.h', 'helpers/none.c')),
               'rebuilds: make knows every file that was read', rule)
        kernel.write('headers.h', HEADER + '/* A comment. */\n')
        kernel.accept()
        expect(report, {path.name: path.stat().st_mtime_ns for path in kernel.out.iterdir()} == before,
               'rebuilds: a comment in a header changes no output')
        kernel.write('headers.h', CHANGED)
        kernel.accept()
        expect(report, (kernel.out / 'raw_generated.hpp').stat().st_mtime_ns
                      != before['raw_generated.hpp'], 'rebuilds: a new prototype does')


def main() -> int:
    report = tap.Report('bindgen: ')
    for test in (drift, lock, bad_input, rebuilds):
        test(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
