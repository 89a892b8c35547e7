# SPDX-License-Identifier: GPL-2.0
"""The layout proof: the same sizes, alignments, offsets and values asserted by the kernel's own
compiler on the real headers and by clang++ on the generated ones."""

from declarator import KEYWORDS
from emit import Output
from records import Record

C_NAMES = {word + '_': word for word in KEYWORDS}


def c_path(path: str) -> str:
    return '.'.join(C_NAMES.get(part, part) for part in path.split('.'))


def bit_test(record: Record, place: str, offset: int, width: int, spelled: str) -> list[str]:
    """A bit-field has no offsetof: setting it to ones in a zeroed object must set these bits."""
    first, last = offset // 8, (offset + width - 1) // 8
    checks = []
    for byte in range(first, last + 1):
        low, high = max(offset, byte * 8) - byte * 8, min(offset + width, byte * 8 + 8) - byte * 8
        checks.append(f'bytes[{byte}] == {((1 << high) - 1) & ~((1 << low) - 1)}')
    return [f'static_assert([] {{ {spelled} object{{}}; object.{place} = '
            f'static_cast<decltype(object.{place})>(-1); '
            f'struct Bytes {{ unsigned char bytes[{record.size}]; }}; '
            f'const auto [bytes] = __builtin_bit_cast(Bytes, object); return {" && ".join(checks)}; }}());']


def cxx(output: Output) -> str:
    lines = ['// Generated: the layout proof, C++ side.', '#include <bindings/raw.hpp>', '',
             'namespace kernel::raw {']
    for record in output.types.records:
        name = f'{record.keyword} {record.name}'
        lines.append(f'static_assert(sizeof({name}) == {record.size} && alignof({name}) == {record.align});')
        lines += [f'static_assert(__builtin_offsetof({name}, {path}) == {offset});'
                  for path, offset in record.offsets]
    for enum in output.types.enums:
        lines.append(f'static_assert(sizeof(enum {enum.name}) == {enum.size});')
    lines.append('} // namespace kernel::raw')
    return '\n'.join(lines) + '\n'


def c(output: Output, headers: str) -> str:
    lines = ["/* Generated: the layout proof, C side, for the kernel's own compiler. */",
             f'#include "{headers}"']
    for record in output.types.records:
        name = record.c_name
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
