# SPDX-License-Identifier: GPL-2.0
"""This machine with something amiss: programs that are missing or fake, headers of a kernel that was
built otherwise, a source tree with a mistake in it. The real ones stay as they are."""

import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402,F401

# What make takes from the environment, and would take from the make that runs this test.
FROM_OUTSIDE = ('KDIR', 'O', 'V', 'M', 'MODULE', 'KERNEL', 'MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'PYTHONPATH')


def link_all(source: pathlib.Path, target: pathlib.Path, but: tuple[str, ...] = ()) -> None:
    """A folder of links to what another one has."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.name not in but and not (target / entry.name).is_symlink():
            (target / entry.name).symlink_to(entry.resolve())


class Machine:
    def __init__(self, folder: pathlib.Path, series: str) -> None:
        self.folder = folder
        self.count = 0
        self.real_kdir = pathlib.Path(subprocess.run(
            [ROOT / 'scripts/kernels', 'kdir', series], text=True, check=True,
            stdout=subprocess.PIPE).stdout.strip())

    def new(self, name: str) -> pathlib.Path:
        self.count += 1
        return self.folder / f'{self.count}-{name}'

    # --- programs ------------------------------------------------------------------------------
    def path_without(self, *names: str) -> str:
        """A PATH with all programs of this machine but these."""
        tools = self.new('bin')
        for part in os.environ['PATH'].split(':'):
            if os.path.isdir(part) and os.access(part, os.R_OK):
                link_all(pathlib.Path(part), tools, names)
        return str(tools)

    def path_with(self, name: str, script: str) -> str:
        """A PATH with a program in shell for the real one, which it knows as $real."""
        tools = self.new('bin')
        tools.mkdir()
        (tools / name).write_text(f'#!/bin/sh\nreal={shutil.which(name)}\n{script}\n')
        (tools / name).chmod(0o755)
        return f'{tools}:{os.environ["PATH"]}'

    # --- headers -------------------------------------------------------------------------------
    def kdir(self, lacking: tuple[str, ...] = (), **config: str) -> pathlib.Path:
        """The kernel's headers without some files, and with this configuration: CFI_CLANG='y'."""
        kdir = self.new('kdir')
        link_all(self.real_kdir, kdir, ('include', 'Makefile', *lacking))
        link_all(self.real_kdir / 'include', kdir / 'include', ('config', 'generated'))
        link_all(self.real_kdir / 'include/generated', kdir / 'include/generated',
                 ('autoconf.h', 'utsrelease.h'))
        (kdir / 'include/config').mkdir()
        (kdir / 'Makefile').write_text(f'include {self.real_kdir}/Makefile\n')
        for name in ('include/config/auto.conf', 'include/generated/autoconf.h',
                     'include/generated/utsrelease.h'):
            shutil.copy(self.real_kdir / name, kdir / name)
        for name, value in config.items():
            self.configure(kdir, name, value)
        for name in lacking:
            (kdir / name).unlink(missing_ok=True)
        return kdir

    @staticmethod
    def configure(kdir: pathlib.Path, name: str, value: str) -> None:
        """Sets CONFIG_name in the files that a build reads; an empty value takes it away."""
        for path, begin, line in (
                ('include/config/auto.conf', f'CONFIG_{name}=', f'CONFIG_{name}={value}\n'),
                ('include/generated/autoconf.h', f'#define CONFIG_{name} ',
                 f'#define CONFIG_{name} {value.replace("y", "1")}\n')):
            lines = (kdir / path).read_text().splitlines(keepends=True)
            kept = [text for text in lines if not text.startswith(begin)]
            (kdir / path).write_text(''.join([*kept, line] if value else kept))

    def kdir_of_release(self, release: str) -> pathlib.Path:
        kdir = self.kdir()
        (kdir / 'include/generated/utsrelease.h').write_text(f'#define UTS_RELEASE "{release}"\n')
        return kdir

    # --- the source tree -----------------------------------------------------------------------
    def tree(self) -> pathlib.Path:
        """Links to this tree's files, but for what names and holds modules: that is a copy."""
        tree = self.new('tree')
        link_all(ROOT, tree, ('.git', 'build', 'Kbuild', 'modules', 'tests'))
        link_all(ROOT / 'tests', tree / 'tests', ('modules',))
        for name in ('modules', 'tests/modules'):
            shutil.copytree(ROOT / name, tree / name)
        shutil.copy(ROOT / 'Kbuild', tree / 'Kbuild')
        return tree

    # --- what is asked of it ---------------------------------------------------------------------
    def run(self, *command: object, tree: pathlib.Path = ROOT,
            **environment: str) -> tuple[int, str]:
        """Exit status and all that was said."""
        kept = {name: value for name, value in os.environ.items()
                if name not in FROM_OUTSIDE and not name.startswith('KCXX_') or name == 'KCXX_CACHE'}
        done = subprocess.run([str(part) for part in command], cwd=tree, text=True, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=120, env={**kept, **environment})
        return done.returncode, done.stdout
