# SPDX-License-Identifier: GPL-2.0
"""The kernel's headers and our helpers, parsed once by libclang as the C they are."""

import dataclasses
import pathlib
import re
import subprocess

import clang.cindex as ci
from clang.cindex import CursorKind

from allow import AllowList
from errors import BindgenError

# Annotated pointers become visible as address spaces. For the generator alone: in compiled code the
# annotations are empty.
ANNOTATIONS = '''
#undef __user
#undef __iomem
#undef __percpu
#undef __rcu
#define __user   __attribute__((address_space(1)))
#define __iomem  __attribute__((address_space(2)))
#define __percpu __attribute__((address_space(3)))
#define __rcu    __attribute__((address_space(4)))
'''
VALUE = '__kcxx_value_'
TYPE = '__kcxx_type_'
# Detailed preprocessing is not needed; bodies are skipped, errors do not end the parse, and const
# of attributed pointers is kept (0x1000).
PARSE_OPTIONS = 0x40 | 0x200 | 0x1000


@dataclasses.dataclass
class Source:
    cc: str
    flags: list[str]
    headers: pathlib.Path
    helpers: list[pathlib.Path]
    out: pathlib.Path

    def includes(self) -> list[str]:
        return [f'#include "{path.resolve()}"' for path in [self.headers, *self.helpers]]

    def macros(self, allow: AllowList) -> dict[str, str]:
        """Allow-listed object-like macros and their bodies."""
        run = subprocess.run([self.cc, *self.flags, '-x', 'c', '-E', '-dM', '-'], text=True,
                             input='\n'.join(self.includes()), capture_output=True, check=False)
        if run.returncode:
            first = re.search(r'^.*error:.*$', run.stderr, re.MULTILINE)
            raise BindgenError('the headers do not compile: ' +
                               (first.group(0) if first else run.stderr[:500]))
        found = {}
        for line in run.stdout.splitlines():
            match = re.match(r'#define (\w+) (.+)$', line)
            if match and match.group(1) != match.group(2) and allow.has('macro', match.group(1)):
                found[match.group(1)] = match.group(2)
        return found

    def parse(self, macros: dict[str, str]) -> 'Declarations':
        """One parse for everything: after the headers, each macro asks for its value and type."""
        name = str(self.out.resolve() / 'bindgen.c')
        note = str(self.out.resolve() / 'annotations.h')
        lines = self.includes()
        asked = {}
        for macro in sorted(macros):
            lines.append(f'enum {{ {VALUE}{macro} = ({macro}) }}; '
                         f'extern __typeof__({macro}) {TYPE}{macro};')
            asked[len(lines)] = macro
        resource = subprocess.run([self.cc, '-print-resource-dir'], text=True, capture_output=True,
                                  check=True).stdout.strip()
        # The annotations must come after the header that defines them as nothing.
        arguments = [*self.flags, '-w', '-ferror-limit=0', '-include', note, '-resource-dir', resource,
                     '-x', 'c']
        try:
            unit = ci.Index.create().parse(name, args=arguments, options=PARSE_OPTIONS,
                                           unsaved_files=[(name, '\n'.join(lines) + '\n'),
                                                          (note, ANNOTATIONS)])
        except ci.TranslationUnitLoadError as error:
            raise BindgenError(f'the headers do not parse: {error}') from error
        no_constants, problems = set(), []
        for diagnostic in unit.diagnostics:
            if diagnostic.severity < ci.Diagnostic.Error:
                continue
            place = diagnostic.location
            if place.file and place.file.name == name and place.line in asked:
                no_constants.add(asked[place.line])
            elif diagnostic.severity == ci.Diagnostic.Fatal:
                raise BindgenError(f'the headers do not parse: {diagnostic}')
            else:
                problems.append(f'in the headers: {diagnostic.spelling} ({place.file}:{place.line})')
        return Declarations(unit, no_constants, problems)


class Declarations:
    """What the headers declare, by name."""

    def __init__(self, unit: ci.TranslationUnit, no_constants: set[str], problems: list[str]) -> None:
        self.unit = unit
        self.problems = problems
        self.functions: dict[str, ci.Cursor] = {}
        self.variables: dict[str, ci.Cursor] = {}
        self.typedefs: dict[str, ci.Cursor] = {}
        self.tags: dict[str, ci.Cursor] = {}
        self.values: dict[str, ci.Cursor] = {}
        self.types: dict[str, ci.Cursor] = {}
        self.enumerators: dict[str, tuple[ci.Cursor, int]] = {}
        for cursor in unit.cursor.get_children():
            self._add(cursor)
        for name in no_constants:
            self.values.pop(name, None)

    def _add(self, cursor: ci.Cursor) -> None:
        name = cursor.spelling
        if cursor.kind == CursorKind.FUNCTION_DECL:
            if name not in self.functions or cursor.is_definition():
                self.functions[name] = cursor
        elif cursor.kind == CursorKind.VAR_DECL:
            if name.startswith(TYPE):
                self.types[name.removeprefix(TYPE)] = cursor
            else:
                self.variables[name] = cursor
        elif cursor.kind == CursorKind.TYPEDEF_DECL:
            self.typedefs[name] = cursor
        elif cursor.kind in (CursorKind.STRUCT_DECL, CursorKind.UNION_DECL):
            if name and (name not in self.tags or cursor.is_definition()):
                self.tags[name] = cursor
        elif cursor.kind == CursorKind.ENUM_DECL and cursor.is_definition():
            first = next(cursor.get_children(), None)
            if first is not None and first.spelling.startswith(VALUE):
                self.values[first.spelling.removeprefix(VALUE)] = first
                return
            if not cursor.is_anonymous():
                self.tags[name] = cursor
            for item in cursor.get_children():
                if item.kind == CursorKind.ENUM_CONSTANT_DECL:
                    self.enumerators[item.spelling] = (cursor, item.enum_value)

    def files(self) -> list[str]:
        return sorted({include.include.name for include in self.unit.get_includes()})
