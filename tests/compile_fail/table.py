# SPDX-License-Identifier: GPL-2.0
"""Renders what was measured: the table in README.md, and the list of all cases."""

import collections
import re
from typing import Sequence

import cases as said
from measure import Outcome

BEGIN = '<!-- rendered by `make safety-table` from tests/compile_fail; not to be edited by hand -->'
END = '<!-- end of what is rendered -->'
README = said.ROOT / 'README.md'
ALL_CASES = said.FOLDER / 'README.md'
LIST = 'tests/compile_fail/README.md'


class Unusable(Exception):
    """The results, or the file to write them to, make no table."""


# What is said of one case, and what of several of a class.
WORDS = {'refused': ('refused', 'refused'), 'warns': ('warns', 'warned'),
         'compiles': ('compiles', 'compile'), 'panics': ('panics', 'panic'), 'none': ('n/a', 'n/a')}


def verdicts(all_of: Sequence[str]) -> str:
    """`3 refused, 1 warned`; one word if all agree."""
    counts = collections.Counter(all_of)
    if len(counts) == 1:
        return WORDS[all_of[0]][0]
    return ', '.join(f'{counts[word]} {several}' for word, (_, several) in WORDS.items() if counts[word])


def by_class(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    bad = [outcome.case.name for outcome in outcomes if outcome.problem]
    if bad:
        raise Unusable(f'cases that do not hold: {" ".join(bad)}')
    return {kind.name: [outcome for outcome in outcomes if outcome.case.class_name == kind.name]
            for kind in said.classes()}


def row(kind: said.Class, outcomes: Sequence[Outcome]) -> str:
    here = ['refused'] if outcomes else []
    for other in said.elsewhere():
        if other.class_name == kind.name:
            if problem := other.problem():
                raise Unusable(problem)
            here.append(f'[{other.what}]({other.test})')
    if not here:
        raise Unusable(f'class {kind.name} has neither a case nor a test elsewhere')
    count = f'[{len(outcomes)}]({LIST}#{kind.name})' if outcomes else ''
    plain = verdicts([outcome.plain for outcome in outcomes]) if outcomes else ''
    rust = verdicts([outcome.case.rust_verdict for outcome in outcomes]) if outcomes else ''
    return f'| {kind.name} | {count} | {kind.in_c} | {plain} | {rust} | {"; ".join(here)} |'


def table(outcomes: Sequence[Outcome]) -> str:
    found = by_class(outcomes)
    rows = [row(kind, found[kind.name]) for kind in said.classes()]
    return '\n'.join([BEGIN, '', '| mistake | cases | C | plain C++ | Rust | here |',
                      '|---|---|---|---|---|---|', *rows, '', END])


def all_cases(outcomes: Sequence[Outcome]) -> str:
    lines = [BEGIN, '', '# What must not compile', '',
             'Each case is compiled with the checks of a module, where it must be refused, and without '
             'them (plain C++).', 'Each has a control, which differs in the mistake alone, and compiles.', '']
    for kind in said.classes():
        found = by_class(outcomes)[kind.name]
        lines += [f'## {kind.name}', '', kind.meaning, f'C: {kind.in_c}.', '']
        lines += [f'- {other.what}: [{other.test}](../../{other.test}), `{other.text}`'
                  for other in said.elsewhere() if other.class_name == kind.name]
        for outcome in found:
            case = outcome.case
            lines += [f'- [{case.name}]({case.name}.cpp): {case.why}<br>',
                      f'  plain C++: {outcome.plain}; Rust: {case.rust}<br>',
                      f'  here: `{case.expect}`']
        lines.append('')
    return '\n'.join(lines)


def rendered(outcomes: Sequence[Outcome]) -> dict:
    """What each file has to hold."""
    text = README.read_text(encoding='utf-8')
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise Unusable(f'README.md needs one line "{BEGIN}" and one "{END}"')
    before, rest = text.split(BEGIN)
    return {README: before + table(outcomes) + rest.split(END)[1], ALL_CASES: all_cases(outcomes)}


def written() -> dict[str, str]:
    """What plain C++ does with each case, as the list of all cases has it."""
    return dict(re.findall(r'^- \[(\S+)\]\(.*\n  plain C\+\+: (\w+);', ALL_CASES.read_text(encoding='utf-8'), re.MULTILINE))


def problem(outcomes: Sequence[Outcome]) -> str:
    """What is wrong with what is checked in."""
    try:
        wrong = [str(path.relative_to(said.ROOT)) for path, text in rendered(outcomes).items()
                 if not path.exists() or path.read_text(encoding='utf-8') != text]
    except Unusable as error:
        return str(error)
    return f'not what was measured: {" ".join(wrong)}; run `make safety-table`' if wrong else ''
