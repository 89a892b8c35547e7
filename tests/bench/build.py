# SPDX-License-Identifier: GPL-2.0
"""Builds what is measured."""

import os
import pathlib
import subprocess

import stock_build

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class BuildError(Exception):
    """The output of a make that failed."""


def kernels(what: str, series: str) -> str:
    run = subprocess.run(['scripts/kernels', what, series], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, check=False)
    if run.returncode:
        raise BuildError(f'there is no kernel {series}: scripts/setup fetches it')
    return run.stdout.strip()


def module(series: str, helpers: str, name: str) -> pathlib.Path:
    """One of modules/, from where suites that boot it have it, too."""
    return stock_build.build(series, helpers, f'KCXX_MODULES={name}') / f'modules/{name}/{name}.ko'


def make(series: str, out: pathlib.Path, *arguments: str) -> None:
    run = subprocess.run(['make', f'-j{os.cpu_count()}', 'modules', f'O={out}',
                          f"KDIR={kernels('kdir', series)}", *arguments], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if run.returncode:
        raise BuildError(run.stdout[-4000:] + f'\n{series}: the build failed')
