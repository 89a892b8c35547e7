// SPDX-License-Identifier: GPL-2.0
// class: run-time-support
// expect: dynamic_cast
// why: C has none; in plain C++ it needs a run time that knows all classes.
// rust: none: Any is not used
#include <bindings/types.hpp>

using namespace kernel;

struct Shape {
    virtual bool is_round() const { return false; }
};
struct Circle final : Shape {
    bool is_round() const override { return true; }
};

#ifdef CONTROL
bool is_circle(const Shape &shape)
{
    return shape.is_round();
}
#else
bool is_circle(const Shape &shape)
{
    return dynamic_cast<const Circle *>(&shape) != nullptr;
}
#endif
