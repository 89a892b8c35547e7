# SPDX-License-Identifier: GPL-2.0
"""TAP lines: what every suite prints and tests/run counts."""

import re

RESULT = re.compile(r'^\s*(not )?ok\b(?: \d+)?(?: - )?\s*(.*)$')


class Report:
    """Prints one result a line and remembers whether all were good."""

    def __init__(self, prefix: str = '') -> None:
        self.prefix = prefix
        self.count = 0
        self.failures = 0

    def result(self, good: bool, name: str, details: str = '') -> None:
        self.count += 1
        self.failures += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {self.prefix}{name}", flush=True)
        for line in details.splitlines():
            print(f'#   {line}', flush=True)

    def status(self) -> int:
        """The exit status of the suite; a suite without results has failed."""
        return 0 if self.count and not self.failures else 1

    def take_over(self, said: str) -> set[str]:
        """Results of another report, each with what is said behind it; their names."""
        seen = set()
        for block in re.split(r'^(?=ok|not ok)', said, flags=re.MULTILINE):
            first, _, details = block.partition('\n')
            if result := parse(first):
                seen.add(result[1])
                self.result(*result, details)
        return seen


def parse(line: str) -> tuple[bool, str] | None:
    """(good, name) if the line is a result, top level or indented."""
    match = RESULT.match(line)
    if not match:
        return None
    return not match.group(1), match.group(2)
