# SPDX-License-Identifier: GPL-2.0
"""The generated header: types, functions, variables and constants of one kernel."""

import dataclasses
import re

import clang.cindex as ci
from clang.cindex import TypeKind

from allow import KINDS, AllowList
from closure import Types
from constants import literal
from declarator import ARRAYS, UNSIGNED, identifier, strip
from errors import BindgenError, Unsupported
from source import Declarations

HELPER = 'kcxx_'
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclasses.dataclass
class Output:
    types: Types
    prototypes: dict[str, str]
    constants: dict[str, int]
    text: str
    # What the allow-list asks for and is not there: (kind, name, reason).
    absent: list[tuple[str, str, str]]


class Emitter:
    def __init__(self, allow: AllowList, declared: Declarations, macros: dict[str, str]) -> None:
        self.allow = allow
        self.declared = declared
        self.macros = macros
        self.types = Types(allow)
        self.prototypes: dict[str, str] = {}
        self.functions: list[str] = []
        self.variables: list[str] = []
        self.constants: list[str] = []
        self.values: dict[str, int] = {}
        self.bound: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.skipped: dict[str, str] = {}

    def run(self) -> Output:
        self._types()
        self._functions()
        self._variables()
        self._constants()
        self.types.report += [f'skipped {name}: {reason}' for name, reason in self.skipped.items()]
        absent = [(kind, name, self.skipped.get(name, 'the headers do not declare it'))
                  for kind in KINDS for name in self.allow.missing(kind, self.bound[kind])]
        return Output(self.types, self.prototypes, self.values, self._text(), absent)

    def _types(self) -> None:
        for name, cursor in sorted([*self.declared.typedefs.items(), *self.declared.tags.items()],
                                   key=lambda item: item[0]):
            kinds = [kind for kind in ('type', 'opaque') if self.allow.has(kind, name)]
            if not kinds:
                continue
            try:
                self.types.need(cursor.type, True)
                for kind in kinds:
                    self.bound[kind].add(name)
            except Unsupported as reason:
                self.skipped[name] = str(reason)

    # --- functions and variables -----------------------------------------------------------------
    def _functions(self) -> None:
        for symbol, cursor in sorted(self.declared.functions.items()):
            helper = symbol.startswith(HELPER)
            if not helper and not self.allow.has('fn', symbol):
                continue
            name = symbol.removeprefix(HELPER)
            if cursor.storage_class == ci.StorageClass.STATIC:
                raise BindgenError(f'{symbol} is static: it has no symbol; ' + (
                    'a helper is not' if helper else
                    f'write a helper {HELPER}{symbol} in bindings/raw/helpers'))
            if helper and self.allow.has('fn', name) and name in self.declared.functions:
                raise BindgenError(f'{name} is bound twice: by the allow-list and by {symbol}')
            try:
                self._function(name, symbol, cursor)
                self.bound['fn'].add(symbol)
            except Unsupported as reason:
                self.skipped[symbol] = str(reason)

    def _function(self, name: str, symbol: str, cursor: ci.Cursor) -> None:
        kind = cursor.type
        if kind.kind != ci.TypeKind.FUNCTIONPROTO:
            kind = kind.get_canonical()  # declared by the name of its type
        result = kind.get_result()
        self.types.need(result, False)
        cxx, c = [], []
        names = [argument.spelling for argument in cursor.get_arguments()]
        for index, parameter in enumerate(kind.argument_types()):
            self.types.need(parameter, False)
            argument = names[index] if index < len(names) else ''
            cxx.append(self.types.cxx.spell(parameter, identifier(argument or f'a{index}')))
            c.append(self.types.c.spell(parameter))
        if kind.is_function_variadic():
            cxx.append('...')
            c.append('...')
        text = self.types.cxx.spell(result, f"{identifier(name)}({', '.join(cxx) or 'void'})")
        label = '' if identifier(name) == symbol else f' __asm__("{symbol}")'
        noreturn = '[[noreturn]] ' if 'noreturn' in kind.spelling else ''
        self.functions.append(f'{noreturn}{text}{label} KCXX_UNSAFE_FN;')
        self.prototypes[symbol] = self.types.c.spell(result, f"({', '.join(c) or 'void'})")

    def _variables(self) -> None:
        for name, cursor in sorted(self.declared.variables.items()):
            if not self.allow.has('var', name):
                continue
            try:
                # Its address can be taken whatever it is; the elements of an array must be whole.
                self.types.need(cursor.type, cursor.type.get_canonical().kind in ARRAYS)
                self.variables.append(f'extern {self.types.cxx.spell(cursor.type, identifier(name))};')
                self.bound['var'].add(name)
            except Unsupported as reason:
                self.skipped[name] = str(reason)

    # --- constants -----------------------------------------------------------------------------
    def _constants(self) -> None:
        done = {name for enum in self.types.enums for name, _ in enum.values}
        self.bound['macro'] |= done
        for name, body in sorted(self.macros.items()):
            if name not in done:
                reason = self._macro(name, body)
                if reason:
                    self.skipped[name] = reason
                else:
                    self.bound['macro'].add(name)
        for name, (enum, number) in sorted(self.declared.enumerators.items()):
            if self.allow.has('macro', name) and name not in self.bound['macro']:
                self._enumerator(name, enum, number)

    def _macro(self, name: str, body: str) -> str:
        """Why it is no constant, or nothing."""
        value = self.declared.values.get(name)
        if value is None:
            if not STRING.fullmatch(body):
                return 'its value is no integer constant'
            self.constants.append(f'inline constexpr char {identifier(name)}[] = {body};')
            return ''
        kind = self.declared.types[name].type
        base = strip(kind.get_canonical())
        enum = base.kind == TypeKind.ENUM
        number_kind = base.get_declaration().get_definition().enum_type.get_canonical().kind \
            if enum else base.kind
        if number_kind == TypeKind.POINTER:
            return 'it is a pointer'
        self.types.need(kind, True)
        text = literal(value.enum_value, base.get_size() * 8, number_kind in UNSIGNED)
        spelled = self.types.cxx.spell(kind)
        if enum:
            text = f'static_cast<{spelled}>({text})'
        self.constants.append(f'inline constexpr {spelled} {identifier(name)} = {text};')
        self.values[name] = value.enum_value
        return ''

    def _enumerator(self, name: str, enum: ci.Cursor, number: int) -> None:
        """A constant of an enum that nothing needs as a type."""
        kind = enum.enum_type
        text = literal(number, kind.get_size() * 8, kind.get_canonical().kind in UNSIGNED)
        self.constants.append(f'inline constexpr {self.types.cxx.spell(kind)} {identifier(name)} = {text};')
        self.values[name] = number
        self.bound['macro'].add(name)

    def _text(self) -> str:
        return '\n'.join([
            '// SPDX-License-Identifier: GPL-2.0',
            '// Generated from the headers of the kernel at hand: see scripts/bindgen.',
            '#pragma once',
            '#pragma GCC system_header',
            '#include <bindings/raw/pointers.hpp>',
            '#include <bindings/unsafe.hpp>',
            '',
            'namespace kernel::raw {',
            'extern "C" {',
            *sorted(set(self.types.forwards.values())),
            *self.types.lines,
            *self.functions,
            *self.variables,
            '} // extern "C"',
            *self.constants,
            '} // namespace kernel::raw',
            ''])
