// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: a coroutine [kcxx-foreign-code]
// why: C has none.
// rust: refused: a future that borrows cannot outlive what it borrows
#include <bindings/types.hpp>

#include <coroutine>

using namespace kernel;

struct Later {
    struct promise_type {
        Later get_return_object() { return {}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
};

#ifdef CONTROL
Later f(const int &)
{
    return {};
}
#else
Later f(const int &)
{
    co_return;
}
#endif
