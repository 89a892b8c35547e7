# SPDX-License-Identifier: GPL-2.0
"""Files that comments and prose name exist: those of this tree."""

import re

from check.tree import Tree

NAMED = re.compile(r'(?<![\w./$~{}*-])((?:bindings|cxxrt|modules|scripts|qemu|tests)/[\w./*<>-]*\w)(?![*<{])')
# modules/NAME, tests/*.sh and modules/<name> are no names of files.
PATTERN = re.compile(r'[*<>]|(^|/)[A-Z]+(/|$)')


def check(tree: Tree) -> list[str]:
    problems = []
    folders = {'/'.join(path.split('/')[:depth]) for path in tree.files
               for depth in range(1, path.count('/') + 1)}
    for path in tree.files:
        for number, text in tree.comments(path):
            for name in NAMED.findall(text):
                known = name in tree.files or name in folders or PATTERN.search(name)
                if not known:
                    problems.append(f'{path}:{number}: there is no {name}')
    return problems
