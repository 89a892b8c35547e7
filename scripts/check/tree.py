# SPDX-License-Identifier: GPL-2.0
"""The files of the source tree, by path from its root and by kind."""

import functools
import pathlib
import re
import subprocess

KINDS = {
    '.cpp': 'c++', '.hpp': 'c++', '.c': 'c', '.h': 'c', '.py': 'python', '.sh': 'shell',
    '.mk': 'make', '.lds': 'linker script', '.md': 'prose',
}
NAMES = {'Makefile': 'make', 'Kbuild': 'make', 'Doxyfile': 'make'}
SHEBANGS = {'#!/usr/bin/python3': 'python', '#!/bin/sh': 'shell', '#!/bin/bash': 'shell',
            '#!/bin/busybox': 'shell'}
COMMENT_MARKS = {'c++': r'//|/\*|^\s*\*', 'c': r'//|/\*|^\s*\*', 'linker script': r'/\*|^\s*\*'}
NOT_OURS = re.compile(r'^(build|\.git)/|(^|/)__pycache__/')
# Holds the beginnings of files, with @names@ to fill in.
TEMPLATES = 'scripts/templates/'


class Tree:
    """All files that belong to the tree: tracked or new, but not ignored and not built."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.files = [path for path in self._list() if (root / path).is_file()]

    def _list(self) -> list[str]:
        if (self.root / '.git').exists():
            git = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others',
                                  '--exclude-standard'], cwd=self.root, capture_output=True,
                                 check=False)
            if git.returncode == 0:
                return sorted({name.decode() for name in git.stdout.split(b'\0') if name})
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob('*')
                      if not NOT_OURS.search(path.relative_to(self.root).as_posix()))

    @functools.cache
    def text(self, path: str) -> str:
        """The content; empty if it is no text."""
        try:
            return (self.root / path).read_text(encoding='utf-8')
        except UnicodeDecodeError:
            return ''

    def lines(self, path: str) -> list[str]:
        return self.text(path).splitlines()

    @functools.cache
    def kind(self, path: str) -> str:
        """What language a file is in; 'template' is none, '' is data."""
        name = pathlib.PurePosixPath(path)
        if path.startswith(TEMPLATES):
            return 'template'
        if name.suffix in KINDS:
            return KINDS[name.suffix]
        if name.name in NAMES:
            return NAMES[name.name]
        if path.startswith('cxxrt/config/'):
            return 'c++'
        first = self.text(path).partition('\n')[0].split()
        return SHEBANGS.get(first[0], '') if first else ''

    def of_kind(self, *kinds: str) -> list[str]:
        return [path for path in self.files if self.kind(path) in kinds]

    def comments(self, path: str) -> list[tuple[int, str]]:
        """(line number, text) of what follows a comment mark; of prose, every line."""
        kind = self.kind(path)
        if not kind:
            return []
        mark = re.compile(COMMENT_MARKS.get(kind, r'(?:^|\s)#'))
        found = []
        for number, line in enumerate(self.lines(path), 1):
            start = mark.search(line)
            if kind == 'prose':
                found.append((number, line))
            elif start:
                found.append((number, line[start.end():]))
        return found
