# SPDX-License-Identifier: GPL-2.0
"""What the cases say of themselves, and the classes of mistakes that they are about."""

import dataclasses
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
# What rustc, with the crates of Rust for Linux, does; `none`: there is nothing to do wrong with.
RUST = ('refused', 'warns', 'compiles', 'panics', 'none')
LINES = {'class': 'what kind of mistake, one of classes.txt',
         'expect': 'a part of the diagnostic', 'why': 'what C does',
         'rust': f'{"|".join(RUST)}, a colon, and why'}


@dataclasses.dataclass(frozen=True)
class Class:
    name: str
    meaning: str
    in_c: str


@dataclasses.dataclass(frozen=True)
class Elsewhere:
    """What stops a mistake that compiles, and the test that shows it."""

    class_name: str
    what: str
    test: pathlib.Path
    text: str

    def problem(self) -> str:
        test = ROOT / self.test
        if not test.is_file() or self.text not in test.read_text(encoding='utf-8'):
            return f'elsewhere.txt: {self.test} has no "{self.text}"'
        return ''


@dataclasses.dataclass(frozen=True)
class Case:
    source: pathlib.Path
    class_name: str
    expect: str
    why: str
    rust: str

    @property
    def name(self) -> str:
        return f'{self.source.parent.name}/{self.source.stem}'

    @property
    def rust_verdict(self) -> str:
        return self.rust.partition(': ')[0]

    def problem(self) -> str:
        """What the case does not say of itself."""
        said = {'class': self.class_name, 'expect': self.expect, 'why': self.why,
                'rust': self.rust if self.rust_verdict in RUST and ': ' in self.rust else ''}
        for word, meaning in LINES.items():
            if not said[word]:
                return f'a case has a line "// {word}: ..." ({meaning})'
        if self.class_name not in {known.name for known in classes()}:
            return f'classes.txt has no class "{self.class_name}"'
        return ''


def read(source: pathlib.Path) -> Case:
    text = source.read_text(encoding='utf-8')
    found = (re.search(rf'^// {word}: (\S.*)$', text, re.MULTILINE) for word in LINES)
    return Case(source, *(match.group(1) if match else '' for match in found))


def fields(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding='utf-8').splitlines()
    return [[field.strip() for field in line.split('|')] for line in lines if not line.startswith('#')]


def classes() -> list[Class]:
    return [Class(*line) for line in fields('classes.txt')]


def elsewhere() -> list[Elsewhere]:
    return [Elsewhere(name, what, pathlib.Path(test), text)
            for name, what, test, text in fields('elsewhere.txt')]
