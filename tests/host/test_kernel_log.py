#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""qemu/kernel_log.py finds what went wrong in a kernel log, and nothing in a clean one. Prints TAP."""

import pathlib
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'qemu')]
import kernel_log  # noqa: E402
import tap  # noqa: E402

CLEAN = [
    '[    0.000000] Command line: console=ttyS0 kasan_multi_shot BUG WARNING: Oops',
    '[    0.000000] Spectre V2 : Mitigation: Retpolines',
    '[    0.100000] ftrace: allocating 44234 entries in 173 pages',
    '[    0.200000] rcu: Preemptible hierarchical RCU implementation.',
    '[    0.300000] clocksource: Switched to clocksource hpet',
    '[    1.900000] hello: loading out-of-tree module taints kernel.',
    '[    1.900001] hello: module verification failed: signature and/or required key missing - '
    'tainting kernel',
    '[    1.910000] hello: debugged, warnings off',
]

# A line of each kind of report, as kernels 6.1 and 6.12 print it.
REPORTS = [
    'WARNING: CPU: 0 PID: 85 at kernel/trace/ftrace.c:2013 ftrace_bug+0x21e/0x270',
    'WARNING: possible circular locking dependency detected',
    'WARNING: suspicious RCU usage',
    'kernel BUG at bindings/slab.hpp:31!',
    'BUG: kernel NULL pointer dereference, address: 0000000000000008',
    'BUG: KASAN: slab-use-after-free in f+0x1/0x2 [bug_uaf]',
    'BUG: KCSAN: data-race in f+0x1/0x2 / g+0x1/0x2',
    'BUG: sleeping function called from invalid context at kernel/locking/mutex.c:585',
    'BUG: scheduling while atomic: insmod/83/0x00000002',
    'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [insmod:84]',
    'UBSAN: array-index-out-of-bounds in modules/a/a.c:3:1',
    'kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)',
    'Oops: Oops: 0002 [#1] PREEMPT SMP NOPTI',
    'invalid opcode: 0000 [#1] PREEMPT SMP NOPTI',
    'general protection fault, probably for non-canonical address 0xdead000000000122',
    'Call Trace:',
    'refcount_t: underflow; use-after-free.',
    'list_del corruption. prev->next should be ffff888003, but was ffff888004',
    'INFO: task cat:99 blocked for more than 120 seconds.',
    'rcu: INFO: rcu_preempt self-detected stall on CPU',
    'ftrace-verify: expected call at f+0x4',
    'hello: objtool: f+0x1: unreachable instruction',
    'Unpatched return thunk in use. This should not happen!',
    'Kernel panic - not syncing: Fatal exception in interrupt',
]

KMSG = ('6,10,1234567,-;hello: greets\n SUBSYSTEM=misc\n DEVICE=c10:122\n'
        '4,11,2000000,-,caller=T1;tab\\x09and \\x5c here\n')


def reports(report: tap.Report) -> None:
    report.result(kernel_log.find_reports(CLEAN) == [], 'a clean log has no report')
    for text in REPORTS:
        found = kernel_log.find_reports([*CLEAN, f'[    2.000000] {text}', *CLEAN])
        report.result([finding.number for finding in found] == [len(CLEAN)], f'found: {text[:50]}')
    allowed = kernel_log.find_reports([REPORTS[0], REPORTS[4]], ['ftrace_bug'])
    report.result([finding.text for finding in allowed] == [REPORTS[4]],
                  'an allowed line hides no other')


def race(first: str, second: str) -> list[str]:
    return ['=' * 66, 'BUG: KCSAN: data-race in f / g', '',
            'read-write (marked) to 0xff11000000a0c060 of 8 bytes by task 294 on cpu 0:', f' {first}',
            ' caller+0x1/0x2 [note]', '', 'read to 0xff11000000a0c060 of 8 bytes by task 326 on cpu 1:',
            f' {second}', ' caller+0x1/0x2 [note]', '', '2 locks held by kworker/u10:8/295:', '=' * 66]


def races(report: tap.Report) -> None:
    ours, theirs = 'note_read+0x66/0x150 [note]', 'try_to_grab_pending+0x88/0x4f0'
    report.result(not kernel_log.find_reports([*CLEAN, *race(theirs, theirs), *CLEAN]),
                  'a race of the kernel with itself is its own')
    for first, second in ((ours, theirs), (theirs, ours), (ours, ours)):
        found = kernel_log.find_reports([*CLEAN, *race(first, second), *CLEAN])
        report.result([finding.text[:10] for finding in found] == ['BUG: KCSAN'],
                      f'found: a race of {first.split("+")[0]} and {second.split("+")[0]}')
    unfinished = kernel_log.find_reports(race(theirs, theirs)[:-1])
    report.result(len(unfinished) == 1, 'found: a race that nobody knows the end of')


def taints(report: tap.Report) -> None:
    def bits(letters: str) -> int:
        return sum(1 << kernel_log.TAINT_LETTERS.index(letter) for letter in letters)
    report.result(kernel_log.unexpected_taint(0) == [], 'no taint')
    report.result(bits('OE') == 4096 + 8192 and kernel_log.unexpected_taint(bits('OE')) == [],
                  'unsigned modules from out of tree are no surprise')
    report.result(kernel_log.unexpected_taint(512 + 4096) == ['tainted: W'], 'a warning taints')
    report.result(kernel_log.unexpected_taint(128) == ['tainted: D'], 'an oops taints')
    report.result(kernel_log.unexpected_taint(1 << 30) != [], 'an unknown taint is unexpected')
    report.result(kernel_log.unexpected_taint(512 + 128, ['tainted: W']) == ['tainted: D'],
                  'an allowed taint hides no other')


def expectations(report: tap.Report) -> None:
    log = [*CLEAN, 'vec: index 4 of 3 at a.cpp:7', REPORTS[3], *CLEAN]
    found = kernel_log.find_reports(log)
    report.result(kernel_log.matches_expectation(log, found, 'kernel BUG at .*slab'), 'expected bug')
    report.result(kernel_log.matches_expectation(log, found, 'index 4 of 3'), 'the reason above it')
    report.result(not kernel_log.matches_expectation(log, found, 'index 5'), 'another bug')
    clean = [*CLEAN, 'vec: index 4 of 3 at a.cpp:7']
    report.result(not kernel_log.matches_expectation(clean, kernel_log.find_reports(clean), 'index'),
                  'a message alone is no bug')


def formats(report: tap.Report) -> None:
    report.result(kernel_log.from_kmsg(KMSG) == ['[    1.234567] hello: greets',
                                                 '[    2.000000] tab\tand \\ here'],
                  'records of /dev/kmsg read like dmesg')
    log = [*CLEAN, REPORTS[0], *(f'frame {n}' for n in range(200))]
    shown = kernel_log.excerpt(log, kernel_log.find_reports(log))
    report.result(shown[0] == REPORTS[0] and len(shown) == kernel_log.CONTEXT_LINES,
                  'an excerpt begins with the report and ends')


def main() -> int:
    report = tap.Report()
    for part in (reports, races, taints, expectations, formats):
        part(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
