# SPDX-License-Identifier: GPL-2.0
"""The generated header: types, functions, variables and constants of one kernel."""

import dataclasses
import re

import clang.cindex as ci
from clang.cindex import CursorKind, TypeKind

from allow import AllowList
from declarator import UNSIGNED, identifier, strip
from errors import BindgenError, Unsupported
from records import Types, literal
from source import Declarations

HELPER = 'kcxx_'


@dataclasses.dataclass
class Output:
    types: Types
    prototypes: dict[str, str]
    constants: dict[str, int]
    text: str


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

    def run(self) -> Output:
        self._types()
        self._functions()
        self._variables()
        self._constants()
        self._complain()
        return Output(self.types, self.prototypes, self.values, self._text())

    def _skip(self, what: str, name: str, reason: Unsupported) -> None:
        self.types.report.append(f'skipped {what} {name}: {reason}')

    def _types(self) -> None:
        for name, cursor in sorted(self.declared.typedefs.items()):
            if self.allow.has('type', name):
                self.types.need(cursor.type, True)
        for name, cursor in sorted(self.declared.tags.items()):
            if self.allow.has('type', name) or self.allow.has('opaque', name):
                if cursor.kind == CursorKind.ENUM_DECL:
                    self.types.enum(cursor)
                else:
                    self.types.record(cursor)

    def _functions(self) -> None:
        for symbol, cursor in sorted(self.declared.functions.items()):
            if symbol.startswith(HELPER):
                self._function(symbol.removeprefix(HELPER), symbol, cursor)
            elif self.allow.has('fn', symbol):
                if cursor.storage_class == ci.StorageClass.STATIC:
                    raise BindgenError(f'{symbol} is inline in this kernel: it has no symbol; write a '
                                       f'helper {HELPER}{symbol} in bindings/raw/helpers')
                self._function(symbol, symbol, cursor)

    def _function(self, name: str, symbol: str, cursor: ci.Cursor) -> None:
        kind = cursor.type
        try:
            self.types.need(kind.get_result(), False)
            parameters = []
            for index, (parameter, argument) in enumerate(zip(kind.argument_types(),
                                                              cursor.get_arguments())):
                self.types.need(parameter, False)
                parameters.append(self.types.cxx.spell(parameter,
                                                       identifier(argument.spelling or f'a{index}')))
            if kind.is_function_variadic():
                parameters.append('...')
            result = kind.get_result()
            text = self.types.cxx.spell(result, f"{identifier(name)}({', '.join(parameters) or 'void'})")
            label = '' if identifier(name) == symbol else f' __asm__("{symbol}")'
            noreturn = '[[noreturn]] ' if 'noreturn' in kind.spelling else ''
            self.functions.append(f'{noreturn}{text}{label} KCXX_UNSAFE_FN;')
            c_parameters = [self.types.c.spell(parameter) for parameter in kind.argument_types()]
            if kind.is_function_variadic():
                c_parameters.append('...')
            self.prototypes[symbol] = self.types.c.spell(result, f"({', '.join(c_parameters) or 'void'})")
        except Unsupported as reason:
            self._skip('function', symbol, reason)

    def _variables(self) -> None:
        for name, cursor in sorted(self.declared.variables.items()):
            if not self.allow.has('var', name):
                continue
            try:
                self.types.need(cursor.type, True)
                self.variables.append(f'extern {self.types.cxx.spell(cursor.type, identifier(name))};')
            except Unsupported as reason:
                self._skip('variable', name, reason)

    def _constants(self) -> None:
        enumerators = {name for enum in self.types.enums for name, _ in enum.values}
        for name, body in sorted(self.macros.items()):
            if name in enumerators:
                continue
            value = self.declared.values.get(name)
            if value is None:
                if re.fullmatch(r'"(?:[^"\\]|\\.)*"', body):
                    self.constants.append(f'inline constexpr char {identifier(name)}[] = {body};')
                else:
                    self.types.report.append(f'skipped macro {name}: no constant')
                continue
            kind = self.declared.types[name].type
            base = strip(kind.get_canonical())
            enum = base.kind == TypeKind.ENUM
            number_kind = base.get_declaration().enum_type.get_canonical().kind if enum else base.kind
            if number_kind == TypeKind.POINTER:
                self.types.report.append(f'skipped macro {name}: a pointer')
                continue
            self.types.need(kind, True)
            number = value.enum_value
            text = literal(number, base.get_size() * 8, number_kind in UNSIGNED)
            spelled = self.types.cxx.spell(kind)
            if enum:
                text = f'static_cast<{spelled}>({text})'
            self.constants.append(f'inline constexpr {spelled} {identifier(name)} = {text};')
            self.values[name] = number

        for name, (enum, number) in sorted(self.declared.enumerators.items()):
            if self.allow.has('macro', name) and name not in enumerators:
                self._enumerator(name, enum, number)

    def _enumerator(self, name: str, enum: ci.Cursor, number: int) -> None:
        """A constant of an enum that nothing needs as a type."""
        kind = enum.enum_type
        text = literal(number, kind.get_size() * 8, kind.get_canonical().kind in UNSIGNED)
        self.constants.append(f'inline constexpr {self.types.cxx.spell(kind)} {identifier(name)} = {text};')
        self.values[name] = number

    def _complain(self) -> None:
        """Everything the allow-list asks for must be there."""
        bound = {
            'fn': set(self.prototypes),
            'var': {re.sub(r'.*?(\w+)(?:\[.*)?;$', r'\1', line) for line in self.variables},
            'macro': {re.sub(r'^inline constexpr .*?(\w+)(?:\[\])? = .*', r'\1', line)
                      for line in self.constants} | {n for e in self.types.enums for n, _ in e.values},
            'type': set(self.declared.typedefs) | set(self.declared.tags),
            'opaque': set(self.declared.tags),
        }
        for kind, names in bound.items():
            missing = self.allow.missing(kind, names)
            if missing:
                raise BindgenError(f'this kernel has no {kind} {missing[0]}'
                                   f"{' (and more: ' + ' '.join(missing[1:]) + ')' if missing[1:] else ''}"
                                   ': if wrappers can do without, say "optional" in the allow-list')

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
