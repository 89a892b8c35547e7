# SPDX-License-Identifier: GPL-2.0
"""What run-time checks cost: the guest's instructions of operations and of system calls that modules
answer, built with all checks and without each kind of them."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'tests/bench')]
from instructions import CHECKED, OPERATIONS, Cost, MeterError, boot, costs_of, totals_of  # noqa: E402
from user_programs import user_programs  # noqa: E402

# Kinds of checks, and the flags that leave them out.
WITHOUT = {
    'bounds': ['-fno-sanitize=bounds,local-bounds,object-size,pointer-overflow'],
    'null, align': ['-fno-sanitize=null,alignment,nullability,nonnull-attribute,returns-nonnull-attribute'],
    'signed': ['-fno-sanitize=signed-integer-overflow,shift,integer-divide-by-zero'],
    'unsigned': ['-fno-sanitize=unsigned-integer-overflow,unsigned-shift-base'],
    'conversion': ['-fno-sanitize=implicit-conversion'],
    'library': ['-D_LIBCPP_HARDENING_MODE=2'],
    'all': ['-fno-sanitize=all', '-D_LIBCPP_HARDENING_MODE=2'],
}
# What count_calls.c measures, by module.
CALLS = {
    'note write_64': 'note: write of 64 bytes',
    'note read_64': 'note: read of 64 bytes',
    'note write_4096': 'note: write of 4 KiB',
    'note read_4096': 'note: read of 4 KiB',
    'sample_params write': 'sample_params: write',
    'sample_params read': 'sample_params: read',
    'sample_workqueue write': 'sample_workqueue: write',
    'ioctl_demo set': 'ioctl_demo: set',
    'ioctl_demo get': 'ioctl_demo: get',
    'ioctl_demo invert_4096': 'ioctl_demo: invert 4 KiB',
    'debugfs_demo write': 'debugfs_demo: write a number',
    'debugfs_demo state': 'debugfs_demo: read a line',
}
# Its answer is arithmetic with each byte, and each step of it is checked.
BYTE_BY_BYTE = {'ioctl_demo invert_4096'}
TITLES = OPERATIONS | CHECKED | CALLS
MODULES = ('tests/bench/ops_cxx', 'modules/note', 'modules/sample_params', 'modules/sample_workqueue',
           'tests/modules/ioctl_demo', 'tests/modules/debugfs_demo')


def measure(series: str, out: pathlib.Path) -> dict[str, Cost]:
    """The costs in C++ of one build. Those of system calls are without what every call costs."""
    totals = totals_of(boot(series, [out / name / f'{pathlib.Path(name).name}.ko' for name in MODULES],
                            *user_programs('tests/user/count_calls.c')))
    costs = costs_of(totals.pop('ops_cxx', {}))
    nothing = totals.get('none', {}).get('getppid')
    if not nothing:
        raise MeterError('the guest has not measured getppid')
    common = Cost([total / nothing[0] for total in nothing[1]]).median
    for module, calls in totals.items():
        for call, (count, rounds) in calls.items():
            costs[f'{module} {call}'] = Cost([total / count - common for total in rounds])
    lacking = [title for name, title in TITLES.items() if name not in costs]
    if lacking:
        raise MeterError(f'the guest has not measured {", ".join(lacking)}')
    return costs


def table(whole: dict[str, Cost], without: dict[str, dict[str, Cost]]) -> list[str]:
    """A row for each operation, a column for each kind of check that is left out."""
    lines = [f"  {'':<30}{'as built':>11}" + ''.join(f'{"- " + name:>14}' for name in without)]
    for name, title in TITLES.items():
        cells = [column[name].median for column in without.values()]
        lines.append(f'  {title:<30}{whole[name].median:>11.2f}' + ''.join(
            f'{cell:>14.2f}' for cell in cells) + f'   [{whole[name].spread}]')
    return lines
