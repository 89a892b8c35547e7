// SPDX-License-Identifier: GPL-2.0
// expect: cast to a derived class [kcxx-cast]
// why: C: container_of() of a member of something else.
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
