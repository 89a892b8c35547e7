#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Programs for the guest. By itself: user_programs.py FOLDER SOURCES builds them, and prints what
qemu/run takes them by."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


C = ['gcc', '-static', '-O1', '-Wall', '-Werror']
CXX = ['clang++-22', '-static', '-O1', '-std=c++23', '-stdlib=libc++', '-Wall', '-Wextra', '-Werror']


def user_programs(folder: pathlib.Path, sources: str = 'tests/user/*.c*') -> list[str]:
    """Builds the sources, static; the arguments by which qemu/run takes the programs into the guest."""
    arguments = []
    for source in sorted(ROOT.glob(sources)):
        program = folder / source.stem
        compiler, libraries = (CXX, ['-lc++abi']) if source.suffix == '.cpp' else (C, [])
        subprocess.run([*compiler, f'-I{ROOT}', '-o', program, source, *libraries], check=True)
        arguments += ['--file', f'{program}:/bin/{source.stem}']
    return arguments


if __name__ == '__main__':
    print(*user_programs(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]))
