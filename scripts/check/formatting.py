# SPDX-License-Identifier: GPL-2.0
"""The tree is as scripts/format leaves it."""

import pathlib
import subprocess

from check.tree import Tree

FORMAT = pathlib.Path(__file__).resolve().parent.parent / 'format'


def check(tree: Tree) -> list[str]:
    run = subprocess.run([FORMAT, '--check', '--root', tree.root], text=True, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.stdout.splitlines() or ([f'format: exit status {run.returncode}']
                                       if run.returncode else [])
