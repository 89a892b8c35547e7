# SPDX-License-Identifier: GPL-2.0
"""Compiles the cases: with the flags of a module, and as plain C++."""

import concurrent.futures
import contextlib
import dataclasses
import os
import pathlib
import re
import subprocess
import tempfile
from typing import Iterable, Iterator

import kbuild_commands
from cases import Case

# What checks.mk adds; plain C++ has none of it.
CHECKS = re.compile(r'-W(?!p,|a,|l,).*|-f(no-)?sanitize.*|-f(pass-)?plugin.*|-Rpass=.*|'
                    r'--warning-suppression-mappings=.*|-fexperimental-lifetime-safety')
COMMON = ('locked', 'refcount', 'slab', 'vec')
ALONE = {'types', 'unsafe'}  # who includes no more has nothing of the kernel's
DIAGNOSTIC = re.compile(r'(?:^|: )(error|warning): (.*)$', re.MULTILINE)


def plain(arguments: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for argument in arguments:
        if not CHECKS.fullmatch(argument):
            kept.append(argument)
        elif kept[-1] == '-Xclang':
            kept.pop()
    return [*kept, '-Wall', '-Wextra']


class Compiler:
    def __init__(self, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
        self.directory = build.kdir
        self.arguments = [*build.cxx_arguments(), '-fno-caret-diagnostics', '-ferror-limit=0']
        self.plain = [*plain(self.arguments), '-fsyntax-only']
        self.common = self.precompile(folder)

    def precompile(self, folder: pathlib.Path) -> pathlib.Path:
        """What most cases include, read once."""
        source = folder / 'common.hpp'
        source.write_text('#pragma once\n' + ''.join(f'#include <bindings/{name}.hpp>\n' for name in COMMON),
                          encoding='utf-8')
        target = source.with_suffix('.pch')
        subprocess.run([*self.arguments, '-x', 'c++-header', source, '-o', target], cwd=self.directory, check=True)
        return target

    def checked(self, source: pathlib.Path) -> list[str]:
        """To the end: some diagnostics, such as big frames, come with the code."""
        included = set(re.findall(r'^#include <bindings/(.*)\.hpp>', source.read_text(encoding='utf-8'), re.MULTILINE))
        return [*self.arguments, *(['-include-pch', str(self.common)] if included - ALONE else []), '-c']

    def compile(self, arguments: list[str], source: pathlib.Path,
                *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*arguments, *more, '-o', '/dev/null', str(source)],
                              cwd=self.directory, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)


@contextlib.contextmanager
def compiler_of(build: kbuild_commands.BuildFolder) -> Iterator[Compiler]:
    with tempfile.TemporaryDirectory(prefix='kcxx-cases.') as folder:
        yield Compiler(build, pathlib.Path(folder))


@dataclasses.dataclass(frozen=True)
class Outcome:
    case: Case
    problem: str = ''
    plain: str = ''


def problem_of(compiler: Compiler, case: Case) -> str:
    """What is wrong with the case; nothing if it holds."""
    if problem := case.problem():
        return problem
    checked = compiler.checked(case.source)
    control = compiler.compile(checked, case.source, '-DCONTROL')
    if control.returncode:
        return 'the control does not compile:\n' + control.stdout
    bad = compiler.compile(checked, case.source)
    if not bad.returncode:
        return 'it compiles'
    # A note may say it: the name of the check that a constant expression ran into.
    said = [line for line in bad.stdout.splitlines() if 'error: ' in line or 'note: ' in line]
    if not any(case.expect in line for line in said):
        return f'it fails, but not with "{case.expect}":\n' + bad.stdout
    return ''


def plain_verdict(compiler: Compiler, case: Case) -> str:
    """What the compiler says without the checks; what it says of the control as well counts not."""
    bad = compiler.compile(compiler.plain, case.source)
    if bad.returncode:
        return 'refused'
    warnings = set(DIAGNOSTIC.findall(bad.stdout))
    if warnings:
        control = compiler.compile(compiler.plain, case.source, '-DCONTROL')
        warnings -= set(DIAGNOSTIC.findall(control.stdout))
    return 'warns' if warnings else 'compiles'


def outcomes(compiler: Compiler, cases: list[Case], want_plain: bool) -> Iterator[Outcome]:
    def of(case: Case) -> Outcome:
        problem = problem_of(compiler, case)
        return Outcome(case, problem,
                       plain_verdict(compiler, case) if want_plain and not problem else '')

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(of, cases)
