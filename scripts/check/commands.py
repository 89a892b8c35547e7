# SPDX-License-Identifier: GPL-2.0
"""What starts with #! can be executed, nothing else can, and its language's parser accepts it."""

import ast
import subprocess

from check.tree import Tree


def syntax(tree: Tree, path: str) -> str | None:
    if tree.kind(path) == 'python':
        try:
            ast.parse(tree.text(path))
        except SyntaxError as error:
            return f'{path}:{error.lineno}: {error.msg}'
    elif tree.kind(path) == 'shell':
        shell = 'bash' if tree.text(path).startswith('#!/bin/bash') else 'sh'
        run = subprocess.run([shell, '-n', str(tree.root / path)], capture_output=True, text=True,
                             check=False)
        if run.returncode:
            return f'{path}: {run.stderr.strip()}'
    return None


def check(tree: Tree) -> list[str]:
    problems = []
    for path in tree.files:
        if tree.kind(path) == 'template':
            continue
        command = tree.text(path).startswith('#!')
        executable = bool((tree.root / path).stat().st_mode & 0o100)
        if command and not executable:
            problems.append(f'{path}: starts with #! but cannot be executed (chmod +x)')
        if executable and not command:
            problems.append(f'{path}: can be executed but does not start with #! (chmod -x)')
        if command and not tree.kind(path):
            problems.append(f'{path}: #! names neither /bin/sh, /bin/bash nor /usr/bin/python3')
        wrong = syntax(tree, path)
        if wrong:
            problems.append(wrong)
    return problems
