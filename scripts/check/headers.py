# SPDX-License-Identifier: GPL-2.0
"""Each header of cxxrt and bindings compiles as the only include of a file, with kbuild's flags.

What was compiled without an error is not compiled again until the flags, or a file that it
includes, change.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile

from check.tree import Tree
from kbuild_commands import BuildFolder


def headers(tree: Tree) -> list[str]:
    return [path for path in tree.files
            if path.startswith(('bindings/', 'cxxrt/')) and path.endswith('.hpp')]


class Cache:
    """Header -> hash over the flags and the content of all files that it includes."""

    def __init__(self, out: pathlib.Path, arguments: tuple[str, ...]) -> None:
        self.path = out / 'check/headers.json'
        compiler = subprocess.run([arguments[0], '--version'], capture_output=True, check=True).stdout
        self.flags = compiler + '\0'.join(arguments).encode()
        try:
            self.known = json.loads(self.path.read_text(encoding='utf-8'))
        except (FileNotFoundError, ValueError):
            self.known = {}

    @functools.cache
    def content(self, path: str) -> bytes:
        try:
            return hashlib.sha256(pathlib.Path(path).read_bytes()).digest()
        except FileNotFoundError:
            return b''

    def key(self, includes: list[str]) -> str:
        return hashlib.sha256(self.flags + b''.join(map(self.content, includes))).hexdigest()

    def is_good(self, header: str) -> bool:
        entry = self.known.get(header)
        return bool(entry) and entry['key'] == self.key(entry['includes'])

    def remember(self, header: str, includes: list[str]) -> None:
        self.known[header] = {'key': self.key(includes), 'includes': includes}

    def save(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self.known), encoding='utf-8')


def compile_alone(build: BuildFolder, header: str) -> tuple[str, list[str]]:
    """(what the compiler said if it failed, absolute paths of all files that were included)"""
    with tempfile.NamedTemporaryFile(suffix='.d') as depfile:
        command = [*build.cxx_arguments(), '-fsyntax-only', '-fno-caret-diagnostics',
                   '-ferror-limit=3', '-MD', '-MF', depfile.name, '-MT', 'x', '-x', 'c++', '-']
        run = subprocess.run(command, cwd=build.kdir, input=f'#include <{header}>\n', text=True,
                             capture_output=True, check=False)
        names = pathlib.Path(depfile.name).read_text(encoding='utf-8').replace('\\\n', ' ').split()
    includes = [str(build.kdir / name) for name in names if name not in ('x:', '-', '<stdin>')]
    return run.stderr.strip() or 'failed' if run.returncode else '', includes


def check(tree: Tree, build: BuildFolder) -> list[str]:
    cache = Cache(build.out, build.cxx_arguments())
    left = [header for header in headers(tree) if not cache.is_good(header)]
    problems = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda header: compile_alone(build, header), left)
        for header, (message, includes) in zip(left, results):
            if message:
                problems.append(f'{header}: does not compile alone\n{message}')
            else:
                cache.remember(header, includes)
    cache.save()
    return problems
