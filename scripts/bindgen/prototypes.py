# SPDX-License-Identifier: GPL-2.0
"""The prototype lock: for each bound kernel function the prototypes that the wrappers were written
for, and on which kernel series. A function that changed or went is reported, not miscompiled."""

import json
import pathlib

from allow import AllowList
from emit import HELPER, Output
from errors import BindgenError

Known = dict[str, dict[str, list[str]]]
ACCEPT = 'then accept it: make KCXX_UPDATE_LOCK=1 KDIR=...'


def series(kernel: str) -> str:
    return '.'.join(kernel.split('.')[:2])


def read(path: pathlib.Path) -> Known:
    try:
        return json.loads(path.read_text()) if path.exists() else {}
    except ValueError as error:
        raise BindgenError(f'{path}: {error}') from error


def locked(output: Output) -> dict[str, str]:
    """Helpers are ours: the compiler checks them against the headers."""
    return {name: text for name, text in sorted(output.prototypes.items()) if not name.startswith(HELPER)}


def wrappers_for(known: dict[str, list[str]]) -> str:
    return '; '.join(f"{text} [{', '.join(where)}]" for text, where in known.items())


def gone(known: Known, output: Output) -> list[str]:
    """What the allow-list asks for in vain."""
    problems = []
    for kind, name, reason in output.absent:
        if kind == 'fn' and name in known:
            problems.append(
                f'kernel API drift: `{name}` is gone: {reason}; wrappers for {wrappers_for(known[name])}\n'
                '  bind its successor beside it, both as "optional fn", and tell kernels apart by a probe '
                'in probes.txt')
        else:
            problems.append(f'there is no {kind} {name}: {reason}; if wrappers can do without it on some '
                            'kernels, say "optional" in the allow-list')
    return problems


def changed(known: Known, output: Output) -> list[str]:
    problems = []
    new = [f'`{name}`' for name in locked(output) if name not in known]
    if new:
        problems.append(f"bound but not locked: {', '.join(new)}: review what wraps them, " + ACCEPT)
    for name, text in locked(output).items():
        if text not in known.get(name, {text: []}):
            problems.append(
                f'kernel API drift: `{name}` changed: this kernel {text}; '
                f'wrappers for {wrappers_for(known[name])}\n'
                f'  review its wrappers (a probe in probes.txt tells kernels apart), {ACCEPT}')
    return problems


def check(path: pathlib.Path, output: Output) -> None:
    known = read(path)
    problems = gone(known, output) + changed(known, output)
    if problems:
        raise BindgenError('\n'.join(problems))


def update(path: pathlib.Path, output: Output, allow: AllowList, kernel: str) -> None:
    """Adds this kernel's prototypes, and drops what is bound no more."""
    known = {name: texts for name, texts in read(path).items() if allow.has('fn', name)}
    for name, text in locked(output).items():
        where = known.setdefault(name, {}).setdefault(text, [])
        if series(kernel) not in where:
            where.append(series(kernel))
            where.sort(key=lambda found: [int(part) for part in found.split('.')])
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + '\n')
