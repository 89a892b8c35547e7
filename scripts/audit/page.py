# SPDX-License-Identifier: GPL-2.0
"""The audit as one HTML page that needs nothing else: each block with its code."""

import collections
import html
import pathlib

from blocks import Block

STYLE = '''
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 72em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8884; padding: .4em .6em; text-align: left; vertical-align: top; }
pre, code { font: 13px/1.4 ui-monospace, monospace; }
pre { background: #8881; margin: .4em 0; overflow-x: auto; padding: .6em; }
pre mark { background: #fc06; color: inherit; }
.rule { color: #888; }
'''
BEFORE, AFTER = 2, 6


def excerpt(root: pathlib.Path, block: Block) -> str:
    """The code around the block; its first line is marked."""
    lines = (root / block.file).read_text(encoding='utf-8').splitlines()
    first = max(block.line - 1 - BEFORE, 0)
    shown = []
    for number, line in enumerate(lines[first:block.line + AFTER], first + 1):
        text = html.escape(f'{number:4}  {line}')
        shown.append(f'<mark>{text}</mark>' if number == block.line else text)
    return '\n'.join(shown)


def row(root: pathlib.Path, block: Block) -> str:
    place = html.escape(f'{block.file}:{block.line}')
    covered = '<br>'.join(f'<code>{html.escape(what)}</code> <span class="rule">{html.escape(rule)}</span>'
                          for rule, what in block.operations)
    return (f'<tr id="{place}"><td><a href="#{place}">{place}</a><br><code>{html.escape(block.function)}'
            f'</code></td><td>{html.escape(block.reason)}<details><summary>code</summary>'
            f'<pre>{excerpt(root, block)}</pre></details></td><td>{covered}</td></tr>')


def page(root: pathlib.Path, blocks: list[Block]) -> str:
    totals = collections.Counter(block.part for block in blocks)
    summary = ''.join(f'<tr><td><a href="#{html.escape(part)}">{html.escape(part)}</a></td>'
                      f'<td>{count}</td></tr>' for part, count in sorted(totals.items()))
    sections = []
    for part in sorted(totals):
        rows = '\n'.join(row(root, block) for block in blocks if block.part == part)
        sections.append(f'<h2 id="{html.escape(part)}">{html.escape(part)}</h2>\n<table><tr><th>where'
                        f'<th>why it is sound<th>what it covers</tr>\n{rows}</table>')
    return (f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>kcxx: unsafe blocks</title>\n'
            f'<style>{STYLE}</style>\n<h1>{len(blocks)} unsafe blocks</h1>\n'
            f'<table><tr><th>part<th>blocks</tr>{summary}</table>\n' + '\n'.join(sections) + '\n</html>\n')
