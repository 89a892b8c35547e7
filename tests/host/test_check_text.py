#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Each check of scripts/check that reads sources fails on a bad sample and passes on a good one."""

import sys

from sample_tree import C, CPP, PYTHON, SHELL, accepts, refuses, tap

LAYERS = {
    'bindings/slab.hpp': CPP + '#include <cxxrt/host.hpp>\n#include <expected>\n',
    'bindings/raw.hpp': CPP + '#include <raw_generated.hpp>\n',
    'bindings/raw/helpers/slab.c': C + '#include <linux/slab.h>\n',
    'cxxrt/host.hpp': CPP + '#include <__config>\n#include <cstddef>\n#include <asm/errno.h>\n',
    'modules/a/a.cpp': CPP + '#include <bindings/slab.hpp>\n#include <linux/ioctl.h>\n#include "a.h"\n',
    'modules/a/a.h': C + '#include <linux/types.h>\n',
    'modules/a/exports.c': C + '#include <linux/export.h>\n',
    'modules/b/b.hpp': CPP,
    'tests/bindings/test_slab.cpp': CPP + '#include <bindings/raw.hpp>\n',
}
BAD_INCLUDES = {
    'cxxrt/x.cpp': ('bindings/slab.hpp', 'linux/slab.h', 'raw_generated.hpp'),
    'bindings/x.hpp': ('modules/b/b.hpp', 'raw_generated.hpp', 'net/sock.h', 'bindings/no.hpp'),
    'modules/a/x.cpp': ('bindings/raw.hpp', 'raw_generated.hpp', 'modules/b/b.hpp',
                        'cxxrt/host.hpp', 'features.h', 'net/sock.h'),
    'tests/x.cpp': ('bindings/no.hpp',),
}


def includes(report: tap.Report) -> None:
    accepts(report, 'includes', 'includes: every layer may include what is below it', LAYERS)
    for path, targets in BAD_INCLUDES.items():
        for target in targets:
            refuses(report, 'includes', f'includes: {path} must not include <{target}>',
                    {**LAYERS, path: CPP + f'#include <{target}>\n'}, f'{path}:2: {target}')
    for target in ('../b/b.hpp', 'no.h'):
        refuses(report, 'includes', f'includes: a module must not include "{target}"',
                {**LAYERS, 'modules/a/x.cpp': CPP + f'#include "{target}"\n'}, f'x.cpp:2: {target}')


def licences(report: tap.Report) -> None:
    accepts(report, 'licences', 'licences: a line at the top', {'a': SHELL, 'b.hpp': CPP, 'c.txt': '1'})
    refuses(report, 'licences', 'licences: none', {'a.hpp': '#pragma once\n'}, 'a.hpp: no line')
    refuses(report, 'licences', 'licences: too far down', {'a.hpp': '\n\n' + CPP}, 'a.hpp: no line')


def lengths(report: tap.Report) -> None:
    def function(lines: int) -> str:
        return CPP + 'void f()\n{\n' + '    g();\n' * (lines - 2) + '}\n'
    python = PYTHON + 'def f():\n' + '    g()\n' * 40
    table = CPP + 'int table[] = {\n' + '    1,\n' * 100 + '};\n'
    accepts(report, 'lengths', 'lengths: 40 lines a function, 300 a file',
            {'a.cpp': function(40), 'b.cpp': CPP + '//\n' * 299, 'c.cpp': table})
    refuses(report, 'lengths', 'lengths: 301 lines', {'a.cpp': CPP + '//\n' * 300}, '301 lines')
    refuses(report, 'lengths', 'lengths: 41 lines of C++', {'a.cpp': function(41)}, 'a.cpp:3: a fun')
    refuses(report, 'lengths', 'lengths: 41 lines of Python', {'a': python}, 'a function of 41')


def paths_and_names(report: tap.Report) -> None:
    folder = '/ho' + 'me/me/kcxx'
    accepts(report, 'machine_paths', 'machine_paths: of the root, or of every system',
            {'a.mk': '# $(root)/work /usr/src ${HOME}/home x/root\n'})
    refuses(report, 'machine_paths', 'machine_paths: a home', {'a.txt': f'x={folder}\n'}, 'a.txt:1')
    refuses(report, 'machine_paths', 'machine_paths: /ro' 'ot', {'a': '"/ro' 'ot"\n'}, 'a:1')
    accepts(report, 'references', 'references: files, folders and patterns',
            {'a.cpp': CPP + '// See a/b, bindings/x.hpp, tests/*.sh, modules/NAME and bindings/.\n',
             'bindings/x.hpp': CPP})
    refuses(report, 'references', 'references: of nothing',
            {'a.cpp': CPP + 'int a; // as in bindings/gone.hpp.\n'}, 'no bindings/gone.hpp')
    mark = 'TO' + 'DO'
    accepts(report, 'open_ends', 'open_ends: with a reason',
            {'a.cpp': CPP + f'// {mark}: use the binding once there is one.\n'})
    refuses(report, 'open_ends', 'open_ends: without one', {'a.cpp': CPP + f'// {mark} x\n'}, 'a.cpp:2')
    refuses(report, 'open_ends', 'open_ends: in a script', {'a': SHELL + f'#{mark}\n'}, 'a:3')


def unsafe_blocks(report: tap.Report) -> None:
    block = CPP + 'void f()\n{\n    unsafe("a reason of some length") {}\n}\n'
    name, budget = 'modules/a/a.cpp', 'scripts/check/unsafe_budget.txt'
    accepts(report, 'unsafe_blocks', 'unsafe_blocks: none in modules, any in bindings',
            {name: CPP + '// not unsafe("x")\n', 'bindings/a.hpp': block})
    refuses(report, 'unsafe_blocks', 'unsafe_blocks: not granted', {name: block}, f'{name}: 1 unsafe')
    grant = f'1 {name} there is no binding for it yet\n'
    accepts(report, 'unsafe_blocks', 'unsafe_blocks: granted', {name: block, budget: grant})
    refuses(report, 'unsafe_blocks', 'unsafe_blocks: fewer than granted',
            {name: CPP, budget: grant}, f'{name}: 0 unsafe')
    refuses(report, 'unsafe_blocks', 'unsafe_blocks: granted without a reason',
            {name: block, budget: f'1 {name}\n'}, f'{budget}:1')


def commands(report: tap.Report) -> None:
    accepts(report, 'commands', 'commands: good ones', {'a': SHELL, 'b': PYTHON, 'c.sh': SHELL})
    refuses(report, 'commands', 'commands: shell that does not parse', {'a': SHELL + 'if\n'}, 'a: ')
    refuses(report, 'commands', 'commands: Python that does not parse', {'b': PYTHON + 'if\n'}, 'b:3')
    refuses(report, 'commands', 'commands: #! of another machine', {'b': '#!/opt/python\n'}, 'b: #!')


def main() -> int:
    report = tap.Report()
    for test in (includes, licences, lengths, paths_and_names, unsafe_blocks, commands):
        test(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
