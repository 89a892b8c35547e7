# SPDX-License-Identifier: GPL-2.0
"""Typedefs, enums, structs and unions: emitted when something needs them, in an order that compiles."""

import dataclasses
import re

import clang.cindex as ci
from clang.cindex import CursorKind, TypeKind

from allow import AllowList
from constants import literal
from declarator import ARRAYS, BUILTIN, FUNCTIONS, UNSIGNED, Declarator, identifier, strip
from errors import Unsupported
from records import KEYWORD, Body, Record

BUILTIN_TYPEDEFS = ('__builtin_va_list', 'va_list', '__builtin_ms_va_list', '__int128_t', '__uint128_t',
                    'bool')


@dataclasses.dataclass
class Enum:
    name: str
    size: int
    values: list[tuple[str, int]]


class Types:
    def __init__(self, allow: AllowList) -> None:
        self.allow = allow
        self.names: dict[int, str | None] = {}
        self.cxx = Declarator(self.names, cxx=True)
        self.c = Declarator(self.names, cxx=False)
        self.forwards: dict[int, str] = {}
        self.lines: list[str] = []
        self.records: list[Record] = []
        self.enums: list[Enum] = []
        self.report: list[str] = []
        self.typedef_names: set[str] = set()
        self._enums: set[int] = set()
        self._records: set[int] = set()

    # --- names ---------------------------------------------------------------------------------
    def name_of(self, cursor: ci.Cursor) -> str | None:
        key = cursor.canonical.hash
        if key not in self.names:
            plain = not cursor.is_anonymous() and re.fullmatch(r'\w+', cursor.spelling)
            self.names[key] = identifier(cursor.spelling) if plain else None
        return self.names[key]

    # --- reachability -----------------------------------------------------------------------------
    def need(self, kind: ci.Type, whole: bool) -> None:
        """Makes what `kind` names available; `whole` if it is used by value."""
        kind = strip(kind)
        if kind.kind in BUILTIN:
            return
        if kind.kind == TypeKind.POINTER:
            self.need(kind.get_pointee(), False)
        elif kind.kind in ARRAYS:
            self.need(kind.get_array_element_type(), whole)
        elif kind.kind == TypeKind.TYPEDEF:
            declaration = kind.get_declaration()
            self.typedef(declaration)
            if whole:
                self.need(declaration.underlying_typedef_type, True)
        elif kind.kind == TypeKind.RECORD:
            if whole:
                self.record(kind.get_declaration())
            else:
                self.forward(kind.get_declaration())
        elif kind.kind == TypeKind.ENUM:
            self.enum(kind.get_declaration())
        elif kind.get_canonical().kind in FUNCTIONS:
            self._need_function(kind)
        elif kind.get_canonical().kind != kind.kind:
            self.need(kind.get_canonical(), whole)
        else:
            raise Unsupported(f'type {kind.spelling}')

    def _need_function(self, kind: ci.Type) -> None:
        if kind.kind not in (TypeKind.FUNCTIONPROTO, TypeKind.UNEXPOSED):
            kind = kind.get_canonical()
        self.need(kind.get_result(), False)
        if kind.get_canonical().kind == TypeKind.FUNCTIONPROTO:
            for parameter in kind.argument_types():
                self.need(parameter, False)

    def forward(self, cursor: ci.Cursor) -> None:
        name = self.name_of(cursor)
        if name is not None:
            self.forwards.setdefault(cursor.canonical.hash, f'{KEYWORD[cursor.kind]} {name};')

    # --- typedefs ----------------------------------------------------------------------------------
    def typedef(self, cursor: ci.Cursor) -> None:
        name = cursor.spelling
        if name in self.typedef_names or name in BUILTIN_TYPEDEFS:
            return
        self.typedef_names.add(name)
        to = strip(cursor.underlying_typedef_type)
        if to.kind in (TypeKind.RECORD, TypeKind.ENUM):
            tag = to.get_declaration()
            if self.name_of(tag) is None:  # typedef struct { ... } name;
                self.names[tag.canonical.hash] = name
            if self.name_of(tag) == name:
                if to.kind == TypeKind.ENUM:
                    self.enum(tag)
                else:
                    self.forward(tag)
                return
        align, natural = cursor.type.get_align(), cursor.underlying_typedef_type.get_align()
        stricter = align > 0 and natural > 0 and align != natural
        self.need(to, stricter or to.kind == TypeKind.CONSTANTARRAY)
        attribute = f' __attribute__((aligned({align})))' if stricter else ''
        self.lines.append(f'typedef {self.cxx.spell(cursor.underlying_typedef_type, name)}{attribute};')

    # --- enums -----------------------------------------------------------------------------------------
    def enum(self, cursor: ci.Cursor) -> None:
        key = cursor.canonical.hash
        if key in self._enums:
            return
        self._enums.add(key)
        definition = cursor.get_definition()
        if definition is None:
            if self.name_of(cursor):
                self.lines.append(f'enum {self.name_of(cursor)} : unsigned int;')
            return
        items = [(item.spelling, item.enum_value) for item in definition.get_children()
                 if item.kind == CursorKind.ENUM_CONSTANT_DECL]
        if self.name_of(cursor) is None:
            self.names[key] = 'enum_of_' + items[0][0]
        name = self.name_of(cursor)
        base = definition.enum_type.get_canonical()
        width = definition.type.get_size() * 8
        body = ''.join(f'\n\t{identifier(item)} = {literal(value, width, base.kind in UNSIGNED)},'
                       for item, value in items)
        self.lines.append(f'enum {name} : {BUILTIN[base.kind]} {{{body}\n}};')
        self.enums.append(Enum(str(name), definition.type.get_size(), items))

    # --- structs and unions --------------------------------------------------------------------------------
    def record(self, cursor: ci.Cursor) -> None:
        key = cursor.canonical.hash
        if key in self._records or cursor.spelling == '__va_list_tag':
            return
        definition = cursor.get_definition()
        if definition is None:
            self.forward(cursor)
            return
        name = self.name_of(cursor)
        if name is None:
            raise Unsupported('a struct without a name, outside of any other')
        self._records.add(key)
        self.forward(cursor)
        keyword = KEYWORD[definition.kind]
        size, align = definition.type.get_size(), definition.type.get_align()
        record = Record(name, keyword, definition.type.spelling, size, align, [], [])
        try:
            if self.allow.has('opaque', name):
                raise Unsupported('opaque by the allow-list')
            body = Body(self, record)
            text, attributes = body.members(definition, 1, [], 0)
            self.lines.append(f'{keyword}{attributes} {name} {{\n{text}\n}};')
        except Unsupported as reason:
            self.report.append(f'opaque {keyword} {name}: {reason}')
            record.offsets, record.bits = [], []
            self.lines.append(f'{keyword} __attribute__((aligned({align}))) {name} '
                              f'{{ unsigned char opaque_[{size}]; }};')
        self.records.append(record)
