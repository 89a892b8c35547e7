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
    | kmemleak:\ .*suspected
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

# KCSAN: the two accesses of a race, each before its call trace; a frame of a module has its name.
RACE = re.compile(r"BUG: KCSAN: ")
ACCESS = re.compile(r"\b(read|write)\b.* of [0-9]+ bytes by |assert no .* by ")
FRAME_OF_MODULE = re.compile(r"\+0x[0-9a-f]+/0x[0-9a-f]+ \[\w+\]$")
END_OF_RACE = re.compile(r"={50}$")

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


def races_of_the_kernel(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that report a race of which neither access is in a module: the kernel's
    C with itself, of which there are some."""
    ignored: set[int] = set()
    start = None
    for number, line in enumerate(lines):
        if RACE.search(line):
            start = number
        elif start is not None and END_OF_RACE.search(line):
            report = lines[start:number]
            frames = [after for access, after in zip(report, report[1:], strict=False) if ACCESS.search(access)]
            if frames and not any(FRAME_OF_MODULE.search(frame) for frame in frames):
                ignored.update(range(start, number))
            start = None
    return ignored


def find_reports(lines: Sequence[str], allowed: Iterable[str] = ()) -> list[Finding]:
    """The lines of a log that show something gone wrong, without those that were allowed, and without
    races of the kernel with itself."""
    patterns = [HARMLESS, *(re.compile(pattern) for pattern in allowed)]
    ignored = races_of_the_kernel(lines)
    return [
        Finding(number, line)
        for number, line in enumerate(lines)
        if number not in ignored and REPORT.search(line) and not any(p.search(line) for p in patterns)
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
