# SPDX-License-Identifier: GPL-2.0
"""Small source trees to hold the tools of scripts/ against."""

import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))

import tap  # noqa: E402

CPP = '// SPDX-License-Identifier: GPL-2.0\n'
C = '/* SPDX-License-Identifier: GPL-2.0 */\n'
SHELL = '#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0\n'
PYTHON = '#!/usr/bin/python3\n# SPDX-License-Identifier: GPL-2.0\n'


class SampleTree:
    """A tree in a folder of its own; what starts with #! can be executed."""

    def __init__(self, root: pathlib.Path, files: dict[str, str]) -> None:
        self.root = root
        for path, text in files.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='utf-8')
        file.chmod(0o755 if text.startswith('#!') else 0o644)

    def fake_build(self) -> list[str]:
        """The options that name a build of this tree: what kbuild would leave, without a kernel."""
        out, kdir, source = self.root / 'build/out', self.root / 'build/kdir', 'cxxrt/new.cpp'
        self.write(source, CPP)
        self.write('build/kdir/include/generated/autoconf.h', '')
        self.write('build/kdir/include/linux/slab.h', '')
        self.write('build/out/generated/c.flags', '-Iinclude\n')
        self.write('build/out/cxxrt/.new.cpp.o.cmd', f'savedcmd_{out}/cxxrt/new.cpp.o := '
                   f'clang++-22 -Wp,-MMD,x.d -std=gnu++23 -nostdinc++ -I{self.root} -Werror -Wall '
                   f'-c -o {out}/cxxrt/new.cpp.o {self.root}/{source}\n\ndeps_x := \\\n')
        return ['--out', str(out), '--kdir', str(kdir)]

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROOT / command, '--root', self.root, *arguments], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                              check=False)

    def check(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run('scripts/check/run', *arguments, name)


@contextmanager
def sample_tree(files: dict[str, str]) -> Iterator[SampleTree]:
    with tempfile.TemporaryDirectory() as folder:
        yield SampleTree(pathlib.Path(folder).resolve(), files)


def accepts(report: tap.Report, name: str, what: str, files: dict[str, str]) -> None:
    """The check has nothing against these files."""
    with sample_tree(files) as tree:
        run = tree.check(name, *tree.fake_build())
        good = run.returncode == 0 and run.stdout.startswith('ok ')
        report.result(good, what, '' if good else run.stdout)


def refuses(report: tap.Report, name: str, what: str, files: dict[str, str], said: str) -> None:
    """The check fails, and says this of these files."""
    with sample_tree(files) as tree:
        run = tree.check(name, *tree.fake_build())
        good = run.returncode == 1 and run.stdout.startswith('not ok ') and said in run.stdout
        report.result(good, what, '' if good else f'wanted: {said}\n{run.stdout}')
