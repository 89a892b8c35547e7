# SPDX-License-Identifier: GPL-2.0
"""All modules and those of the tests, built for a kernel of scripts/kernels: what suites boot."""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'scripts'))
from file_lock import file_lock  # noqa: E402

# kbuild says this of every module outside the kernel tree; it is no warning about the module.
NO_VMLINUX = re.compile(r'^Skipping BTF generation for .* due to unavailability of vmlinux$')
WARNING = re.compile(r'warning|objtool:|modpost:|error', re.IGNORECASE)


def ask_kernels(what: str, series: str) -> str:
    """What scripts/kernels says of a series; ends the suite if it knows none, which it tells itself."""
    run = subprocess.run([ROOT / 'scripts/kernels', what, series], text=True, check=False,
                         stdout=subprocess.PIPE)
    return run.stdout.strip() if run.returncode == 0 else sys.exit(run.returncode)


def make(*arguments: str) -> tuple[int, list[str]]:
    """Its status, and what it said."""
    run = subprocess.run(['make', f'-j{os.cpu_count()}', *arguments], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return run.returncode, [line for line in run.stdout.splitlines() if not NO_VMLINUX.match(line)]


def problem_of(status: int, lines: list[str]) -> str:
    """Why a build is not good: it failed, or it warned."""
    bad = [line for line in lines if WARNING.search(line)]
    return '\n'.join(lines[-30:] if status else bad[:20])


def build(series: str, helpers: str, *more: str) -> pathlib.Path:
    """The output folder, that of `make run`; ends the suite if the build fails, or warns. What is built there besides
    shares all that modules share: helpers, bindings, the runtime."""
    release = ask_kernels('release', series)
    out = ROOT / 'build' / (release + ('' if helpers == 'ool' else f'-{helpers}'))
    # One suite at a time; for the next there is nothing left to do.
    with file_lock(out / '.lock'):
        problem = problem_of(*make('modules', f'O={out}', 'KCXX_TESTS=1', f"KDIR={ask_kernels('kdir', series)}",
                                   f'KCXX_HELPERS={helpers}', *more))
    return sys.exit(f'{problem}\n{series} {helpers}: the build fails, or warns') if problem else out
