# SPDX-License-Identifier: GPL-2.0
"""The members of structs and unions, with the layout that C gives them."""

from __future__ import annotations

import dataclasses
import re
import typing

import clang.cindex as ci
from clang.cindex import CursorKind, TypeKind

from constants import is_unsigned
from declarator import identifier, strip
from errors import Unsupported

if typing.TYPE_CHECKING:
    from closure import Types

KEYWORD = {CursorKind.STRUCT_DECL: 'struct', CursorKind.UNION_DECL: 'union'}


@dataclasses.dataclass
class Record:
    """What the layout proof says of a struct or union."""
    name: str
    keyword: str
    c_name: str
    size: int
    align: int
    offsets: list[tuple[str, int]]
    bits: list[tuple[str, int, int, bool]]  # place, offset, width, unsigned


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
        for name in sorted({field.spelling for field in fields} & self.types.typedef_names):
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
                self.record.bits.append((place, offset, field.get_bitfield_width(),
                                         is_unsigned(field.type)))
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
