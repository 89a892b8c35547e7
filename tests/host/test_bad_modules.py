#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Modules that must not load, or not with these parameters, in the stock kernels: each gets its errno
and its line in the log, leaves no taint that a good module would not, and the kernel goes on. Prints
TAP."""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402
from stock_build import build  # noqa: E402

# busybox's insmod asks again, in another way, what was refused: so lines of the log are told apart
# but not counted.
GUEST = '''try()
{
    dmesg -c > /dev/null
    echo "=== $*"
    "$@" 2>&1
    echo "status $?"
    echo "taint $(cat /proc/sys/kernel/tainted)"
    dmesg | sed 's/^\\[ *[0-9.]*\\] /log /' | sort -u
}
'''
# Out of tree and unsigned, as every module here.
OURS = 1 << 12 | 1 << 13
# What insmod exits with; rmmod has one status for all.
ENOENT, ENOEXEC, EEXIST, EINVAL, ERANGE, NOT_REMOVED = 2, 8, 17, 22, 34, 1
ANOTHER_KERNEL = ('.*(disagrees about version of symbol module_layout'
                  '|section size must match the kernel.*|version magic .* should be .*)')
UNKNOWN = [r'c(xx)?_import: Unknown symbol cxx_descend \(err -2\)',
           r'c(xx)?_import: Unknown symbol cxx_pair_sum \(err -2\)']


class Case(NamedTuple):
    name: str
    command: str
    status: int
    log: list[str]
    taint: int = OURS


def invalid(parameter: str, value: str, status: int = EINVAL) -> Case:
    return Case(f'bad value: {parameter}={value}', f'insmod sample_params.ko {parameter}={value}', status,
                [f"sample_params: `{value}' invalid for parameter `{parameter}'"])


# In this order: what is refused because of another kernel comes before anything taints.
CASES = (
    Case('a module of another kernel', 'insmod /bad/foreign.ko', ENOEXEC, [ANOTHER_KERNEL], 0),
    Case('another version magic', 'insmod /bad/magic.ko', ENOEXEC, ["hello: version magic .* should be .*"], 0),
    Case('another version of a symbol', 'insmod /bad/symbol.ko', ENOEXEC,
         ['hello: disagrees about version of symbol module_layout'], 0),
    Case('a good module still loads', 'insmod hello.ko', 0,
         ['hello: loading out-of-tree module taints kernel.',
          'hello: module verification failed: signature.*', 'hello: hello, kernel']),
    Case('a module twice', 'insmod hello.ko', EEXIST, []),
    Case('and is unloaded', 'rmmod hello', 0, ['hello: goodbye, kernel']),
    Case('C without the C++ module it calls', 'insmod c_import.ko', ENOENT, UNKNOWN),
    Case('C++ without the C++ module it calls', 'insmod cxx_import.ko', ENOENT, UNKNOWN),
    Case('which is then loaded', 'insmod cxx_export.ko', 0, []),
    Case('C with an unknown parameter', 'insmod c_import.ko nonsense=1', 0,
         ["c_import: unknown parameter 'nonsense' ignored", 'c_import: sum 42 depth 5']),
    Case('C++ with one says the same', 'insmod cxx_import.ko nonsense=1', 0,
         ["cxx_import: unknown parameter 'nonsense' ignored", 'cxx_import: sum 42 depth 5']),
    Case('a module that is called cannot go', 'rmmod cxx_export', NOT_REMOVED, []),
    Case('until its callers have', 'rmmod cxx_import c_import cxx_export', 0, []),
    Case('a misspelt parameter', 'insmod sample_params.ko limti=3 offset=7', 0,
         ["sample_params: unknown parameter 'limti' ignored", 'sample_params: limit=10 offset=7 verbose=0']),
    Case('does no harm', 'rmmod sample_params', 0, ['sample_params: limit was 10 in the end']),
    invalid('limit', '0'), invalid('limit', '101'), invalid('limit', '-1'), invalid('limit', 'ten'),
    invalid('limit', ''), invalid('limit', '99999999999', ERANGE), invalid('offset', 'x'),
    invalid('offset', '2147483648', ERANGE), invalid('verbose', 'maybe'),
    Case('a parameter without a value', 'insmod sample_params.ko limit', EINVAL,
         ["sample_params: `' invalid for parameter `limit'"]),
    Case('a good value and then a bad one', 'insmod sample_params.ko limit=5 limit=0', EINVAL,
         ["sample_params: `0' invalid for parameter `limit'"]),
    Case('what was not loaded cannot go', 'rmmod sample_params', NOT_REMOVED, []),
    Case('nothing is left', 'cat /proc/modules', 0, []),
)


def other_magic(module: bytes) -> bytes:
    """It was built for a kernel that cannot unload modules. A kernel with symbol versions compares all of
    the version magic but the release."""
    changed = re.sub(rb'(vermagic=[^\0]*)mod_unload ', rb'\1           ', module)
    if changed == module:
        sys.exit('hello.ko has no version magic')
    return changed


def other_symbol(path: pathlib.Path) -> bytes:
    """The checksum of module_layout is another one. struct modversion_info has 64 bytes, of which the
    first 8 are the checksum and the rest is the name."""
    headers = subprocess.run(['readelf', '-SW', path], text=True, check=True, stdout=subprocess.PIPE).stdout
    found = re.search(r' __versions +PROGBITS +\S+ +(\S+) +(\S+)', headers) or sys.exit('no __versions')
    begin, size = (int(number, 16) for number in found.groups())
    module = bytearray(path.read_bytes())
    entries = [at for at in range(begin, begin + size, 64) if module[at + 8:at + 22] == b'module_layout\0']
    module[entries[0]] ^= 1
    return bytes(module)


def judge(report: tap.Report, case: Case, block: str) -> None:
    lines = block.splitlines()
    log = [line.removeprefix('log ') for line in lines if line.startswith('log ')]
    wanted = [f'status {case.status}', f'taint {case.taint}']
    good = [line for line in lines if line.startswith(('status ', 'taint '))] == wanted and (
        len(log) == len(case.log)
        and all(any(re.fullmatch(pattern, line) for line in log) for pattern in case.log))
    # An errno that insmod has no words for would be no clear message.
    said = [line for line in lines if not line.startswith(('log ', 'status ', 'taint '))]
    good &= len(said) == (1 if case.status else 0)
    report.result(good, case.name, '' if good else f'wanted: {wanted} {case.log}\n{case.command}\n{block}')


def boot(report: tap.Report, series: str, builds: dict[str, pathlib.Path], folder: pathlib.Path) -> None:
    report.prefix = f'{series}: '
    out = builds[series]
    foreign = next(other for name, other in builds.items() if name != series)
    hello = out / 'modules/hello/hello.ko'
    (folder / 'magic.ko').write_bytes(other_magic(hello.read_bytes()))
    (folder / 'symbol.ko').write_bytes(other_symbol(hello))
    script = folder / 'script.sh'
    script.write_text(GUEST + ''.join(f'try {case.command}\n' for case in CASES))
    run = subprocess.run(
        [ROOT / 'qemu/run', '--quiet', '--kernel', series, '--timeout', '120', '--script', script,
         '--dmesg', folder / 'dmesg', '--file', f'{foreign}/modules/hello/hello.ko:/bad/foreign.ko',
         '--file', f'{folder}/magic.ko:/bad/magic.ko', '--file', f'{folder}/symbol.ko:/bad/symbol.ko',
         '--modules', hello, out / 'modules/sample_params/sample_params.ko',
         *sorted((out / 'tests/modules').rglob('*.ko'))],
        text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    blocks = dict(zip((case.name for case in CASES), re.split(r'^=== .*\n', run.stdout, flags=re.M)[1:]))
    for case in CASES:
        judge(report, case, blocks.get(case.name, 'was not tried'))
    report.result(run.returncode == 0, 'the kernel goes on, its log clean', run.stderr[-4000:])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--helpers', default='ool', choices=['ool', 'inline'])
    options = parser.parse_args()
    builds = {series: build(series, options.helpers) for series in ('6.1', '6.12')}
    report = tap.Report()
    for series in builds:
        with tempfile.TemporaryDirectory() as folder:
            boot(report, series, builds, pathlib.Path(folder))
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
