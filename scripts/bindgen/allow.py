# SPDX-License-Identifier: GPL-2.0
"""The allow-list: which functions, types, variables and constants are bound.

A line is a directive and names (regular expressions, matched whole):
    fn NAME...        exported functions        type NAME...   structs, unions, enums, typedefs
    var NAME...       exported variables        macro NAME...  constants: macros and enumerators
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
            target = optional if words[:1] == ['optional'] else self.required
            words = words[1:] if target is optional else words
            if not words and target is self.required:
                continue
            if not words or words[0] not in KINDS or len(words) == 1:
                raise BindgenError(f'{path}:{number}: "{line.strip()}" is no directive and names; '
                                   f'the directives are {", ".join(KINDS)}, "optional" may precede one')
            for name in words[1:]:
                self._check(name, f'{path}:{number}')
            target[words[0]] += words[1:]
        self._patterns = {kind: re.compile('|'.join(f'(?:{n})' for n in self.required[kind] +
                                                    optional[kind]) or '(?!)')
                          for kind in KINDS}

    @staticmethod
    def _check(name: str, where: str) -> None:
        try:
            re.compile(name)
        except re.error as error:
            raise BindgenError(f'{where}: "{name}" is no regular expression: {error}') from error

    def has(self, kind: str, name: str) -> bool:
        return bool(self._patterns[kind].fullmatch(name))

    def missing(self, kind: str, bound: set[str]) -> list[str]:
        """Required names that nothing bound matches."""
        return [pattern for pattern in self.required[kind]
                if pattern not in bound and not any(re.fullmatch(pattern, name) for name in bound)]
