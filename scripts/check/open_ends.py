# SPDX-License-Identifier: GPL-2.0
"""What is left to do says what and why: a mark, a colon, and a sentence of five words."""

import re

from check.tree import Tree

MARK = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X)\b(.*)')
REASON = re.compile(r'^:\s*(?:\S+\s+){4,}\S+')


def check(tree: Tree) -> list[str]:
    problems = []
    for path in tree.files:
        for number, text in tree.comments(path):
            match = MARK.search(text)
            if match and not REASON.match(match.group(1)):
                problems.append(f'{path}:{number}: "{match.group().strip()}" gives no reason')
    return problems
