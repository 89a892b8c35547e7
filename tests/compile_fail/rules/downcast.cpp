// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: cast to a derived class [kcxx-cast]
// why: C: container_of() of a member of something else.
// rust: refused: E0133, container_of! needs unsafe
#include <bindings/types.hpp>

using namespace kernel;

struct Shape {
    int sides = 0;
};
struct Square : Shape {
    int width = 0;
};

#ifdef CONTROL
int width(const Square &square)
{
    return square.width;
}
#else
int width(const Shape &shape)
{
    return static_cast<const Square &>(shape).width;
}
#endif
