#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/docs renders comments as sections, and fails on what doxygen cannot resolve."""

import html
import re
import subprocess
import sys

from sample_tree import CPP, ROOT, sample_tree, tap

HEADER = CPP + '''// <linux/slab.h>: memory with one owner.
#pragma once
namespace kernel {
/// Memory of <linux/slab.h>: 100%, a#b, me@here and `Box<Thing>`, all of `Box<Thing,
/// Other>` too.
///
/// Context: Process context. May sleep
///          for long.
/// Return: zero or -ENOMEM.
/// Ownership: The caller's.
///
///     auto box = make_box<Thing>();
int make_box(int size) MAY_SLEEP KCXX_REQUIRES_SHARED(a, b);
}
'''
README = '''# kcxx
See [the note](modules/note/README.md), [below](#the-two-commands) and [LICENSE](LICENSE).

## The two commands
For @you.
'''


def text_of(page: str) -> str:
    return re.sub(r'\s+', ' ', html.unescape(re.sub(r'<[^>]*>', ' ', page)))


def main() -> int:
    report = tap.Report('docs: ')
    with sample_tree({}) as tree:
        run = subprocess.run([ROOT / 'scripts/docs', '--out', tree.root], text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        report.result(run.returncode == 0, 'of this tree', run.stdout if run.returncode else '')
    files = {'bindings/slab.hpp': HEADER, 'README.md': README, 'modules/note/README.md': '# Note\n'}
    with sample_tree(files) as tree:
        out = tree.root / 'html'
        run = tree.run('scripts/docs', '--out', str(out))
        report.result(run.returncode == 0, 'are written without a warning', run.stdout
                      if run.returncode else '')
        if run.returncode:
            return 1
        page = (out / 'namespacekernel.html').read_text(encoding='utf-8')
        text = text_of(page)
        for section in ('Context Process context. May sleep for long.', 'Return Zero or -ENOMEM.',
                        "Ownership The caller's."):
            report.result(section in text, f'section: {section}', '' if section in text else text)
        report.result('Memory of <linux/slab.h>: 100%, a#b, me@here and Box<Thing>' in text
                      and '\\' not in text, 'what looks like a command is plain text')
        report.result('MAY_SLEEP' not in text and 'KCXX' not in text, 'signatures are clean')
        report.result('autobox=make_box<Thing>();' in text.replace(' ', ''),
                      'examples are shown')
        main_page = text_of((out / 'index.html').read_text(encoding='utf-8'))
        report.result('See the note , below and LICENSE.' in main_page and 'For @you.' in main_page,
                      'README is the main page')
    with sample_tree({**files, 'README.md': '# kcxx\n[Nothing](#no-such-section)\n'}) as tree:
        run = tree.run('scripts/docs', '--out', str(tree.root / 'html'))
        report.result(run.returncode == 1 and 'README.md:2' in run.stdout, 'a warning is an error',
                      '' if run.returncode == 1 else run.stdout)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
