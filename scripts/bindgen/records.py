# SPDX-License-Identifier: GPL-2.0
"""Typedefs, enums, structs and unions: emitted when something needs them, in an order that compiles,
with the layout that C gives them."""

import dataclasses
import re

import clang.cindex as ci
from clang.cindex import CursorKind, TypeKind

from allow import AllowList
from declarator import ARRAYS, BUILTIN, FUNCTIONS, UNSIGNED, Declarator, identifier, strip
from errors import Unsupported

KEYWORD = {CursorKind.STRUCT_DECL: 'struct', CursorKind.UNION_DECL: 'union'}
BUILTIN_TYPEDEFS = ('__builtin_va_list', 'va_list', '__builtin_ms_va_list', '__int128_t', '__uint128_t',
                    'bool')


@dataclasses.dataclass
class Record:
    """What the layout proof says of a struct or union."""
    name: str
    keyword: str
    c_name: str
    size: int
    align: int
    offsets: list[tuple[str, int]]
    bits: list[tuple[str, int, int]]


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
        self._typedefs: set[str] = set()
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
        if name in self._typedefs or name in BUILTIN_TYPEDEFS:
            return
        self._typedefs.add(name)
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


def literal(value: int, width: int, unsigned: bool) -> str:
    if unsigned:
        value &= (1 << width) - 1
    elif value >> (width - 1) & 1 and value > 0:
        value -= 1 << width
    suffix = ('u' if unsigned and width >= 32 else '') + ('l' if width == 64 else '')
    if value == -(1 << (width - 1)):
        return f'(-{-value - 1}{suffix} - 1)'
    return f'{value}{suffix}'


class Body:
    """The members of one record, nested anonymous ones included."""

    def __init__(self, types: Types, record: Record) -> None:
        self.types = types
        self.record = record

    def members(self, cursor: ci.Cursor, depth: int, path: list[str], base: int) -> tuple[str, str]:
        """(text of the members, attributes of the record). `base` is its offset in bits."""
        fields = list(cursor.type.get_fields())
        packed = any(child.kind == CursorKind.PACKED_ATTR for child in cursor.get_children()) or any(
            not field.is_bitfield() and field.get_field_offsetof() % (max(1, field.type.get_align()) * 8)
            for field in fields)
        natural = 1
        lines = []
        for field in fields:
            if field.get_field_offsetof() < 0:
                raise Unsupported(f'the place of {field.spelling} is not known')
            align, attribute = self._alignment(cursor, field, packed)
            natural = max(natural, align)
            lines.append('\t' * depth + self._member(field, depth, path, base) + attribute + ';')
        size, align = cursor.type.get_size(), cursor.type.get_align()
        if size == 0 and not [field for field in fields if not field.is_bitfield()]:
            lines.append('\t' * depth + 'char zero_size_[0];')  # empty in C, 1 byte in C++
        attributes = ' __attribute__((packed))' if packed else ''
        if align > natural or (packed and align > 1):
            attributes += f' __attribute__((aligned({align})))'
        return self._qualify('\n'.join(lines), fields), attributes

    def _qualify(self, text: str, fields: list[ci.Cursor]) -> str:
        """In C++ a member must not change the meaning of a type name used in its class."""
        for name in {field.spelling for field in fields} & self.types._typedefs:
            text = re.sub(rf'(?m)^(\t*(?:const |volatile )*){name}\b', rf'\1::kernel::raw::{name}', text)
        return text

    @staticmethod
    def _alignment(record: ci.Cursor, field: ci.Cursor, packed: bool) -> tuple[int, str]:
        kinds = {child.kind for child in field.get_children()}
        natural = max(1, field.type.get_align())
        align = 1 if packed or CursorKind.PACKED_ATTR in kinds else natural
        if field.is_bitfield():
            return (align if field.spelling else 1), ''
        attribute = ''
        offset = field.get_field_offsetof()
        if CursorKind.ALIGNED_ATTR in kinds or (CursorKind.PACKED_ATTR in kinds and offset % (align * 8)):
            wanted = record.type.get_align()
            while wanted > 1 and offset % (wanted * 8):
                wanted //= 2
            if wanted > align:
                attribute, align = f' __attribute__((aligned({wanted})))', wanted
        if CursorKind.PACKED_ATTR in kinds and not packed:
            attribute += ' __attribute__((packed))'
        return align, attribute

    def _member(self, field: ci.Cursor, depth: int, path: list[str], base: int) -> str:
        name = identifier(field.spelling) if field.spelling.isidentifier() else ''
        offset = base + field.get_field_offsetof()
        place = '.'.join([*path, name])
        if field.is_bitfield():
            self.types.need(field.type, True)
            if name:
                self.record.bits.append((place, offset, field.get_bitfield_width()))
            return f'{self.types.cxx.spell(field.type, name)} : {field.get_bitfield_width()}'
        if name:
            self.record.offsets.append((place, offset // 8))
        element, dimensions = strip(field.type), ''
        while element.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
            count = element.get_array_size() if element.kind == TypeKind.CONSTANTARRAY else 0
            dimensions += f'[{count}]'
            element = strip(element.get_array_element_type())
        if element.kind == TypeKind.RECORD and self.types.name_of(element.get_declaration()) is None:
            return self._nested(element.get_declaration(), name, dimensions, depth, path, offset)
        if element.kind == TypeKind.POINTER:
            to = strip(element.get_pointee())
            if to.kind == TypeKind.RECORD and self.types.name_of(to.get_declaration()) is None:
                return f'void *{name}{dimensions}'
        self.types.need(field.type, True)
        kind = strip(field.type)
        if kind.kind == TypeKind.INCOMPLETEARRAY:
            return self.types.cxx.spell(kind.get_array_element_type(), f'{name}[0]')
        return self.types.cxx.spell(field.type, name)

    def _nested(self, cursor: ci.Cursor, name: str, dimensions: str, depth: int, path: list[str],
                offset: int) -> str:
        inner = Body(self.types, Record('', '', '', 0, 0, [], [])) if dimensions else self
        text, attributes = inner.members(cursor, depth + 1, [*path, name] if name else path, offset)
        tab = '\t' * depth
        return f'{KEYWORD[cursor.kind]}{attributes} {{\n{text}\n{tab}}} {name}{dimensions}'
