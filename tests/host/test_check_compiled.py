#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The checks of scripts/check that compile fail on a bad sample and pass on a good one; and what
kbuild leaves of a compilation is read as it is meant."""

import json
import pathlib
import sys

from sample_tree import CPP, ROOT, accepts, refuses, sample_tree, tap

sys.path.insert(0, str(ROOT / 'scripts'))
import kbuild_commands  # noqa: E402

GOOD = CPP + '''// <linux/slab.h>: memory.
#pragma once
namespace kernel {
/// An owner.
///
/// Context: Any context.
class Box {
public:
    Box();
    /// Lets it go.
    void drop();
    int size() const { return size_; }
private:
    void hidden();
    int size_;
};
/// Makes one.
///
/// Context: Process context. May sleep.
/// Return: it.
int make_box();
int make_box(int size);
/// Half of it.
constexpr int half(int n)
{
    n /= 2;
    return n;
}
namespace detail {
struct Helper {};
}
}
/// The level.
#define KERN_SOH "x"
#define KERN_INFO "y"
#define KCXX_OWN 1
'''


def in_kernel(text: str) -> str:
    return CPP + '#pragma once\nnamespace kernel {\n' + text + '\n}\n'


def docs(report: tap.Report) -> None:
    name = 'bindings/slab.hpp'
    accepts(report, 'docs', 'docs: what is public has a comment and a context', {name: GOOD})
    comment, context = 'has no comment', 'does not say its Context:'
    for what, text, said in (
            ('a class', 'class Box {};', f'{name}:4: Box {comment}'),
            ('an enum', 'enum class Mode { a };', f'{name}:4: Mode {comment}'),
            ('a template', 'template <class T>\nstruct Box {};', f'Box {comment}'),
            ('a concept', 'template <class T>\nconcept Any = true;', f'Any {comment}'),
            ('a function', 'void f();', f'{name}:4: f {comment}'),
            ('a function with a plain comment', '// Does.\nvoid f();', f'{name}:5: f {comment}'),
            ('a function behind a blank line', '/// Does.\n///\n/// Context: Any.\nvoid f();\n\n'
             'void g();', f'{name}:9: g {comment}'),
            ('a method', '/// Does.\nstruct S {\n    void f();\n};', f'{name}:6: f {comment}'),
            ('a context', '/// Does.\nvoid f();', f'{name}:5: f {context}'),
            ('a context of a method', '/// S.\nstruct S {\n    /// Does.\n    void f();\n};',
             f'{name}:7: f {context}')):
        refuses(report, 'docs', f'docs: without {what}', {name: in_kernel(text)}, said)
    refuses(report, 'docs', 'docs: without a macro', {name: CPP + '#define A 1\n'},
            f'{name}:2: A {comment}')
    refuses(report, 'docs', 'docs: of a header that is not there',
            {name: CPP + '// <linux/slob.h>: memory.\n'}, f'{name}:2: this kernel has no <linux/slob.h>')
    refuses(report, 'docs', 'docs: of what does not compile', {name: CPP + 'Unknown f();\n'}, f'{name}:2: unknown type')


def headers(report: tap.Report) -> None:
    good = {'bindings/a.hpp': CPP + 'struct A {};\n',
            'cxxrt/b.hpp': CPP + '#include <bindings/a.hpp>\nA b();\n'}
    accepts(report, 'headers', 'headers: each includes what it needs', good)
    refuses(report, 'headers', 'headers: one that does not', {
        **good, 'cxxrt/b.hpp': CPP + 'A b();\n'}, "cxxrt/b.hpp: does not compile alone\n")
    refuses(report, 'headers', 'headers: a warning is an error', {
        'bindings/a.hpp': CPP + 'inline int f() { int unused; return 0; }\n'}, 'unused')
    with sample_tree(good) as tree:
        build = tree.fake_build()
        tree.check('headers', *build)
        again = tree.check('headers', *build)
        known = tree.root / 'build/out/check/headers.json'
        before = json.loads(known.read_text(encoding='utf-8'))
        tree.write('bindings/a.hpp', CPP + 'struct B {};\n')
        changed = tree.check('headers', *build)
        report.result(again.returncode == 0 and set(before) == set(good)
                      and 'cxxrt/b.hpp: does not compile' in changed.stdout,
                      'headers: what it includes changes, so it is compiled again', changed.stdout
                      if 'b.hpp' not in changed.stdout else '')


def builds(report: tap.Report) -> None:
    with sample_tree({'cxxrt/a.hpp': CPP}) as tree:
        run = tree.check('headers', '--out', str(tree.root), '--kdir', str(tree.root))
        report.result(run.returncode == 2 and 'run `make modules' in run.stdout,
                      'a folder without a build is refused', '' if run.returncode == 2 else run.stdout)
        run = tree.check('headers', '--out', str(tree.root))
        report.result(run.returncode == 2 and 'go together' in run.stdout, '--out needs --kdir')
        run = tree.check('no_such_check')
        report.result(run.returncode == 2 and 'no such check' in run.stdout, 'an unknown check')


def saved_commands(report: tap.Report) -> None:
    for series, word in (('6.1', 'cmd_'), ('6.12', 'savedcmd_')):
        command = kbuild_commands.parse(
            f'{word}/o/a.cpp.o := ccache clang++-22 -Wp,-MMD,/o/.a.d -DX=\'"a b"\' -DY=$$1$(pound) '
            '-c -o /o/a.cpp.o /s/a.cpp ; ./tools/objtool/objtool --orc /o/a.cpp.o\n\n'
            f'source_/o/a.cpp.o := /s/other\n\ndeps_/o/a.cpp.o := \\\n    $(wildcard include/X) \\\n'
            '  /s/a.hpp \\\n  rel/b.h\n\n/o/a.cpp.o: $(deps_/o/a.cpp.o)\n')
        report.result(command == kbuild_commands.Command(
            pathlib.Path('/s/a.cpp'), ('clang++-22', '-DX="a b"', '-DY=$1#'),
            (pathlib.Path('/s/a.hpp'), pathlib.Path('rel/b.h'))), f'a command of {series} is read',
            repr(command) if not command else '')
    report.result(kbuild_commands.parse('savedcmd_x := ld -r -o x.o a.o b.o\n') is None,
                  'a command that compiles nothing is none')


def main() -> int:
    report = tap.Report()
    for test in (docs, headers, builds, saved_commands):
        test(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
