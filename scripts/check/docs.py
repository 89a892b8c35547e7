# SPDX-License-Identifier: GPL-2.0
"""Everything public in bindings/*.hpp says in `///` what it is for, functions also where they may
be called (`Context:`), and the kernel headers that comments name exist.

Public are classes, enums, concepts, functions and macros, but for what is private, deleted or
defaulted, in a namespace named detail, format or raw, or named KCXX_*. Declarations on lines that
follow each other share the comment above the first.
No comment is asked of constructors, destructors, operators, specialisations of what has one, empty
functions, and accessors: const or constexpr, with one return statement.
`Context:` is not asked where the comment of the class has it, nor of what is constexpr: that can
neither sleep nor lock.
"""

import pathlib
import re

from check.tree import Tree
from kbuild_commands import BuildFolder

INTERNAL = ('detail', 'format', 'raw', '')
ONE_RETURN = re.compile(r'[^{]*\{\s*return\b[^;]*;\s*\}', re.DOTALL)
EMPTY = re.compile(r'.*\{\s*\}', re.DOTALL)
CONSTANT = re.compile(r'\b(constexpr|consteval)\b')
KERNEL_HEADER = re.compile(r'<((?:linux|asm|asm-generic|uapi|drm|net|kunit)/[\w/.-]+\.h)>')


def public(path: str) -> bool:
    return path.startswith('bindings/') and not path.startswith('bindings/raw/') and \
        path.endswith('.hpp')


class Declarations:
    """Walks what libclang makes of the headers, and gathers what lacks a comment."""

    def __init__(self, tree: Tree) -> None:
        from clang.cindex import AccessSpecifier, CursorKind as Kind
        self.tree = tree
        self.problems: list[str] = []
        self.hidden = (AccessSpecifier.PRIVATE, AccessSpecifier.PROTECTED)
        self.types = (Kind.CLASS_DECL, Kind.STRUCT_DECL, Kind.UNION_DECL, Kind.CLASS_TEMPLATE)
        self.others = (Kind.ENUM_DECL, Kind.CONCEPT_DECL)
        self.functions = (Kind.FUNCTION_DECL, Kind.CXX_METHOD, Kind.FUNCTION_TEMPLATE)
        self.scopes = (Kind.LINKAGE_SPEC, Kind.NAMESPACE)
        self.kind = Kind

    def file(self, cursor) -> str:
        if not cursor.location.file:
            return ''
        path = pathlib.Path(cursor.location.file.name)
        return path.relative_to(self.tree.root).as_posix() \
            if path.is_relative_to(self.tree.root) else ''

    def say(self, cursor, what: str) -> None:
        self.problems.append(f'{self.file(cursor)}:{cursor.location.line}: {cursor.spelling} {what}')

    def source(self, cursor) -> str:
        return self.tree.text(self.file(cursor)).encode()[
            cursor.extent.start.offset:cursor.extent.end.offset].decode()

    def above(self, path: str, line: int) -> str:
        """The comment right above a line: what a macro declares has it, says libclang, not."""
        start = line - 1
        while start > 0 and self.tree.lines(path)[start - 1].lstrip().startswith('///'):
            start -= 1
        return '\n'.join(self.tree.lines(path)[start:line - 1])

    def children(self, parent, context: bool) -> None:
        """Context: whether a class around them says where its functions may be called."""
        end, comment = 0, ''
        for cursor in parent.get_children():
            if cursor.access_specifier in self.hidden or not public(self.file(cursor)):
                continue
            start = cursor.extent.start.line
            above = self.above(self.file(cursor), start)
            comment = cursor.raw_comment or above or (comment if start in (end, end + 1) else '')
            end = cursor.extent.end.line
            self.visit(cursor, comment, context)

    def visit(self, cursor, comment: str, context: bool) -> None:
        if cursor.kind in self.scopes:
            if cursor.spelling not in INTERNAL or cursor.kind == self.kind.LINKAGE_SPEC:
                self.children(cursor, context)
        elif cursor.kind in self.types and cursor.is_definition():
            if not comment:
                self.say(cursor, 'has no comment in ///')
            self.children(cursor, context or 'Context:' in comment)
        elif cursor.kind in self.others and cursor.spelling:
            if not comment:
                self.say(cursor, 'has no comment in ///')
        elif cursor.kind in self.functions:
            self.function(cursor, comment, context)

    def function(self, cursor, comment: str, context: bool) -> None:
        source = self.source(cursor)
        constant = bool(CONSTANT.search(source.partition('{')[0]))
        accessor = (constant or cursor.is_const_method()) and ONE_RETURN.fullmatch(source)
        parent = cursor.semantic_parent
        constructor = cursor.spelling.partition('<')[0] == parent.spelling.partition('<')[0]
        if cursor.spelling.startswith('operator') or constructor or accessor or \
                cursor.is_deleted_method() or cursor.is_default_method() or EMPTY.fullmatch(source):
            return
        if not comment:
            self.say(cursor, 'has no comment in ///')
        elif not (context or constant or 'Context:' in comment):
            self.say(cursor, 'does not say its Context:')


def macros(tree: Tree, path: str) -> list[str]:
    """The macros of a header that have no comment, in order."""
    problems = []
    documented = False
    for number, line in enumerate(tree.lines(path), 1):
        match = re.match(r'#\s*define\s+(\w+)', line)
        if match and not documented and not match.group(1).startswith('KCXX_'):
            problems.append(f'{path}:{number}: {match.group(1)} has no comment in ///')
        continued = number > 1 and tree.lines(path)[number - 2].endswith('\\')
        documented = line.lstrip().startswith('///') or \
            documented and (line.startswith('#') or continued)
    return problems


def parse(tree: Tree, build: BuildFolder, problems: list[str]):
    from clang.cindex import Diagnostic, Index
    text = ''.join(f'#include <{path}>\n' for path in tree.files if public(path))
    flags = [flag for flag in build.cxx_arguments()[1:] if flag != '-Werror']
    name = str(tree.root / 'all-bindings.cpp')
    unit = Index.create().parse(name, [f'-working-directory={build.kdir}', *flags],
                                unsaved_files=[(name, text)])
    errors = [diagnostic for diagnostic in unit.diagnostics
              if diagnostic.severity >= Diagnostic.Error]
    if errors:
        problems.append(f'{errors[0].location.file}:{errors[0].location.line}: '
                        f'{errors[0].spelling}: what follows may be incomplete')
    return unit


def kernel_headers(tree: Tree, build: BuildFolder, path: str) -> list[str]:
    flags = build.clang_c_arguments()
    folders = [build.kdir / flag[2:] for flag in flags if flag.startswith('-I')]
    return [f'{path}:{number}: this kernel has no <{name}>'
            for number, text in tree.comments(path) for name in KERNEL_HEADER.findall(text)
            if not any((folder / name).exists() for folder in folders)]


def check(tree: Tree, build: BuildFolder) -> list[str]:
    problems: list[str] = []
    unit = parse(tree, build, problems)
    declarations = Declarations(tree)
    declarations.children(unit.cursor, False)
    problems += declarations.problems
    for path in filter(public, tree.files):
        problems += macros(tree, path) + kernel_headers(tree, build, path)
    return problems
