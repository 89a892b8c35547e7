# SPDX-License-Identifier: GPL-2.0
"""How programs are compiled, which kbuild does not build: as their makefiles say."""

import functools
import os
import pathlib
import shlex
import subprocess

from kbuild_commands import ROOT, Command, flags_alone


def makefile_of(*patterns: str) -> list[str]:
    """That of programs for the guest, whose sources have to be named."""
    names = [str(path.relative_to(ROOT)) for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return ['tests/user_programs.mk', f'SOURCES={" ".join(names)}']


# Folders, and the makefiles that build what is in them. What lies deeper comes first.
MAKEFILES = {
    'modules/gpu/firmware/': ['modules/gpu/firmware/firmware.mk'],
    'tests/gpu_model/programs/': ['tests/gpu_model/gpu_model.mk'],
    'tests/gpu_model/': ['tests/gpu_model/gpu_model.mk'],
    'tests/user/gpu/programs/': makefile_of('tests/user/gpu_demo.cpp'),
    'tests/user/': makefile_of('tests/user/*.c', 'tests/user/*.cpp', 'tests/user/faults/*.cpp'),
    'tests/fuzz/': makefile_of('tests/fuzz/*/*.cpp'),
}
# A plugin of QEMU.
ALONE = {'tests/bench/counter.c': ('gcc', '-Wall')}


def folder_of(path: str) -> str | None:
    return next((folder for folder in MAKEFILES if path.startswith(folder)), None)


@functools.cache
def commands(folder: str) -> list[Command]:
    """What make would run for the files of a folder."""
    dry = subprocess.run(['make', '--dry-run', '--always-make', '-f', *MAKEFILES[folder]], cwd=ROOT, check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    lines = (shlex.split(line) for line in dry.splitlines())
    return [Command(pathlib.Path(words[-1]), flags_alone(words), ())
            for words in lines if words and words[-1].endswith(('.c', '.cpp')) and folder_of(words[-1]) == folder]


def program_command(path: str) -> tuple[str, ...] | None:
    """The compiler and the flags of a file, run in the root; None if it is kbuild's. A header is compiled as the
    file whose path is the most like its own."""
    if path in ALONE:
        return ALONE[path]
    folder = folder_of(path)
    if not folder:
        return None
    suffix = '.cpp' if path.endswith(('.cpp', '.hpp')) else '.c'
    return max((command for command in commands(folder) if command.source.suffix == suffix),
               key=lambda command: len(os.path.commonprefix([str(command.source), path]))).arguments
