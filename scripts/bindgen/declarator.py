# SPDX-License-Identifier: GPL-2.0
"""C types spelled as declarations, in C++ or in C."""

import functools

import clang.cindex as ci
from clang.cindex import TypeKind

from errors import Unsupported

# Kinds that the python module has no name for.
SUGAR = (163, 178)  # Attributed, BTFTagAttributed

SPACES = {1: 'user_ptr', 2: 'iomem_ptr', 3: 'percpu_ptr', 4: 'rcu_ptr'}
C_SPACES = {1: '__user', 2: '__iomem', 3: '__percpu', 4: '__rcu'}
BUILTIN = {
    TypeKind.VOID: 'void', TypeKind.BOOL: 'bool', TypeKind.CHAR_U: 'char', TypeKind.CHAR_S: 'char',
    TypeKind.SCHAR: 'signed char', TypeKind.UCHAR: 'unsigned char', TypeKind.SHORT: 'short',
    TypeKind.USHORT: 'unsigned short', TypeKind.INT: 'int', TypeKind.UINT: 'unsigned int',
    TypeKind.LONG: 'long', TypeKind.ULONG: 'unsigned long', TypeKind.LONGLONG: 'long long',
    TypeKind.ULONGLONG: 'unsigned long long', TypeKind.INT128: '__int128',
    TypeKind.UINT128: 'unsigned __int128',
}
UNSIGNED = (TypeKind.BOOL, TypeKind.UCHAR, TypeKind.CHAR_U, TypeKind.USHORT, TypeKind.UINT,
            TypeKind.ULONG, TypeKind.ULONGLONG)
ARRAYS = (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY, TypeKind.VARIABLEARRAY)
FUNCTIONS = (TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO)
KEYWORDS = frozenset('''alignas alignof and and_eq asm bitand bitor bool catch char8_t char16_t
char32_t class compl concept consteval constexpr constinit const_cast co_await co_return co_yield
decltype delete dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq
nullptr operator or or_eq private protected public reinterpret_cast requires static_assert
static_cast template this thread_local throw true try typeid typename using virtual wchar_t xor
xor_eq unsafe'''.split())


def identifier(name: str) -> str:
    return name + '_' if name in KEYWORDS else name


@functools.cache
def _get_modified_type():
    """A function of libclang that the python module does not wrap."""
    function = ci.conf.lib.clang_Type_getModifiedType
    function.argtypes = [ci.Type]
    function.restype = ci.Type
    return function


def modified(kind: ci.Type) -> ci.Type:
    result = _get_modified_type()(kind)
    result._tu = kind._tu
    return result


def strip(kind: ci.Type) -> ci.Type:
    """Without attributes and elaboration: a type of a kind that is known here."""
    while True:
        if kind._kind_id in SUGAR:
            kind = modified(kind)
        elif kind.kind == TypeKind.ELABORATED:
            kind = kind.get_named_type()
        else:
            return kind


def qualifiers(kind: ci.Type) -> str:
    return (('const ' if kind.is_const_qualified() else '') +
            ('volatile ' if kind.is_volatile_qualified() else ''))


def merge(left: str, right: str) -> str:
    both = left + right
    return ('const ' if 'const' in both else '') + ('volatile ' if 'volatile' in both else '')


class Declarator:
    """`names` maps the hash of a struct, union or enum to its C++ name, None if it has none."""

    def __init__(self, names: dict[int, str | None], cxx: bool) -> None:
        self.names = names
        self.cxx = cxx

    def spell(self, kind: ci.Type, inner: str = '', outer: str = '') -> str:
        own = merge(outer, qualifiers(kind))
        if kind._kind_id in SUGAR:
            return self.spell(modified(kind), inner, own)
        if kind.kind == TypeKind.ELABORATED:
            return self.spell(kind.get_named_type(), inner, own)
        gap = ' ' if inner else ''
        if kind.kind in BUILTIN:
            return own + BUILTIN[kind.kind] + gap + inner
        if kind.kind == TypeKind.TYPEDEF:
            return own + self._typedef(kind) + gap + inner
        if kind.kind in (TypeKind.RECORD, TypeKind.ENUM):
            return own + self._tag(kind.get_declaration()) + gap + inner
        if kind.kind == TypeKind.POINTER:
            return self._pointer(kind, inner, own)
        if kind.kind == TypeKind.CONSTANTARRAY:
            return self.spell(kind.get_array_element_type(), f'{inner}[{kind.get_array_size()}]', own)
        if kind.kind in ARRAYS:
            return self.spell(kind.get_array_element_type(), inner + '[]', own)
        canonical = kind.get_canonical()
        if canonical.kind in FUNCTIONS:
            return self._function(kind, canonical, inner)
        if canonical.kind != kind.kind:
            return self.spell(canonical, inner, own)
        raise Unsupported(f'type {kind.spelling}')

    @staticmethod
    def _typedef(kind: ci.Type) -> str:
        name = kind.get_declaration().spelling
        if name in ('va_list', '__builtin_va_list'):
            return '__builtin_va_list'
        return name

    def _tag(self, cursor: ci.Cursor) -> str:
        name = self.names.get(cursor.canonical.hash)
        if name is None:
            raise Unsupported('a type without a name')
        if not self.cxx:
            return cursor.type.spelling.replace('const ', '')
        keyword = {ci.CursorKind.STRUCT_DECL: 'struct', ci.CursorKind.UNION_DECL: 'union',
                   ci.CursorKind.ENUM_DECL: 'enum'}[cursor.kind]
        return name if cursor.type.spelling == name else f'{keyword} {name}'

    def _pointer(self, kind: ci.Type, inner: str, own: str) -> str:
        to = kind.get_pointee()
        space = to.get_address_space()
        if space in SPACES and self.cxx:
            return f'{own}{SPACES[space]}<{self.spell(to)}>' + (' ' if inner else '') + inner
        star = f'{C_SPACES[space]} *' if space in C_SPACES else '*'
        text = star + ('__restrict ' if kind.is_restrict_qualified() else '') + own + inner
        bare = strip(to)
        if to.get_canonical().kind in (*FUNCTIONS, *ARRAYS) and bare.kind != TypeKind.TYPEDEF:
            text = f'({text})'
        return self.spell(to, text)

    def _function(self, kind: ci.Type, canonical: ci.Type, inner: str) -> str:
        if canonical.kind == TypeKind.FUNCTIONNOPROTO:
            return self.spell(canonical.get_result(), inner + '()')
        proto = kind if kind.kind in (TypeKind.FUNCTIONPROTO, TypeKind.UNEXPOSED) else canonical
        parameters = [self.spell(parameter) for parameter in proto.argument_types()]
        if proto.is_function_variadic():
            parameters.append('...')
        return self.spell(proto.get_result(), f"{inner}({', '.join(parameters) or 'void'})")
