# SPDX-License-Identifier: GPL-2.0
"""Values of enumerators and macros, as C++ literals of their type."""

import clang.cindex as ci
from clang.cindex import TypeKind

from declarator import UNSIGNED, strip


def is_unsigned(kind: ci.Type) -> bool:
    kind = strip(kind.get_canonical())
    if kind.kind == TypeKind.ENUM:
        kind = kind.get_declaration().get_definition().enum_type.get_canonical()
    return kind.kind in UNSIGNED


def literal(value: int, width: int, unsigned: bool) -> str:
    if unsigned:
        value &= (1 << width) - 1
    elif value >> (width - 1) & 1 and value > 0:
        value -= 1 << width
    suffix = ('u' if unsigned and width >= 32 else '') + ('l' if width == 64 else '')
    if value == -(1 << (width - 1)):
        return f'(-{-value - 1}{suffix} - 1)'
    return f'{value}{suffix}'
