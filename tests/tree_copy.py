# SPDX-License-Identifier: GPL-2.0
"""The source tree once more, for tests that change it."""

import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / 'scripts'))
from check.tree import Tree  # noqa: E402


def copy_of_tree(folder: pathlib.Path) -> pathlib.Path:
    """As a clone has it, with what is not committed yet."""
    copy = folder / 'kcxx'
    for path in Tree(ROOT).files:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, copy / path)
    return copy
