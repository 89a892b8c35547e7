#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""README's table of mistakes is what the cases show, and nothing else passes for it. Prints TAP."""

import dataclasses
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / name) for name in ('scripts', 'tests', 'tests/compile_fail')]
import cases  # noqa: E402
import measure  # noqa: E402
import table  # noqa: E402
import tap  # noqa: E402


def outcomes() -> list[measure.Outcome]:
    """One case of each class, as if all had been compiled."""
    return [measure.Outcome(cases.Case(cases.FOLDER / 'area' / f'{kind.name}.cpp', kind.name, 'no such thing',
                                       'C lets it pass.', 'refused: E0308'), plain='compiles')
            for kind in cases.classes()]


def renders(report: tap.Report, folder: pathlib.Path) -> None:
    table.README, table.ALL_CASES = folder / 'README.md', folder / 'cases.md'
    table.README.write_text(f'before\n{table.BEGIN}\n{table.END}\nafter\n')
    table.said.ROOT = folder
    # Tests named elsewhere lie in the real tree.
    cases.Elsewhere.problem = lambda other: ''
    for path, text in table.rendered(outcomes()).items():
        path.write_text(text)
    text = table.README.read_text()
    report.result(text.startswith('before\n') and text.endswith('\nafter\n'), 'what is around the table stays')
    report.result(all(f'| {kind.name} | [1](' in text for kind in cases.classes()), 'a row for each class')
    report.result(table.problem(outcomes()) == '', 'what was rendered passes')
    wrong = 'not what was measured: {}; run `make safety-table`'
    table.README.write_text(text.replace('| compiles | refused |', '| compiles | compiles |', 1))
    report.result(table.problem(outcomes()) == wrong.format('README.md'), 'a table edited by hand does not')
    table.README.write_text(text)
    worse = outcomes()
    worse[0] = dataclasses.replace(worse[0], plain='refused')
    report.result(table.problem(worse) == wrong.format('README.md cases.md'), 'nor one of other results')
    table.README.write_text('no table\n')
    report.result(table.problem(outcomes()).startswith('README.md needs one line'), 'nor a README without it')
    table.README.write_text(text)
    refuses(report)


def refuses(report: tap.Report) -> None:
    broken = outcomes()
    broken[3] = dataclasses.replace(broken[3], problem='it compiles')
    report.result(table.problem(broken) == f'cases that do not hold: {broken[3].case.name}',
                  'no table with a case that does not hold')
    elsewhere = {other.class_name for other in cases.elsewhere()}
    name = next(kind.name for kind in cases.classes() if kind.name not in elsewhere)
    without = [outcome for outcome in outcomes() if outcome.case.class_name != name]
    report.result(table.problem(without) == f'class {name} has neither a case nor a test elsewhere',
                  'no table with a class that nothing is shown for')


def says(report: tap.Report) -> None:
    for all_of, said in ((['compiles'] * 3, 'compiles'), (['none'], 'n/a'),
                         (['refused', 'none', 'warns', 'refused'], '2 refused, 1 warned, 1 n/a'),
                         (['compiles', 'panics', 'compiles'], '2 compile, 1 panic')):
        report.result(table.verdicts(all_of) == said, f'{" ".join(all_of)}: {said}')
    known = ['clang++', '-O2', '-Wall', '-Werror', '-Wa,--fatal-warnings', '-Xclang',
             '-fexperimental-lifetime-safety', '-fno-sanitize=vptr', '-fplugin=/a/b.so', '-Wno-format']
    report.result(measure.plain(known) == ['clang++', '-O2', '-Wa,--fatal-warnings', '-Wall', '-Wextra'],
                  'plain C++ has none of the checks')
    missing = cases.Elsewhere('null', 'BUG', pathlib.Path('README.md'), 'no such text')
    report.result(missing.problem() == 'elsewhere.txt: README.md has no "no such text"',
                  'a test that is named elsewhere has to be there')


def main() -> int:
    report = tap.Report()
    says(report)
    with tempfile.TemporaryDirectory() as folder:
        renders(report, pathlib.Path(folder))
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
