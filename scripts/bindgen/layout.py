# SPDX-License-Identifier: GPL-2.0
"""The layout proof: the same sizes, alignments, offsets and values asserted by the kernel's own
compiler on the real headers and by clang++ on the generated ones."""

from collections.abc import Callable

from declarator import KEYWORDS
from emit import Output
from records import Record

WRONG = 'void kcxx_bits_differ(const char *) __attribute__((error("a bit-field lies elsewhere")));'
C_NAMES = {word + '_': word for word in KEYWORDS}


def c_path(path: str) -> str:
    return '.'.join(C_NAMES.get(part, part) for part in path.split('.'))


def bit_values(offset: int, width: int) -> list[tuple[int, int]]:
    """The bytes that a bit-field of all ones has a part in, and what it makes of them."""
    last = offset + width - 1
    return [(byte, (1 << min(offset + width - byte * 8, 8)) - (1 << max(offset - byte * 8, 0)))
            for byte in range(offset // 8, last // 8 + 1)]


def bits(record: Record, spelled: str, path_of: Callable[[str], str], cast: str) -> list[str]:
    """A bit-field has no offsetof: the compiler must find by itself that ones written to it are just
    these bits, and drop the call of a function that must not be called."""
    lines = []
    for number, (place, offset, width, unsigned) in enumerate(record.bits):
        path = path_of(place)
        ones = (1 << width) - 1 if unsigned else -1
        wrong = ' || '.join(f'u.bytes[{byte}] != {value}' for byte, value in bit_values(offset, width))
        lines.append('\n'.join((
            f'static __attribute__((used)) void bits_of_{record.name}_{number}(void)', '{',
            f'\tunion {{\n\t\tunsigned char bytes[{record.size}];\n\t\t{spelled} object;\n\t}} u = {{}};',
            f'\tu.object.{path} = {cast.format(path)}({ones});',
            f'\tif ({wrong})\n\t\tkcxx_bits_differ("{record.name}.{path}");\n}}')))
    return lines


def cxx(output: Output) -> str:
    lines = ['// Generated: the layout proof, C++ side.', '#include <bindings/raw.hpp>', '',
             'namespace kernel::raw {', f'extern "C" {WRONG}']
    for record in output.types.records:
        name = f'{record.keyword} {record.name}'
        lines += bits(record, name, str, 'static_cast<decltype(u.object.{})>')
        lines.append(f'static_assert(sizeof({name}) == {record.size} && alignof({name}) == {record.align});')
        lines += [f'static_assert(__builtin_offsetof({name}, {path}) == {offset});'
                  for path, offset in record.offsets]
    for enum in output.types.enums:
        lines.append(f'static_assert(sizeof(enum {enum.name}) == {enum.size});')
    lines.append('} // namespace kernel::raw')
    return '\n'.join(lines) + '\n'


def c(output: Output, headers: str) -> str:
    lines = ["/* Generated: the layout proof, C side, for the kernel's own compiler. */",
             f'#include "{headers}"',
             WRONG]
    for record in output.types.records:
        name = record.c_name
        lines += bits(record, name, c_path, '')
        lines.append(f'_Static_assert(sizeof({name}) == {record.size} && '
                     f'__alignof__({name}) == {record.align}, "{name}");')
        lines += [f'_Static_assert(__builtin_offsetof({name}, {c_path(path)}) == {offset}, '
                  f'"{name}.{path}");' for path, offset in record.offsets]
    for enum in output.types.enums:
        lines += [f'_Static_assert((long long)({item}) == (long long){value & (2**64 - 1)}ULL, "{item}");'
                  for item, value in enum.values]
    lines += [f'_Static_assert((unsigned long long)({name}) == {value & (2**64 - 1)}ULL, "{name}");'
              for name, value in output.constants.items()]
    return '\n'.join(lines) + '\n'
