// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: 'iter' is an object of struct iov_iter that the kernel has not made [kcxx-raw-object]
// why: C takes any object of the structure, initialised or not.
// rust: refused: only bindings make them, in unsafe code
#include <bindings/uio.hpp>

#include <span>

using namespace kernel;

#ifdef CONTROL
Result<> f(IovIter &iter, std::span<const char> text) MAY_SLEEP
{
    loff_t pos = 0;
    TRY(iter.simple_read_from(pos, text));
    return {};
}
#else
Result<> f(IovIter &, std::span<const char> text) MAY_SLEEP
{
    raw::iov_iter iter{};
    loff_t pos = 0;
    TRY(IovIter(iter).simple_read_from(pos, text));
    return {};
}
#endif
