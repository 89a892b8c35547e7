# SPDX-License-Identifier: GPL-2.0
"""How kbuild compiled the files of an output folder, from the .cmd files it leaves there."""

import argparse
import dataclasses
import os
import pathlib
import re
import shlex
import subprocess

from file_lock import file_lock

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAVED = re.compile(r'^(?:saved)?cmd_\S+ := (.*)$', re.MULTILINE)
DEPENDENCIES = re.compile(r'^deps_\S+ := ((?:.*\\\n)*.*)$', re.MULTILINE)


class NotBuilt(Exception):
    """The folder holds no build: says what to do about it."""


@dataclasses.dataclass(frozen=True)
class Command:
    """One compilation: `arguments` are the compiler and its flags, without input and output."""

    source: pathlib.Path
    arguments: tuple[str, ...]
    dependencies: tuple[pathlib.Path, ...]


def flags_alone(arguments: list[str]) -> tuple[str, ...]:
    """Without ccache, the input, the output, and what asks for dependency files or bitcode."""
    kept = []
    words = iter(arguments)
    for word in words:
        if word == '-o':
            next(words, None)
        elif word not in ('-c', '-emit-llvm') and not word.startswith('-Wp,-MMD'):
            kept.append(word)
    if pathlib.Path(kept[0]).name == 'ccache':
        del kept[0]
    return tuple(kept[:-1])


def parse(text: str) -> Command | None:
    """The compilation that a .cmd file tells of, or None if it tells of something else."""
    saved = SAVED.search(text)
    if not saved:
        return None
    line = saved.group(1).replace('$(pound)', '#').replace('$$', '$')
    words = shlex.split(re.sub(r'\s*;\s.*', '', line))
    if '-c' not in words or not words[-1].endswith(('.c', '.cpp')):
        return None
    listed = DEPENDENCIES.search(text)
    names = listed.group(1).replace('\\\n', ' ') if listed else ''
    names = re.sub(r'\$\(wildcard [^)]*\)', ' ', names)
    return Command(pathlib.Path(words[-1]), flags_alone(words),
                   tuple(pathlib.Path(name) for name in names.split()))


class BuildFolder:
    """An output folder of `make modules`; kbuild ran in `kdir`."""

    def __init__(self, out: pathlib.Path, kdir: pathlib.Path, root: pathlib.Path = ROOT) -> None:
        self.out = out.resolve()
        self.kdir = kdir.resolve()
        found = (parse(path.read_text(encoding='utf-8', errors='replace'))
                 for path in sorted(self.out.rglob('.*.cmd')))
        by_source = {command.source: command for command in found
                     if command and command.source.is_relative_to(root)}
        self.commands = [command for command in by_source.values()
                         if not command.source.is_relative_to(self.out)]
        if not self.cxx or not (self.out / 'generated/c.flags').exists():
            raise NotBuilt(f'{out} holds no built C++ of {root}: run `make modules O=...` first')
        if not (self.kdir / 'include/generated/autoconf.h').exists():
            raise NotBuilt(f'{kdir} holds no kernel headers: name the KDIR of the build')

    @property
    def cxx(self) -> list[Command]:
        return [command for command in self.commands if command.source.suffix == '.cpp']

    @property
    def c(self) -> list[Command]:
        return [command for command in self.commands if command.source.suffix == '.c']

    def cxx_arguments(self) -> tuple[str, ...]:
        """Compiler and flags of the C++ that is nobody's module, or else of any."""
        return min(self.cxx, key=lambda c: ('cxxrt' not in c.source.parts, c.source)).arguments

    def clang_c_arguments(self) -> tuple[str, ...]:
        """Kernel C as clang reads it: what the binding generator was given."""
        flags = (self.out / 'generated/c.flags').read_text(encoding='utf-8').splitlines()
        compiler = self.cxx_arguments()[0].replace('clang++', 'clang')
        return (compiler, *flags, '-I', str(self.out / 'generated'))


def stock_build(series: str = '6.12') -> BuildFolder:
    """All modules, built now for a stock kernel where `make` would put them."""
    def output(*command: str) -> str:
        run = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
        if run.returncode:
            raise NotBuilt(f'{" ".join(command)} failed:\n{(run.stdout + run.stderr).strip()}')
        return run.stdout.strip()

    kdir = output('scripts/kernels', 'kdir', series)
    out = ROOT / 'build' / output('scripts/kernels', 'release', series)
    with file_lock(out / '.lock'):
        output('make', f'-j{os.cpu_count()}', 'modules', f'KDIR={kdir}')
    return BuildFolder(out, pathlib.Path(kdir))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument('--out', type=pathlib.Path,
                        help='the output folder of a build; default: builds for stock 6.12')
    parser.add_argument('--kdir', type=pathlib.Path, help='the KDIR of the build in --out')


def chosen_build(parser: argparse.ArgumentParser, options: argparse.Namespace,
                 root: pathlib.Path = ROOT) -> BuildFolder:
    if bool(options.out) != bool(options.kdir):
        parser.error('--out and --kdir go together')
    try:
        return BuildFolder(options.out, options.kdir, root) if options.out else stock_build()
    except NotBuilt as error:
        parser.exit(2, f'{parser.prog}: {error}\n')
