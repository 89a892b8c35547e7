#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Programs for the guest. By itself: user_programs.py SOURCES builds them in build/programs, and prints what
qemu/run takes them by."""

import os
import pathlib
import subprocess
import sys
from collections.abc import Container

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'scripts'))
from file_lock import file_lock  # noqa: E402

FOLDER = ROOT / 'build/programs'


def user_programs(sources: str, named: Container[str] | None = None) -> list[str]:
    """Builds the sources, static, or those that are named; the arguments by which qemu/run takes the
    programs into the guest."""
    names = sorted(source.relative_to(ROOT) for source in ROOT.glob(sources)
                   if named is None or source.stem in named)
    with file_lock(FOLDER / '.lock'):
        subprocess.run(['make', '-s', f'-j{os.cpu_count()}', '-f', 'tests/user_programs.mk',
                        f'SOURCES={" ".join(map(str, names))}'], cwd=ROOT, check=True)
    wanted = {name for source in names for name in (source.stem, f'{source.stem}_32')}
    return [argument for name in sorted(wanted) if (FOLDER / name).exists()
            for argument in ('--file', f'{FOLDER / name}:/bin/{name}')]


if __name__ == '__main__':
    print(*user_programs(sys.argv[1]))
