# SPDX-License-Identifier: GPL-2.0
"""What has to become of each trap of the module tests/traps."""

from typing import NamedTuple


class Trap(NamedTuple):
    """`good` is in order, `bad` is stopped, with a reason and in a place (regular expressions).
    `function` is in the call trace: the trap's own, or another; `elsewhere`: in another task than the
    one that asked for it."""

    name: str
    reason: str
    bad: int = 4
    good: int = 3
    function: str = ''
    elsewhere: bool = False
    place: str = r'tests/traps/\w+\.hpp'


ITERATOR = r'__(static_)?bounded_iter::operator\*: Attempt to dereference an iterator at the end'
# Where it is not inlined, a binding does not know its caller: the call trace does.
ANYWHERE = r'(tests/traps|bindings)/\w+\.hpp'
MOVED = 'used after it was moved from'
NOT_SHARED = r'self\(\) of an object that is not, or no longer, shared'

STDLIB = [
    Trap('array_index', r'out-of-bounds access in std::array<T, N>'),
    Trap('array_at', 'out_of_range was thrown'),
    Trap('array_iterator', ITERATOR),
    Trap('span_front', r'span<T>::front\(\) on empty span', bad=0),
    Trap('span_index', r'span<T>::operator\[\]\(index\): index out of range'),
    Trap('span_iterator', ITERATOR),
    Trap('span_subspan', '.*subspan.*: offset out of range', bad=5),
    Trap('string_view_index', r'string_view\[\] index out of bounds'),
    Trap('string_view_iterator', ITERATOR),
    Trap('string_view_prefix', r"remove_prefix\(\) can't remove more than size\(\)", bad=5),
    Trap('string_view_substr', 'out_of_range was thrown', bad=5),
    Trap('optional_value', r'optional operator\* called on a disengaged value'),
    Trap('expected_value', r'expected::operator\* requires the expected to contain a value'),
    Trap('expected_error', 'expected::error requires the expected to contain an error', bad=5),
    Trap('variant_get', 'bad_variant_access was thrown'),
    Trap('bitset_index', r'bitset::operator\[\] index out of bounds'),
    Trap('algorithm_end', ITERATOR, bad=5),
    Trap('mdspan_index', r'mdspan: operator\[\] out of bounds access'),
]

LANGUAGE = [
    Trap('signed_overflow', "signed integer addition overflow in '.* [+] number'"),
    Trap('unsigned_overflow', "unsigned integer subtraction overflow in '3U - .*'"),
    Trap('product_overflow', r"signed integer multiplication overflow in '\(1 << 29\) [*] number'"),
    Trap('negation', 'Integer negation overflowed'),
    Trap('increment', 'Implicit integer conversion overflowed or lost data', bad=255),
    Trap('shift', 'Shift exponent is too large for the type', bad=32),
    Trap('division', 'Integer divide or remainder overflowed'),
    # KASAN has a call before what does not return, and then nobody inlines it.
    Trap('unreachable', '.*execution reached an unreachable program point',
         place=r'(tests/traps|c\+\+/__utility)/\w+\.h(pp)?'),
    Trap('null_pointer', 'Alignment, null, or object-size error'),
    Trap('pure_virtual', 'call of a pure virtual function', place=r'cxxrt/abi\.cpp'),
]

OBJECTS = [
    Trap('vec_index', 'Vec: there is no element with this index'),
    Trap('vec_pop_back', 'Vec: there is no element with this index', bad=0),
    Trap('vec_span', r'span<T>::operator\[\]\(index\): index out of range'),
    Trap('box_moved_from', f'Box {MOVED}'),
    Trap('ref_ptr_moved_from', f'RefPtr {MOVED} or reset'),
    Trap('ref_ptr_reset', f'RefPtr {MOVED} or reset'),
    Trap('self_in_constructor', NOT_SHARED),
    Trap('self_on_stack', NOT_SHARED),
    Trap('list_element_destroyed', 'an element was destroyed while a list holds it'),
    Trap('list_changed_in_loop', 'a list was changed while it is iterated over', place=ANYWHERE),
    Trap('list_changed_in_search', 'a list was changed while it is iterated over', place=ANYWHERE),
    Trap('lock_moved_away', 'locked data used after its lock was moved away'),
]

NOT_PUNCHED = 'a ticket was dropped that nobody punched'

LINEAR = [
    Trap('linear_dropped', NOT_PUNCHED),
    Trap('linear_replaced', NOT_PUNCHED),
    Trap('linear_dropped_in_box', NOT_PUNCHED),
    Trap('linear_done_twice', 'what has to be done once was done twice'),
    Trap('kiocb_dropped', 'a read or write was dropped that nobody completed', place=ANYWHERE),
]

WORK = [
    Trap('queued_in_constructor', NOT_SHARED, function='6worked', place=ANYWHERE),
    Trap('work_of_another', 'a work is no member of the object that it belongs to'),
    Trap('work_cancels_itself', 'a method of work waits for itself', function='6Worker3runEv',
         elsewhere=True, place=ANYWHERE),
    Trap('work_flushes_itself', 'a method of work waits for itself', function='6Worker3runEv',
         elsewhere=True, place=ANYWHERE),
]

WAITING = [
    Trap('two_wait', 'two tasks wait where one can', place=ANYWHERE),
    Trap('awaited_and_destroyed', 'data is destroyed while a task waits for it', place=ANYWHERE),
]

TRAPS = [trap._replace(function=trap.function or f'{len(trap.name)}{trap.name}')
         for trap in (*STDLIB, *LANGUAGE, *OBJECTS, *LINEAR, *WORK, *WAITING)]
