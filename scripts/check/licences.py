# SPDX-License-Identifier: GPL-2.0
"""Every source file names its licence in the first or, behind `#!`, the second line."""

from check.tree import Tree

MARK = 'SPDX-License-' + 'Identifier: GPL-2.0'


def check(tree: Tree) -> list[str]:
    return [f'{path}: no line "{MARK}" at the top' for path in tree.files
            if tree.kind(path) not in ('', 'prose', 'template')
            and not any(MARK in line for line in tree.lines(path)[:2])]
