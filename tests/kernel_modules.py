# SPDX-License-Identifier: GPL-2.0
"""Modules of a stock kernel's own, which ours are compared with."""

import lzma
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPARED = ('binder_linux',)


def kernel_modules(kernel: str, folder: pathlib.Path) -> list[pathlib.Path]:
    """Unpacks them into the folder. A test kernel has none."""
    if kernel not in ('6.1', '6.12'):
        return []
    found = subprocess.run([ROOT / 'scripts/kernels', 'modules', kernel], text=True, check=True,
                           stdout=subprocess.PIPE).stdout.strip()
    unpacked = []
    for name in COMPARED:
        source = next(pathlib.Path(found).rglob(f'{name}.ko*'))
        content = source.read_bytes()
        target = folder / f'{name}.ko'
        target.write_bytes(lzma.decompress(content) if source.suffix == '.xz' else content)
        unpacked.append(target)
    return unpacked
