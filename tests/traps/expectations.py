# SPDX-License-Identifier: GPL-2.0
"""What has to become of each trap of the module tests/traps."""

from typing import NamedTuple


class Trap(NamedTuple):
    """`good` is in order, `bad` is stopped, with a reason (a regular expression), or, if there is
    none, where the instruction itself traps. `function` is in the call trace: the trap's own, or
    another; `elsewhere`: in another task than the one that asked for it."""

    name: str
    reason: str = ''
    bad: int = 4
    good: int = 3
    function: str = ''
    elsewhere: bool = False


def checked(name: str, where: str, condition: str, reason: str, bad: int = 4) -> Trap:
    """A check of libc++, in `where` of its headers."""
    return Trap(name, rf'{where}:\d+: libc\+\+ Hardening assertion {condition} failed: {reason}', bad)


def thrown(name: str, what: str, bad: int = 4) -> Trap:
    return Trap(name, f'{what} was thrown in -fno-exceptions mode.*', bad)


STATIC_ITERATOR = ('__iterator/static_bounded_iter.h', r'__current\(\) != __end\(\)',
                   r'__static_bounded_iter::operator\*: Attempt to dereference an iterator at the end')
ITERATOR = ('__iterator/bounded_iter.h', '__current_ != __end_',
            r'__bounded_iter::operator\*: Attempt to dereference an iterator at the end')
MOVED = 'used after it was moved from'
NOT_SHARED = r'self\(\) of an object that is not, or no longer, shared'

STDLIB = [
    checked('array_index', 'array', '__n < _Size', r'out-of-bounds access in std::array<T, N>'),
    thrown('array_at', 'out_of_range'),
    checked('array_iterator', *STATIC_ITERATOR),
    checked('span_front', 'span', r'!empty\(\)', r'span<T>::front\(\) on empty span', bad=0),
    checked('span_index', 'span', r'__idx < size\(\)',
            r'span<T>::operator\[\]\(index\): index out of range'),
    checked('span_iterator', *ITERATOR),
    checked('span_subspan', 'span', r'__offset <= size\(\)', '.*subspan.*: offset out of range', bad=5),
    checked('string_view_index', 'string_view', r'__pos < size\(\)',
            r'string_view\[\] index out of bounds'),
    checked('string_view_iterator', *ITERATOR),
    checked('string_view_prefix', 'string_view', r'__n <= size\(\)',
            r"remove_prefix\(\) can't remove more than size\(\)", bad=5),
    thrown('string_view_substr', 'out_of_range', bad=5),
    checked('optional_value', 'optional', r'this->has_value\(\)',
            r'optional operator\* called on a disengaged value'),
    checked('expected_value', '__expected/expected.h', r'this->__has_val\(\)',
            r'expected::operator\* requires the expected to contain a value'),
    checked('expected_error', '__expected/expected.h', r'!this->__has_val\(\)',
            'expected::error requires the expected to contain an error', bad=5),
    thrown('variant_get', 'bad_variant_access'),
    checked('bitset_index', 'bitset', '__p < _Size', r'bitset::operator\[\] index out of bounds'),
    checked('algorithm_end', *STATIC_ITERATOR, bad=5),
]

LANGUAGE = [
    Trap('signed_overflow'), Trap('unsigned_overflow'), Trap('product_overflow'), Trap('negation'),
    Trap('increment', bad=255), Trap('shift', bad=32), Trap('division'), Trap('unreachable'),
    Trap('null_pointer'),
    Trap('pure_virtual', 'call of a pure virtual function'),
]

OBJECTS = [
    Trap('vec_index', 'Vec: there is no element with this index'),
    Trap('vec_pop_back', 'Vec: there is no element with this index', bad=0),
    checked('vec_span', 'span', r'__idx < size\(\)',
            r'span<T>::operator\[\]\(index\): index out of range'),
    Trap('box_moved_from', f'Box {MOVED}'),
    Trap('ref_ptr_moved_from', f'RefPtr {MOVED} or reset'),
    Trap('ref_ptr_reset', f'RefPtr {MOVED} or reset'),
    Trap('self_in_constructor', NOT_SHARED),
    Trap('self_on_stack', NOT_SHARED),
    Trap('list_element_destroyed', 'an element was destroyed while a list holds it'),
    Trap('list_changed_in_loop', 'a list was changed while it is iterated over'),
    Trap('lock_moved_away', 'locked data used after its lock was moved away'),
]

WORK = [
    Trap('queued_in_constructor', NOT_SHARED, function='6worked'),
    Trap('work_of_another', 'a work is no member of the object that it belongs to'),
    Trap('work_cancels_itself', 'a method of work waits for itself', function='6Worker3runEv',
         elsewhere=True),
    Trap('work_flushes_itself', 'a method of work waits for itself', function='6Worker3runEv',
         elsewhere=True),
]

TRAPS = [trap._replace(function=trap.function or f'{len(trap.name)}{trap.name}')
         for trap in (*STDLIB, *LANGUAGE, *OBJECTS, *WORK)]
