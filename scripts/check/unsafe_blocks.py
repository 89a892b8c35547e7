# SPDX-License-Identifier: GPL-2.0
"""Modules hold exactly the unsafe blocks that unsafe_budget.txt beside this file grants them."""

import re

from check.tree import Tree

BUDGET = 'scripts/check/unsafe_budget.txt'
BLOCK = re.compile(r'\bunsafe\s*\(')
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/', re.DOTALL)


def budget(tree: Tree, problems: list[str]) -> dict[str, int]:
    granted = {}
    for number, line in enumerate(tree.lines(BUDGET) if BUDGET in tree.files else [], 1):
        line = line.partition('#')[0].strip()
        if not line:
            continue
        match = re.match(r'^(\d+) (\S+) (\S+\s+){4,}\S+$', line)
        if match:
            granted[match.group(2)] = int(match.group(1))
        else:
            problems.append(f'{BUDGET}:{number}: not "COUNT FILE why no binding does it"')
    return granted


def check(tree: Tree) -> list[str]:
    problems: list[str] = []
    granted = budget(tree, problems)
    for path in tree.of_kind('c++'):
        if path.startswith('modules/'):
            count = len(BLOCK.findall(NO_CODE.sub('', tree.text(path))))
            if count != granted.pop(path, 0):
                problems.append(f'{path}: {count} unsafe blocks are not what {BUDGET} grants')
    return problems + [f'{BUDGET}: {path} is no C++ file of a module' for path in granted]
