# SPDX-License-Identifier: GPL-2.0
"""The allow-list: which functions, types, variables and macros are bound.

A line is a directive and names (regular expressions, matched whole):
    fn NAME...        exported functions        type NAME...   structs, unions, enums, typedefs
    var NAME...       exported variables        macro NAME...  constants
    opaque NAME...    types of which only the size and alignment are known
`optional fn NAME...` and its like do not complain about a kernel that lacks the name."""

import pathlib
import re

from errors import BindgenError

KINDS = ('fn', 'type', 'var', 'macro', 'opaque')


class AllowList:
    def __init__(self, path: pathlib.Path) -> None:
        self.required: dict[str, list[str]] = {kind: [] for kind in KINDS}
        optional: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for number, line in enumerate(path.read_text().splitlines(), 1):
            words = line.split('#')[0].split()
            if not words:
                continue
            target = self.required
            if words[0] == 'optional':
                target = optional
                words = words[1:]
            if not words or words[0] not in KINDS:
                raise BindgenError(f'{path}:{number}: unknown directive in "{line.strip()}"; '
                                   f'there are {", ".join(KINDS)} and optional')
            target[words[0]] += words[1:]
        self._patterns = {kind: re.compile('|'.join(f'(?:{n})' for n in self.required[kind] +
                                                    optional[kind]) or '(?!)')
                          for kind in KINDS}

    def has(self, kind: str, name: str) -> bool:
        return bool(self._patterns[kind].fullmatch(name))

    def missing(self, kind: str, bound: set[str]) -> list[str]:
        """Required names that nothing bound matches."""
        return [pattern for pattern in self.required[kind]
                if not any(re.fullmatch(pattern, name) for name in bound)]
