# SPDX-License-Identifier: GPL-2.0
"""All modules and those of the tests, built for a kernel of scripts/kernels: what suites boot."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def ask_kernels(what: str, series: str) -> str:
    """What scripts/kernels says of a series; ends the suite if it knows none, which it tells itself."""
    run = subprocess.run([ROOT / 'scripts/kernels', what, series], text=True, check=False,
                         stdout=subprocess.PIPE)
    return run.stdout.strip() if run.returncode == 0 else sys.exit(run.returncode)


def build(series: str, helpers: str, *more: str) -> pathlib.Path:
    """The output folder; ends the suite if the build fails, or warns."""
    out = ROOT / f"build/tests/{ask_kernels('release', series)}-{helpers}"
    run = subprocess.run(['make', f'-j{os.cpu_count()}', 'modules', f'O={out}', 'KCXX_TESTS=1',
                          f"KDIR={ask_kernels('kdir', series)}", f'KCXX_HELPERS={helpers}', *more],
                         cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         check=False)
    if run.returncode:
        sys.exit(run.stdout[-6000:] + f'\n{series} {helpers}: the build failed')
    if 'warning: ' in run.stdout.lower():
        sys.exit(run.stdout[-6000:] + f'\n{series} {helpers}: the build warns')
    return out
