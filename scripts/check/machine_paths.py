# SPDX-License-Identifier: GPL-2.0
"""No path that exists on its author's machine alone."""

import re

from check.tree import Tree

FOLDERS = ('work', 'root', 'home', 'Users')
MACHINE_PATH = re.compile(r'(?<![\w.)}*>-])/(?:' + '|'.join(FOLDERS) + r')(?:/[\w.-]+|\b(?![\w=]))')


def check(tree: Tree) -> list[str]:
    problems = []
    for path in tree.files:
        for number, line in enumerate(tree.lines(path), 1):
            match = MACHINE_PATH.search(line)
            if match and path != 'LICENSE':
                problems.append(f'{path}:{number}: {match.group()}')
    return problems
