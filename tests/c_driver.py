# SPDX-License-Identifier: GPL-2.0
"""The kernel's own Binder driver, built from the packaged source for the stock kernel, or a test kernel."""

import os
import pathlib
import subprocess

from stock_build import ask_kernels

SERIES = '6.12'
SOURCE = pathlib.Path(f'/usr/src/linux-source-{SERIES}.tar.xz')
KBUILD = '''obj-m := binder_linux.o
binder_linux-y := binder.o binder_alloc.o $(if $(files),binderfs.o)
ccflags-y := -I$(src) $(if $(files),-DCONFIG_ANDROID_BINDERFS=1)
ccflags-$(if $(CONFIG_ANDROID_BINDER_DEVICES),,y) += -DCONFIG_ANDROID_BINDER_DEVICES='"binder"'
'''


def unpack(folder: pathlib.Path, *parts: str) -> None:
    """Parts of the source, files or folders; the folder drivers/android is one that is always there."""
    subprocess.run(['tar', '-xf', SOURCE, '-C', folder, '--strip-components=1',
                    *(f'{SOURCE.name.removesuffix(".tar.xz")}/{part}' for part in ('drivers/android', *parts))],
                   check=True)


def build(folder: pathlib.Path, kernel: str = SERIES, has_files: bool = True) -> pathlib.Path:
    """Builds it in the folder where it was unpacked; the module. It has a file system, as in no stock kernel,
    or makes devices itself."""
    drivers = folder / 'drivers/android'
    (drivers / 'Kbuild').write_text(KBUILD)
    subprocess.run(['make', f'-j{os.cpu_count()}', '-s', '-C', ask_kernels('kdir', kernel), f'M={drivers}',
                    f'files={"y" if has_files else ""}', 'modules'], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)
    return drivers / 'binder_linux.ko'
