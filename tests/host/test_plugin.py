#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The compiler plugin is built, is in use, and says of itself what is wrong with how it is used; each of
its rules has a program that breaks it. And the audit that is made with it. Prints TAP."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'scripts'), str(ROOT / 'tests')]
import kbuild_commands  # noqa: E402
import tap  # noqa: E402

SAMPLE = '''#include <bindings/raw.hpp>
inline void wait()
{
    unsafe("the caller is a thread of its own") {
        kernel::raw::msleep(1);
    }
}
'''


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], cwd=ROOT, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, **environment})


def builds(report: tap.Report, folder: pathlib.Path) -> None:
    plugin = run('scripts/plugin/build')
    report.result(plugin.returncode == 0 and pathlib.Path(plugin.stdout.strip()).is_file(),
                  'the plugin is built, and its path printed', plugin.stderr)
    again = run('scripts/plugin/build')
    report.result(again.stdout == plugin.stdout and not again.stderr, 'not twice', again.stderr)
    # A compiler whose folder has no headers beside it.
    compiler = folder / 'clang++'
    compiler.write_text(f'#!/bin/sh\necho {folder}/lib/clang/22\n')
    compiler.chmod(0o755)
    missing = run('scripts/plugin/build', KCXX=str(compiler))
    report.result(missing.returncode == 1 and 'libclang-22-dev' in missing.stderr and not missing.stdout,
                  'without the headers of clang it says which package has them', missing.stderr)
    possible = run('scripts/plugin/build', '--if-possible', KCXX=str(compiler))
    report.result(possible.returncode == 0 and 'libclang-22-dev' in possible.stderr
                  and not possible.stdout, 'and is done without, if asked to', possible.stderr)


def is_in_use(report: tap.Report, build: kbuild_commands.BuildFolder) -> None:
    without = [str(command.source) for command in build.cxx
               if not any(word.startswith('-fplugin=') for word in command.arguments)]
    report.result(not without, 'every C++ file is compiled with it', '\n'.join(without))


def refuses(report: tap.Report, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
    source = folder / 'empty.cpp'
    source.write_text('')
    wrong = run(*build.cxx_arguments(), '-fplugin-arg-kcxx-nonsense', '-fsyntax-only', source)
    report.result(wrong.returncode != 0 and "no argument 'nonsense'" in wrong.stderr,
                  'an argument that it does not know', wrong.stderr)
    nowhere = run(*build.cxx_arguments(), '-fplugin-arg-kcxx-audit=/no/folder/a', '-fsyntax-only', source)
    report.result(nowhere.returncode != 0 and 'cannot write the audit to /no/folder/a' in nowhere.stderr,
                  'an audit that cannot be written', nowhere.stderr)


def audits(report: tap.Report, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
    source, target = folder / 'sample.cpp', folder / 'audit.json'
    source.write_text(SAMPLE)
    made = subprocess.run([*build.cxx_arguments(), f'-fplugin-arg-kcxx-audit={target}', '-fsyntax-only',
                           str(source)], cwd=build.kdir, text=True, capture_output=True, check=False)
    blocks = json.loads(target.read_text()) if made.returncode == 0 else []
    mine = [block for block in blocks if block['file'] == str(source)]
    wanted = {'file': str(source), 'line': 4, 'function': 'wait', 'compiled': True,
              'reason': 'the caller is a thread of its own',
              'operations': [{'rule': 'unsafe-call', 'what': 'kernel::raw::msleep'}]}
    report.result(mine == [wanted], 'the audit knows place, reason and what is covered',
                  '' if mine == [wanted] else made.stderr + str(mine))


def compares(report: tap.Report, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
    tree = ('--out', build.out, '--kdir', build.kdir)
    first = run('scripts/audit/audit', *tree, '--json', folder / 'a.json', '--html', folder / 'a.html')
    blocks = json.loads((folder / 'a.json').read_text())['blocks']
    report.result(first.returncode == 0 and all(block['reason'] in first.stdout for block in blocks),
                  'the audit of all modules, as text', first.stderr)
    shown = (folder / 'a.html').read_text()
    report.result(all(f'id="{block["file"]}:{block["line"]}"' in shown for block in blocks),
                  'and as a page, with each block')
    outside = [block['file'] for block in blocks if block['file'].startswith('modules/')]
    report.result(not outside, 'modules hold no unsafe block', '\n'.join(outside))
    run('scripts/audit/audit', *tree, 'note', '--json', folder / 'note.json')
    part = json.loads((folder / 'note.json').read_text())['blocks']
    places, all_places = ({(block['file'], block['line']) for block in those} for those in (part, blocks))
    report.result(bool(places) and places < all_places, 'the audit of one module is a part of it')
    changed = part[1:] + [{**part[1], 'line': 9999, 'reason': 'was removed since then'}]
    (folder / 'old.json').write_text(json.dumps({'blocks': changed}))
    second = run('scripts/audit/audit', *tree, 'note', '--totals', '--against', folder / 'old.json')
    came, went = f'+ {part[0]["file"]}: ', 'was removed since then'
    signs = re.findall(r'^[+-] .*$', second.stdout, re.MULTILINE)
    report.result(len(signs) == 2 and went in signs[0] and signs[1].startswith(came),
                  'compared with an older one, it tells what came and what went', second.stdout[-2000:])
    broken = run('scripts/audit/audit', *tree, '--against', ROOT / 'README.md')
    report.result(broken.returncode == 1 and 'README.md is no audit' in broken.stderr,
                  'what is no audit is refused', broken.stderr)
    unknown = run('scripts/audit/audit', *tree, 'notes')
    report.result(unknown.returncode == 1 and 'has no module notes' in unknown.stderr, 'a module that there is not',
                  unknown.stderr)


def rules_have_cases(report: tap.Report) -> None:
    cases = '\n'.join(case.read_text() for case in (ROOT / 'tests/compile_fail').glob('*/*.cpp'))
    expected = set(re.findall(r'^// expect: .*\[kcxx-([a-z-]+)\]$', cases, re.MULTILINE))
    names = set()
    for source in sorted((ROOT / 'scripts/plugin/rules').glob('*.cpp')):
        names |= set(re.findall(r'StringLiteral name = "([a-z-]+)"', source.read_text()))
    report.result(bool(names) and names <= expected, 'every rule has a program that breaks it',
                  ' '.join(sorted(names - expected)))
    explained = (ROOT / 'scripts/plugin/SAFETY.md').read_text()
    rows = set(re.findall(r'^\| `([a-z-]+)` \|', explained, re.MULTILINE))
    report.result(names == rows, 'and a line in SAFETY.md', ' '.join(sorted(names ^ rows)))


def is_honest(report: tap.Report, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
    """What SAFETY.md says is not caught is not: a sample that no longer compiles has to go."""
    section = (ROOT / 'scripts/plugin/SAFETY.md').read_text().split('\n## What is not caught\n')[1]
    samples = re.findall(r'^```cpp\n(.*?)^```$', section.split('\n## ')[0], re.MULTILINE | re.DOTALL)
    report.result(bool(samples), 'SAFETY.md shows what is not caught')
    for number, sample in enumerate(samples, 1):
        source = folder / f'not_caught_{number}.cpp'
        source.write_text(sample)
        made = subprocess.run([*build.cxx_arguments(), '-c', '-o', os.devnull, str(source)], cwd=build.kdir,
                              text=True, capture_output=True, check=False)
        report.result(made.returncode == 0, f'which compiles (sample {number})', made.stderr[:4000])


def main() -> int:
    report = tap.Report('plugin: ')
    build = kbuild_commands.stock_build()
    with tempfile.TemporaryDirectory(prefix='kcxx-test.') as name:
        folder = pathlib.Path(name)
        builds(report, folder)
        is_in_use(report, build)
        refuses(report, build, folder)
        audits(report, build, folder)
        compares(report, build, folder)
        is_honest(report, build, folder)
    rules_have_cases(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
