#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A kernel for tests: it is what its fragments ask for, and another one as soon as they change. Builds
it if it is not in the cache. Prints TAP."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'scripts')]
import tap  # noqa: E402
import test_kernels  # noqa: E402
from debian_kernels import KernelError  # noqa: E402


def ask(what: str, name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / 'scripts/kernels', what, name], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def built(report: tap.Report, name: str) -> None:
    asked = ask('kdir', name)
    report.result(asked.returncode == 0, f'{name}: is built', asked.stderr[-4000:])
    if asked.returncode:
        return
    kdir = pathlib.Path(asked.stdout.strip())
    config = set((kdir / '.config').read_text(encoding='ascii').splitlines())
    lost = [line for path in test_kernels.fragments(name) for line in path.read_text(encoding='ascii').splitlines()
            if 'CONFIG_' in line and not test_kernels.taken(line, config)]
    report.result(not lost, f'{name}: has all that its fragments ask for', '\n'.join(lost))
    report.result(ask('release', name).stdout.endswith(f'-kcxx-{name}\n'), f'{name}: says what it is')
    image = pathlib.Path(ask('image', name).stdout.strip())
    report.result(image.read_bytes()[0x202:0x206] == b'HdrS', f'{name}: can be booted')
    report.result(not [*kdir.rglob('*.c')][500:], f'{name}: the cache keeps no source of it')


def key_follows_fragments(report: tap.Report, name: str) -> None:
    real = test_kernels.FRAGMENTS
    before = test_kernels.folder_name(name)
    with tempfile.TemporaryDirectory() as folder:
        test_kernels.FRAGMENTS = pathlib.Path(folder)
        for path in real.iterdir():
            (test_kernels.FRAGMENTS / path.name).write_bytes(path.read_bytes())
        same = test_kernels.folder_name(name)
        with open(test_kernels.FRAGMENTS / 'base.config', 'a', encoding='ascii') as base:
            base.write('CONFIG_SWAP=y\n')
        other = test_kernels.folder_name(name)
    test_kernels.FRAGMENTS = real
    report.result(same == before != other, f'{name}: is another kernel when a fragment changes')


def refuses_unknown_options(report: tap.Report) -> None:
    taken = test_kernels.taken
    report.result(taken('CONFIG_A=y', {'CONFIG_A=y'}) and not taken('CONFIG_A=y', {'CONFIG_A=m'})
                  and taken('# CONFIG_A is not set', set()) and not taken('# CONFIG_A is not set', {'CONFIG_A=m'}),
                  'an option that Kconfig did not take is seen')
    asked = ask('kdir', 'ksan')
    report.result(asked.returncode == 1 and 'no such series: ksan' in asked.stderr, 'a kernel that there is not',
                  asked.stderr)
    asked = ask('modules', 'kasan')
    report.result(asked.returncode == 1 and 'has no modules of its own' in asked.stderr,
                  'modules that there are not', asked.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--kernel', required=True, choices=test_kernels.names())
    options = parser.parse_args()
    report = tap.Report()
    try:
        key_follows_fragments(report, options.kernel)
        built(report, options.kernel)
        refuses_unknown_options(report)
    except KernelError as error:
        report.result(False, 'a kernel for tests', str(error))
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
