#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/format finds what is not formatted, and puts it right."""

import shutil
import sys

from sample_tree import C, CPP, PYTHON, ROOT, SHELL, sample_tree, tap

GOOD = {
    'a.cpp': CPP + '''#include <bindings/slab.hpp>

#include <expected>

template <class T> class KCXX_CONSUMABLE(unconsumed) Box {
public:
    Box(Box &&from) noexcept KCXX_RETURNS(unconsumed)
        : object_(std::exchange(from.object_, nullptr)), size_(std::exchange(from.size_, 0))
    {}
    int load() const MAY_SLEEP
    {
        unsafe("a reason of some length") {
            return TRY(raw::load(object_));
        }
    }
};

module_object(Hello);
''',
    'a.c': C + 'int f(void)\n{\n\treturn 0;\n}\n',
    'a': SHELL + 'if true; then\n\techo\nfi\n',
    'b': PYTHON + 'if True:\n    pass\n',
    'a.mk': '# SPDX-License-Identifier: GPL-2.0\na:\n\techo\n      cmd_a = echo\n',
    'a.txt': 'text\n',
}
BAD = {
    'C++': ('a.cpp', CPP + 'int  f( ) { return 0; }\n', 'a.cpp: not formatted'),
    'includes in another order': ('a.cpp', CPP + '#include <expected>\n#include <bindings/a.hpp>\n',
                                  'a.cpp: not formatted'),
    'a blank at a line end': ('a.c', C + 'int a; \n', 'a.c: not formatted'),
    'no end of the last line': ('a.txt', 'text', 'a.txt: not formatted'),
    'an empty last line': ('a.txt', 'text\n\n', 'a.txt: not formatted'),
    'C indented by blanks': ('a.c', C + 'int f(void)\n{\n    return 0;\n}\n', 'a.c:4: c is'),
    'shell indented by blanks': ('a', SHELL + 'if true; then\n    echo\nfi\n', 'a:4: shell is'),
    'Python indented by tabs': ('b', PYTHON + 'if True:\n\tpass\n', 'b:4: python is'),
}


def main() -> int:
    report = tap.Report('format: ')
    style = (ROOT / '.clang-format').read_text(encoding='utf-8')
    with sample_tree({'.clang-format': style, **GOOD}) as tree:
        run = tree.run('scripts/format', '--check')
        report.result(run.returncode == 0 and not run.stdout, 'what is right is right', run.stdout)
    for what, (path, text, said) in BAD.items():
        with sample_tree({'.clang-format': style, path: text}) as tree:
            run = tree.run('scripts/format', '--check')
            unchanged = (tree.root / path).read_text(encoding='utf-8') == text
            report.result(run.returncode == 1 and said in run.stdout and unchanged, what,
                          '' if said in run.stdout else run.stdout)
            if said.endswith('not formatted'):
                tree.run('scripts/format')
                run = tree.run('scripts/format', '--check')
                report.result(run.returncode == 0, f'{what}: is put right', run.stdout)
    with sample_tree({'modules/a/a.cpp': CPP}) as tree:
        shutil.rmtree(tree.root / 'modules')
        run = tree.run('scripts/format', '--check')
        report.result(run.returncode == 0, 'an empty tree', run.stdout)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
