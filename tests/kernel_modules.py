# SPDX-License-Identifier: GPL-2.0
"""Modules of a stock kernel's own, which ours are compared with."""

import lzma
import pathlib

from stock_build import ask_kernels

COMPARED = ('binder_linux',)


def kernel_modules(kernel: str, folder: pathlib.Path) -> list[pathlib.Path]:
    """Unpacks those that the kernel has into the folder. A test kernel has none, a cloud flavour few."""
    if kernel not in ('6.1', '6.12'):
        return []
    unpacked = []
    for name in COMPARED:
        for source in pathlib.Path(ask_kernels('modules', kernel)).rglob(f'{name}.ko*'):
            content = source.read_bytes()
            target = folder / f'{name}.ko'
            target.write_bytes(lzma.decompress(content) if source.suffix == '.xz' else content)
            unpacked.append(target)
    return unpacked
