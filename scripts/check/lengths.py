# SPDX-License-Identifier: GPL-2.0
"""Files have at most 300 lines, bodies of functions at most 40.

A body goes from a line that is nothing but its opening brace to the brace that closes it at the
same depth, as the formatter lays out C, C++ and shell; of Python, from `def` to the last statement.
Tables and macros are no functions. Tables of data, and prose, may be as long as they are.
"""

import ast

from check.tree import Tree

FILE_LINES = 300
BODY_LINES = 40


def braced(lines: list[str]) -> list[tuple[int, int]]:
    """(first line, number of lines) of each body in braces."""
    found = []
    for start, line in enumerate(lines):
        if line.strip() == '{':
            end = line.replace('{', '}')
            for stop in range(start + 1, len(lines)):
                if lines[stop].rstrip(';') == end:
                    found.append((start + 1, stop - start + 1))
                    break
    return found


def defined(text: str) -> list[tuple[int, int]]:
    return [(node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def bodies(tree: Tree, path: str) -> list[tuple[int, int]]:
    if tree.kind(path) == 'python':
        try:
            return defined(tree.text(path))
        except SyntaxError:
            return []  # said by the check of scripts
    return braced(tree.lines(path))


def check(tree: Tree) -> list[str]:
    problems = []
    for path in tree.of_kind('c++', 'c', 'python', 'shell', 'make'):
        if len(tree.lines(path)) > FILE_LINES:
            problems.append(f'{path}: {len(tree.lines(path))} lines, {FILE_LINES} at most')
        for start, count in bodies(tree, path):
            if count > BODY_LINES:
                problems.append(f'{path}:{start}: a function of {count} lines, '
                                f'{BODY_LINES} at most')
    return problems
