#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Programs for the guest. By itself: user_programs.py FOLDER SOURCES builds them, and prints what
qemu/run takes them by."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


C = ['gcc', '-static', '-O1', '-Wall', '-Werror']
# The kernel's headers for user space are the same, but not where the compiler looks for them.
C_32 = [*C, '-m32', '-idirafter', '/usr/include/x86_64-linux-gnu']
CXX = ['clang++-22', '-static', '-O1', '-std=c++23', '-stdlib=libc++', '-Wall', '-Wextra', '-Werror']

# Programs that talk to drivers from 32 bits, too, and to each other.
ALSO_32 = ('binder_user', 'binder_objects_user')


def user_programs(folder: pathlib.Path, sources: str = 'tests/user/*.c*') -> list[str]:
    """Builds the sources, static; the arguments by which qemu/run takes the programs into the guest."""
    arguments = []
    for source in sorted(ROOT.glob(sources)):
        builds = [(source.stem, CXX if source.suffix == '.cpp' else C)]
        if source.stem in ALSO_32:
            builds.append((f'{source.stem}_32', C_32))
        libraries = ['-lc++abi'] if source.suffix == '.cpp' else []
        for name, compiler in builds:
            subprocess.run([*compiler, f'-I{ROOT}', '-o', folder / name, source, *libraries], check=True)
            arguments += ['--file', f'{folder / name}:/bin/{name}']
    return arguments


if __name__ == '__main__':
    print(*user_programs(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]))
