#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""clangd understands the files of the tree with compile_commands.json. Prints TAP.

One file of each kind in each folder, or all of them.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'scripts')]

import tap  # noqa: E402
from check.tree import Tree  # noqa: E402
from kbuild_commands import add_options  # noqa: E402
from user_programs import user_programs  # noqa: E402

CLANGD = 'clangd-22'


def errors(folder: str, path: str) -> str:
    """What clangd has against a file; '' if nothing."""
    run = subprocess.run([CLANGD, f'--compile-commands-dir={folder}', f'--check={path}',
                          '--check-locations=false', '--clang-tidy=false'],
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                         stderr=subprocess.STDOUT, timeout=120, check=False)
    said = [line for line in run.stdout.splitlines() if line.startswith('E[')]
    return '\n'.join(said) or (f'exit status {run.returncode}' if run.returncode else '')


def sample(paths: list[str]) -> list[str]:
    """The largest file of each kind in each folder."""
    chosen: dict[tuple[pathlib.Path, str], str] = {}
    for path in sorted(paths, key=os.path.getsize):
        chosen[pathlib.Path(path).parent, pathlib.Path(path).suffix] = path
    return sorted(chosen.values())


def expected() -> set[str]:
    return {str(ROOT / path) for path in Tree(ROOT).files
            if path.startswith(('cxxrt/', 'bindings/', 'modules/', 'tests/'))
            and path.endswith(('.cpp', '.hpp', '.c', '.h'))}


def check_all(report: tap.Report, folder: str, paths: list[str]) -> None:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, found in zip(paths, pool.map(lambda path: errors(folder, path), paths)):
            report.result(not found, str(pathlib.Path(path).relative_to(ROOT)), found)


def broken_file_is_refused(report: tap.Report, folder: str, entry: dict) -> None:
    """Or the results above say nothing."""
    bad = pathlib.Path(folder) / 'broken.cpp'
    bad.write_text('int broken = "no number";\n', encoding='utf-8')
    arguments = [str(bad) if word == entry['file'] else word for word in entry['arguments']]
    database = pathlib.Path(folder) / 'broken'
    database.mkdir()
    (database / 'compile_commands.json').write_text(json.dumps(
        [{**entry, 'file': str(bad), 'arguments': arguments}]), encoding='utf-8')
    report.result('cannot initialize' in errors(str(database), str(bad)), 'a broken file is refused')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--all', action='store_true', help='every file')
    add_options(parser)
    options = parser.parse_args()
    given = ['--out', options.out, '--kdir', options.kdir] if options.out else []
    run = subprocess.run([ROOT / 'scripts/compile_commands', *given], stdout=subprocess.PIPE,
                         text=True, check=False)
    report = tap.Report('clangd: ')
    user_programs('tests/user/gpu_demo.cpp')  # what it embeds is built
    report.result(run.returncode == 0, 'compile_commands.json is written')
    if run.returncode:
        return report.status()
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / 'compile_commands.json').write_text(run.stdout, encoding='utf-8')
        entries = json.loads(run.stdout)
        paths = [entry['file'] for entry in entries]
        missing = sorted(expected() - set(paths))
        report.result(not missing, 'every file has a command', '\n'.join(missing))
        broken_file_is_refused(report, folder,
                               next(entry for entry in entries if entry['file'].endswith('.cpp')))
        check_all(report, folder, paths if options.all else sample(paths))
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
