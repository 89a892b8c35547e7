# SPDX-License-Identifier: GPL-2.0
"""Feature probes: C statements that compile if and only if the kernel has a feature. All of them are
one compilation; the lines of its errors tell which have failed. Version numbers tell little: stable
kernels take API changes from newer ones."""

import pathlib
import re
import subprocess

from errors import BindgenError

ERRORS = ['-Werror=implicit-function-declaration', '-Werror=incompatible-pointer-types',
          '-Werror=incompatible-function-pointer-types', '-Werror=int-conversion', '-ferror-limit=0']


def read(path: pathlib.Path) -> dict[str, str]:
    probes = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith('#'):
            continue
        match = re.fullmatch(r'([A-Z][A-Z0-9_]*)\s*:\s*(.*)', line)
        if not match:
            raise BindgenError(f'{path}:{number}: a probe is NAME: C statement;')
        if match.group(1) in probes:
            raise BindgenError(f'{path}:{number}: there are two probes {match.group(1)}')
        probes[match.group(1)] = match.group(2)
    return probes


def run(cc: str, flags: list[str], headers: pathlib.Path, probes: dict[str, str]) -> dict[str, bool]:
    lines = [f'#include "{headers.resolve()}"']
    asked = {}
    for name, statement in probes.items():
        lines.append(f'static void kcxx_probe_{name}(void) {{ {statement} }}')
        asked[len(lines)] = name
    lines.append('static int kcxx_must_fail(void) { return kcxx_no_such_symbol; }')
    sentinel = len(lines)
    compiled = subprocess.run([cc, *flags, '-w', *ERRORS, '-fsyntax-only', '-x', 'c', '-'], text=True,
                              input='\n'.join(lines) + '\n', capture_output=True, check=False)
    failed = set()
    # An error inside a macro is reported where the macro is used, so at a line of ours.
    for match in re.finditer(r'^(.*?):(\d+):\d+: (?:fatal )?error: .*$', compiled.stderr, re.MULTILINE):
        if match.group(1) != '<stdin>':
            raise BindgenError(f'the headers do not compile: {match.group(0)}')
        failed.add(int(match.group(2)))
    if sentinel not in failed:
        raise BindgenError('the feature probes did not run: ' + compiled.stderr[:500])
    return {name: line not in failed for line, name in asked.items()}


def header(results: dict[str, bool]) -> str:
    lines = ['/* SPDX-License-Identifier: GPL-2.0 */',
             '/* Generated: what this kernel has, found by compiling. */']
    lines += [f'#define KCXX_HAVE_{name} {int(found)}' for name, found in sorted(results.items())]
    return '\n'.join(lines) + '\n'
