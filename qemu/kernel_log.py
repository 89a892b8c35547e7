# SPDX-License-Identifier: GPL-2.0
"""The kernel's log: reading records of /dev/kmsg, and finding reports of something gone wrong."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Each alternative begins or belongs to a report of the kernel; none is in the log of a clean boot.
REPORT = re.compile(
    r"""
      \bWARNING:
    | \bBUG\b
    | \bOops\b | \[\#[0-9]+\]            # the die counter, as in 'invalid opcode: 0000 [#1]'
    | \bCall\ Trace:
    | Kernel\ panic
    | general\ protection\ fault
    | \b(KASAN|KCSAN|KFENCE|KMSAN|UBSAN)\b:?
    | kmemleak:.*(suspected|leak)
    | unreferenced\ object
    | possible\ (circular|recursive)\ locking | inconsistent\ lock\ state | lock\ held\ when
    | possible\ irq\ lock\ inversion | suspicious\ RCU\ usage
    | INFO:\ (trying\ to\ register|task\ .*blocked|rcu)
    | detected\ (stall|expedited\ stall)s? | self-detected\ stall | soft\ lockup | hard\ LOCKUP
    | sleeping\ function\ called | scheduling\ while\ atomic
    | refcount_t: | list_(add|del)\ corruption | ODEBUG:
    | return\ thunk | [Mm]issing\ ENDBR | CFI\ failure
    | objtool | ftrace[-_ ]?(verify|failed|bug)
    """,
    re.VERBOSE,
)

# Boot parameters are echoed into the log and may well name what the patterns look for.
HARMLESS = re.compile(r"[Kk]ernel command line:|Command line:|Unknown kernel command line parameters")

TAINT_LETTERS = "PFSRMBUDAWCIOELKXTNJ"
# Modules built out of tree (O) and unsigned (E) are what this is about; N is set by a KUnit run,
# T by a kernel built with randomised structures.
EXPECTED_TAINT = frozenset("OENT")

CONTEXT_LINES = 30
EXCERPT_LINES = 90


class Finding(NamedTuple):
    """A line of the log (counted from 0) that belongs to a report."""

    number: int
    text: str


def format_record(record: str) -> str | None:
    """Turns a line of /dev/kmsg into what dmesg prints; None for lines with key=value details."""
    match = re.match(r"[0-9]+,[0-9]+,([0-9]+),[^;]*;(.*)", record)
    if not match:
        return None
    text = re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), match[2])
    return f"[{int(match[1]) / 1e6:12.6f}] {text}"


def from_kmsg(text: str) -> list[str]:
    return [line for line in map(format_record, text.splitlines()) if line is not None]


def find_reports(lines: Sequence[str], allowed: Iterable[str] = ()) -> list[Finding]:
    """The lines of a log that show something gone wrong, without those that were allowed."""
    patterns = [HARMLESS, *(re.compile(pattern) for pattern in allowed)]
    return [
        Finding(number, line)
        for number, line in enumerate(lines)
        if REPORT.search(line) and not any(pattern.search(line) for pattern in patterns)
    ]


def unexpected_taint(mask: int, allowed: Iterable[str] = ()) -> list[str]:
    """A line for each taint flag that a clean run does not set, without those that were allowed."""
    flags = [
        TAINT_LETTERS[bit] if bit < len(TAINT_LETTERS) else f"bit {bit}"
        for bit in range(mask.bit_length())
        if mask >> bit & 1
    ]
    lines = [f"tainted: {flag}" for flag in flags if flag not in EXPECTED_TAINT]
    return [line for line in lines if not any(re.search(pattern, line) for pattern in allowed)]


def excerpt(lines: Sequence[str], findings: Sequence[Finding]) -> list[str]:
    """The findings with the lines that follow each, as far as they fit on a screen or two."""
    wanted: set[int] = set()
    for finding in findings:
        wanted.update(range(finding.number, min(finding.number + CONTEXT_LINES, len(lines))))
    shown: list[str] = []
    last = None
    for number in sorted(wanted)[:EXCERPT_LINES]:
        if last is not None and number != last + 1:
            shown.append("...")
        shown.append(lines[number])
        last = number
    if len(wanted) > EXCERPT_LINES:
        shown.append(f"... ({len(wanted) - EXCERPT_LINES} more lines)")
    return shown


def matches_expectation(lines: Sequence[str], findings: Sequence[Finding], pattern: str) -> bool:
    """Whether a report says what was expected; its reason may stand some lines above it."""
    if not findings:
        return False
    start = max(findings[0].number - 10, 0)
    return any(re.search(pattern, line) for line in lines[start:])
