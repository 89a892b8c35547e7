// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: a raw pointer is dereferenced [kcxx-raw-pointer]
// why: C passes addresses of everything.
// rust: compiles: a pointer is safe to make, unsafe to follow
#include <bindings/capability.hpp>

#include <memory>

using namespace kernel;

void look(const int &value);

#ifdef CONTROL
void f(const int &value)
{
    look(value);
}
#else
void f(const int &value)
{
    look(*std::addressof(value));
}
#endif
