# SPDX-License-Identifier: GPL-2.0
"""Kernel headers small enough to be read, to hold the generator of the raw bindings against."""

import functools
import pathlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sample_tree import C, ROOT, SampleTree, tap

EMPTY_ANNOTATIONS = C + '''#define __user
#define __iomem
#define __percpu
#define __rcu
'''
HEADER = C + 'int answer(int question);\n'


class FakeKernel:
    """Headers, allow-list, helpers, probes and lock in a folder, and what is generated from them."""

    def __init__(self, folder: pathlib.Path, files: dict[str, str]) -> None:
        self.tree = SampleTree(folder, {
            'annotations.h': EMPTY_ANNOTATIONS, 'headers.h': HEADER, 'allow.txt': 'fn answer\n',
            'probes.txt': '', 'helpers/none.c': C, **files})
        self.root = folder
        self.out = folder / 'out'
        self.write('c.flags', f'--target=x86_64-linux-gnu\n-std=gnu11\n-include\n{folder}/annotations.h\n')

    def write(self, path: str, text: str) -> None:
        self.tree.write(path, text)

    def generate(self, *more: str, kernel: str = '6.12.1') -> subprocess.CompletedProcess[str]:
        paths = {'cflags-file': 'c.flags', 'headers': 'headers.h', 'allow': 'allow.txt',
                 'helpers': 'helpers', 'probes': 'probes.txt', 'lock': 'prototypes.lock', 'out': 'out',
                 'depfile': 'out.d'}
        options = [word for name, path in paths.items() for word in (f'--{name}', str(self.root / path))]
        return subprocess.run([ROOT / 'scripts/bindgen/generate', *options, '--kernel', kernel, *more],
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                              check=False)

    def accept(self, kernel: str = '6.12.1') -> str:
        """Generates and locks the prototypes; returns what went wrong."""
        run = self.generate('--update-lock', kernel=kernel)
        return run.stdout if run.returncode else ''

    def header(self) -> str:
        return (self.out / 'raw_generated.hpp').read_text(encoding='utf-8')

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding='utf-8')

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        if old not in text:
            raise ValueError(f'{path} does not say {old}')
        self.write(path, text.replace(old, new))

    # --- the compilers ---------------------------------------------------------------------------
    def compile_c(self, path: pathlib.Path) -> str:
        """The errors of the compiler that kernels are built with."""
        return compiler_errors(['gcc-12', '-std=gnu11', '-O2', '-include', self.root / 'annotations.h',
                                path])

    def compile_cxx(self, path: pathlib.Path) -> str:
        return compiler_errors(['clang++-22', '-std=gnu++23', '-O2', '-Werror', '-Wthread-safety',
                                *standard_library(), f'-I{ROOT}', f'-I{self.out}', path])

    def cxx(self, body: str) -> str:
        """The errors in a function with this body, beside the bindings."""
        self.write('use.cpp', '#include <bindings/raw.hpp>\nusing namespace kernel;\n'
                   f'void use();\nvoid use()\n{{\n{body}\n}}\n')
        return self.compile_cxx(self.root / 'use.cpp')

    def layout(self) -> str:
        return self.compile_c(self.out / 'layout.c') + self.compile_cxx(self.out / 'layout.cpp')


@functools.cache
def standard_library() -> list[str]:
    """As the kernel's C++ has it: without the C library, whose headers are another <features.h>."""
    resource = subprocess.run(['clang++-22', '-print-resource-dir'], text=True, check=True,
                              stdout=subprocess.PIPE).stdout.strip()
    folders = (f'{ROOT}/cxxrt/config', f'{resource}/../../../include/c++/v1', f'{ROOT}/cxxrt/include',
               f'{resource}/include')
    return ['-nostdinc', '-nostdinc++', *(f'-isystem{folder}' for folder in folders)]


def compiler_errors(command: list[object]) -> str:
    run = subprocess.run([*map(str, command), '-c', '-o', '/dev/null'], text=True, timeout=60,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if not run.returncode:
        return ''
    return '\n'.join(re.findall(r'^.*error: .*$', run.stdout, re.MULTILINE)) or run.stdout


def expect(report: tap.Report, good: bool, name: str, details: str = '') -> None:
    report.result(good, name, '' if good else details)


@contextmanager
def fake_kernel(**files: str) -> Iterator[FakeKernel]:
    """Files by name, `_` for the dot of the extension: headers_h='int x;'."""
    with tempfile.TemporaryDirectory() as folder:
        named = {name[::-1].replace('_', '.', 1)[::-1]: text for name, text in files.items()}
        yield FakeKernel(pathlib.Path(folder).resolve(), named)
