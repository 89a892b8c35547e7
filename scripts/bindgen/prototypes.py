# SPDX-License-Identifier: GPL-2.0
"""The prototype lock: for each bound kernel function the prototypes that the wrappers were written
for, and on which kernel series. A function that changed is reported, not miscompiled."""

import json
import pathlib

from emit import HELPER
from errors import BindgenError


def series(kernel: str) -> str:
    return '.'.join(kernel.split('.')[:2])


def locked(prototypes: dict[str, str]) -> dict[str, str]:
    """Helpers are ours: the compiler checks them against the headers."""
    return {name: text for name, text in prototypes.items() if not name.startswith(HELPER)}


def check(path: pathlib.Path, prototypes: dict[str, str]) -> None:
    known = json.loads(path.read_text()) if path.exists() else {}
    drift = []
    for name, text in sorted(locked(prototypes).items()):
        if name not in known:
            drift.append(f'kernel API drift: `{name}` is bound but not locked; '
                         'review its wrappers, then accept it: make KCXX_UPDATE_LOCK=1 KDIR=...')
        elif text not in known[name]:
            wrappers = '; '.join(f"{old} [{', '.join(where)}]" for old, where in known[name].items())
            drift.append(f'kernel API drift: `{name}` changed: this kernel {text}; wrappers for {wrappers}\n'
                         '  review its wrappers (a probe in probes.txt tells kernels apart), '
                         "then accept it: make KCXX_UPDATE_LOCK=1 KDIR=...")
    if drift:
        raise BindgenError('\n'.join(drift))


def update(path: pathlib.Path, prototypes: dict[str, str], kernel: str) -> None:
    known = json.loads(path.read_text()) if path.exists() else {}
    for name, text in locked(prototypes).items():
        where = known.setdefault(name, {}).setdefault(text, [])
        if series(kernel) not in where:
            where.append(series(kernel))
            where.sort()
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + '\n')
