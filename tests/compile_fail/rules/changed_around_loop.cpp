// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: 'port.values' is changed inside the loop that iterates over it [kcxx-changed-in-loop]
// why: C calls a function that reallocates the array that it walks.
// rust: refused: E0502, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

struct Port {
    Vec<int> values;
    int sum = 0;
};

Result<> add(Port &port, int value)
{
    return port.values.push_back(value, GFP_ATOMIC);
}

Result<> f(Port &port)
{
    for (const int value : port.values) {
#ifdef CONTROL
        port.sum = value;
#else
        TRY(add(port, value));
#endif
    }
    return add(port, port.sum);
}
