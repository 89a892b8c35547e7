#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""tests/compile_fail/run counts a case as good only if it fails in the way that it says. Prints
TAP."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'scripts'), str(ROOT / 'tests')]
import kbuild_commands  # noqa: E402
import tap  # noqa: E402

REST = '// class: type-confusion\n// rust: refused: E0308\n'
WHY = '// why: C lets it pass\n' + REST
CHOICE = '#ifdef CONTROL\n{}\n#else\n{}\n#endif\n'
GOOD, BAD, OTHER = (f'int f() {{ return {value}; }}' for value in ('1', '"text"', 'unknown'))
WARNED = 'int f(long value) { return value; }'
GLOBAL = 'int f() { static int value = 1; return value; }'
SAYS = "// expect: cannot initialize return object of type 'int'\n"
MISSING = 'a case has a line "// {}: ..." ({})'
NO_EXPECT = MISSING.format('expect', 'a part of the diagnostic')
NO_WHY = MISSING.format('why', 'what C does')
NO_CLASS = MISSING.format('class', 'what kind of mistake, one of classes.txt')
NO_RUST = MISSING.format('rust', 'refused|warns|compiles|panics|none, a colon, and why')

# Each case: its text, and what is said of it; nothing of one that holds.
CASES = {
    'holds': (SAYS + WHY + CHOICE.format(GOOD, BAD), ''),
    'a_warning_of_modules': ('// expect: implicit conversion loses integer precision\n' + WHY
                             + CHOICE.format(GOOD, WARNED), ''),
    'a_rule_of_the_plugin': ('// expect: [kcxx-mutable-global]\n' + WHY
                             + CHOICE.format(GOOD, GLOBAL), ''),
    'found_when_code_is_made': ('// expect: stack frame size\n' + WHY + 'void use(char (&memory)[5000]);\n'
                                + CHOICE.format('', 'void f() { char memory[5000]; use(memory); }'), ''),
    'compiles': (SAYS + WHY + CHOICE.format(GOOD, GOOD), 'it compiles'),
    'control_fails': (SAYS + WHY + CHOICE.format(BAD, BAD), 'the control does not compile:'),
    'both_the_wrong_way': (SAYS + WHY + CHOICE.format(BAD, GOOD), 'the control does not compile:'),
    'another_diagnostic': (SAYS + WHY + CHOICE.format(GOOD, OTHER),
                           'it fails, but not with "cannot initialize return object of type \'int\'":'),
    'no_diagnostic': ('// expect: 1 error generated\n' + WHY + CHOICE.format(GOOD, BAD),
                      'it fails, but not with "1 error generated":'),
    'no_expect': (WHY + CHOICE.format(GOOD, BAD), NO_EXPECT),
    'empty_expect': ('// expect:\n' + WHY + CHOICE.format(GOOD, BAD), NO_EXPECT),
    'no_why': (SAYS + REST + CHOICE.format(GOOD, BAD), NO_WHY),
    'no_class': (SAYS + WHY.replace('class:', 'sort:') + CHOICE.format(GOOD, BAD), NO_CLASS),
    'unknown_class': (SAYS + WHY.replace('type-confusion', 'other') + CHOICE.format(GOOD, BAD),
                      'classes.txt has no class "other"'),
    'no_rust': (SAYS + WHY.replace('rust:', 'zig:') + CHOICE.format(GOOD, BAD), NO_RUST),
    'unknown_verdict': (SAYS + WHY.replace('refused', 'hates it') + CHOICE.format(GOOD, BAD), NO_RUST),
    'verdict_without_reason': (SAYS + WHY.replace(': E0308', '') + CHOICE.format(GOOD, BAD), NO_RUST),
    'expect_in_a_line': ('int other; ' + SAYS + WHY + CHOICE.format(GOOD, BAD), NO_EXPECT),
}


class Runner:
    def __init__(self, options: argparse.Namespace) -> None:
        self.build = ['--out', str(options.out), '--kdir', str(options.kdir)] if options.out else []

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROOT / 'tests/compile_fail/run', *map(str, arguments)], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def cases(report: tap.Report, runner: Runner, folder: pathlib.Path) -> None:
    paths = []
    for name, (text, _) in CASES.items():
        path = folder / 'area' / f'{name}.cpp'
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding='utf-8')
        paths.append(path)
    run = runner.run(*runner.build, *paths)
    said: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in run.stdout.splitlines():
        if result := tap.parse(line):
            lines = said.setdefault(result[1], [str(result[0])])
        else:
            lines.append(line.removeprefix('#   '))
    for name, (_, reason) in CASES.items():
        got = said.get(f'area/{name}', ['nothing'])
        good = got[:2] == ['False', reason] if reason else got == ['True']
        report.result(good, name, '' if good else '\n'.join(got))
    report.result(run.returncode == 1 and len(said) == len(CASES), 'the run fails', run.stdout[-1000:]
                  if run.returncode != 1 else '')
    run = runner.run(*runner.build, paths[0])
    report.result(run.returncode == 0 and run.stdout == 'ok 1 - area/holds\n', 'one alone, which holds',
                  '' if run.returncode == 0 else run.stdout)


def bad_input(report: tap.Report, runner: Runner, folder: pathlib.Path) -> None:
    for name, arguments, reason in (
            ('a case that does not exist', [*runner.build, folder / 'none.cpp'], 'none.cpp'),
            ('a folder without a build', ['--out', folder, '--kdir', folder], 'holds no built C++'),
            ('a build without its kernel', ['--out', folder], '--out and --kdir go together')):
        run = runner.run(*arguments)
        good = run.returncode == 2 and reason in run.stdout and 'Traceback' not in run.stdout
        report.result(good, f'bad input: {name}', '' if good else run.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    kbuild_commands.add_options(parser)
    options = parser.parse_args()
    report = tap.Report()
    with tempfile.TemporaryDirectory() as folder:
        cases(report, Runner(options), pathlib.Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        bad_input(report, Runner(options), pathlib.Path(folder))
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
