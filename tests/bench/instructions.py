# SPDX-License-Identifier: GPL-2.0
"""Guest instructions per call, from what meter.h prints."""

import dataclasses
import pathlib
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OPERATIONS = {
    'mutex': 'mutex lock and unlock',
    'spinlock': 'spin lock and unlock',
    'refcount_inc': 'reference taken',
    'refcount_dec': 'reference dropped',
    'kmalloc': 'kmalloc and kfree',
    'list': 'list add and delete',
    'copy_from_user': 'copy_from_user of 64 bytes',
}

# In C++ alone: what run-time checks are for, on 64 numbers or bytes a time.
CHECKED = {
    'vec_index': 'Vec by index, 64 numbers',
    'span_walk': 'std::span walked, 64 numbers',
    'checksum': 'Adler-32 of 64 bytes',
    'text': 'std::string_view, 64 bytes',
}


class MeterError(Exception):
    """The counter does not count instructions, or the guest failed."""


@dataclasses.dataclass
class Cost:
    """Instructions per call in each round, without the loop around it."""
    rounds: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def spread(self) -> str:
        """Rounds that a timer interrupt or a cold path made longer stand out here."""
        return f'{min(self.rounds):.2f}..{max(self.rounds):.2f}'


def boot(series: str, modules: list[pathlib.Path], *more: str, script: str = 'tests/bench/guest.sh',
         icount: bool = True) -> str:
    """What the script says in a guest that counts; `more` goes to qemu/run."""
    command = ['qemu/run', '--kernel', series, *['--icount'][:icount], '--quiet', '--timeout', '200', '--script',
               script, '--modules', *map(str, modules), *more]
    run = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    if run.returncode:
        raise MeterError(f'{" ".join(command)}: status {run.returncode}\n{run.stdout}{run.stderr}')
    return run.stdout


def totals_of(output: str) -> dict[str, dict[str, tuple[int, list[int]]]]:
    """{module: {operation: (calls, [total of a round])}}"""
    found: dict[str, dict[str, tuple[int, list[int]]]] = {}
    for line in output.splitlines():
        words = line.split()
        if len(words) > 3 and all(word.isdigit() for word in words[2:]):
            found.setdefault(words[0], {})[words[1]] = (int(words[2]), [int(w) for w in words[3:]])
    return found


def costs_of(totals: dict[str, tuple[int, list[int]]]) -> dict[str, Cost]:
    """Takes the loop away, after proof that one tick is one instruction."""
    for name in ('empty', 'ten', *OPERATIONS):
        if name not in totals:
            raise MeterError(f'the guest has not measured {name}')
    calls, empty = totals['empty']
    loop = statistics.median(empty)
    ten = (statistics.median(totals['ten'][1]) - loop) / calls
    if ten != 10:
        raise MeterError(f'a loop of ten instructions more was counted as {ten:g}')
    return {name: Cost([(total - loop) / totals[name][0] for total in totals[name][1]])
            for name in (*OPERATIONS, *CHECKED) if name in totals}


def measure(series: str, out: pathlib.Path) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """The costs in C and in C++."""
    modules = [out / f'tests/bench/{name}/{name}.ko' for name in ('ops_c', 'ops_cxx')]
    totals = totals_of(boot(series, modules))
    return costs_of(totals.get('ops_c', {})), costs_of(totals.get('ops_cxx', {}))
