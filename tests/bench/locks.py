# SPDX-License-Identifier: GPL-2.0
"""The locks of a call through Binder and back, as lockdep counts them: in a kernel with CONFIG_LOCK_STAT, 8
clients of one process at once, and as many threads that serve them."""

import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'tests/bench')]
import c_driver  # noqa: E402
from instructions import MeterError  # noqa: E402
from stock_build import build  # noqa: E402
from user_programs import user_programs  # noqa: E402

KERNEL = 'kasan'
CPUS = 2
# name: con-bounces contentions and four waiting times, acq-bounces acquisitions and four holding times
CLASS = re.compile(r'^ *(\S.*?):' + r' +([\d.]+)' * 12 + '$')


@dataclasses.dataclass
class Lock:
    """For each call."""
    taken: float
    waited_for: float


def locks_of(said: str) -> dict[str, dict[str, Lock]]:
    """By device, and by the name of the lock."""
    found: dict[str, dict[str, Lock]] = {}
    calls = 0
    for line in said.splitlines():
        if line.startswith('device '):
            _, device, number = line.split()
            calls, found[device] = int(number), {}
        elif match := CLASS.match(line):
            found[device][match[1]] = Lock(int(match[9]) / calls, int(match[3]) / calls)
    if len(found) != 2 or not all(found.values()):
        raise MeterError(f'{said[-2000:]}\nno locks were counted')
    return found


def measure() -> dict[str, dict[str, Lock]]:
    out = build(KERNEL, 'ool')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        c_driver.unpack(folder)
        command = ['qemu/run', '--kernel', KERNEL, '--smp', str(CPUS), '--quiet', '--timeout', '900', '--script',
                   'tests/bench/binder_locks.sh', '--modules', out / 'modules/binder/binder.ko',
                   c_driver.build(folder, KERNEL, has_files=False), *user_programs('tests/user/binder_count.c')]
        run = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             check=False)
    if run.returncode:
        raise MeterError(f'status {run.returncode}\n{run.stdout[-4000:]}{run.stderr[-4000:]}')
    return locks_of(run.stdout)


def table() -> list[str]:
    """What one driver takes and the other does not is its own; the rest is the kernel's."""
    found = measure()
    lines = [f'Locks of a call and reply of 128 bytes, 8 clients, {CPUS} CPUs',
             f"  {'':<36}{'taken':>8}{'waited for':>12}"]
    for device, locks in found.items():
        others = next(of for name, of in found.items() if name != device)
        own = {name: lock for name, lock in locks.items() if name not in others and lock.taken >= 0.01}
        rest = [lock for name, lock in locks.items() if name not in own]
        lines.append(f'  {"C" if device == "binder" else "C++"}')
        for name, lock in sorted(own.items(), key=lambda item: -item[1].taken):
            lines.append(f'    {name:<34}{lock.taken:>8.2f}{lock.waited_for:>12.4f}')
        for name, of in (('its own', own.values()), ("the kernel's", rest)):
            lines.append(f'    {name:<34}{sum(lock.taken for lock in of):>8.2f}'
                         f'{sum(lock.waited_for for lock in of):>12.4f}')
    return lines
