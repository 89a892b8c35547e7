#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Modules of a stock kernel's own, which ours are built on or compared with. By itself: kernel_modules.py KERNEL
FOLDER NAME... unpacks the named in the folder, and prints what qemu/run takes them by."""

import lzma
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterable

from stock_build import ask_kernels

COMPARED = ('binder_linux',)


def is_stock(kernel: str) -> bool:
    """A test kernel has no modules of its own."""
    return kernel in ('6.1', '6.12')


def find(name: str, kernel: str) -> pathlib.Path | None:
    """A cloud flavour has few of them. In names of files there may be dashes."""
    if not is_stock(kernel):
        return None
    folder = pathlib.Path(ask_kernels('modules', kernel))
    return next(folder.rglob(f'{name.replace("_", "[-_]")}.ko*'), None)


def has_built_in(option: str, kernel: str) -> bool:
    config = pathlib.Path(ask_kernels('kdir', kernel)) / '.config'
    return f'\nCONFIG_{option}=y\n' in config.read_text(encoding='utf-8')


def unpack(name: str, kernel: str, folder: pathlib.Path) -> pathlib.Path | None:
    source = find(name, kernel)
    if not source:
        return None
    content = source.read_bytes()
    target = folder / f'{name}.ko'
    target.write_bytes(lzma.decompress(content) if source.suffix == '.xz' else content)
    return target


def kernel_modules(kernel: str, folder: pathlib.Path) -> list[pathlib.Path]:
    """Unpacks those that ours are compared with, and that the kernel has, into the folder."""
    found = [unpack(name, kernel, folder) for name in COMPARED]
    return [path for path in found if path]


def dependencies(module: pathlib.Path) -> list[str]:
    said = subprocess.run(['/sbin/modinfo', '-F', 'depends', module], text=True, check=True, stdout=subprocess.PIPE)
    return [name for name in said.stdout.strip().split(',') if name]


def asked_for(scripts: Iterable[pathlib.Path]) -> list[str]:
    """The modules that guest scripts load by modprobe."""
    return sorted({name for script in scripts
                   for name in re.findall(r'^[^#\n]*\bmodprobe (\w+)', script.read_text(encoding='utf-8'), re.MULTILINE)})


def modules_tree(kernel: str, folder: pathlib.Path, names: Iterable[str]) -> list[str]:
    """The named modules and what they depend on, as modprobe finds them in the guest, where modules of ours may
    have the same names; the arguments by which qemu/run takes them there."""
    wanted = [*names] if is_stock(kernel) else []
    if not wanted:
        return []
    release = ask_kernels('release', kernel)
    target = folder / 'lib/modules' / release
    target.mkdir(parents=True)
    done = set()
    while wanted:
        name = wanted.pop()
        if name not in done and (module := unpack(name, kernel, target)):
            wanted += dependencies(module)
        done.add(name)
    for index in ('order', 'builtin', 'builtin.modinfo'):
        (target / f'modules.{index}').write_bytes(b'')
    subprocess.run(['/sbin/depmod', '-b', folder, release], check=True)
    return ['--file', f'{target}:/lib/modules/{release}']


if __name__ == '__main__':
    print(*modules_tree(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]))
