// SPDX-License-Identifier: GPL-2.0
// The operations of ops_c.c with the bindings, as a module would write them: on references, for it
// has no pointers whose every use is checked.
#include <bindings/list.hpp>
#include <bindings/module.hpp>
#include <bindings/mutex.hpp>
#include <bindings/spinlock.hpp>
#include <bindings/uaccess.hpp>
#include <bindings/vec.hpp>
#include <tests/bench/ops_cxx/glue.h>

#include <array>
#include <string_view>

namespace {
using namespace kernel;

struct Shared : RefCounted<Shared> {};

struct Element {
    Links<Element> links;
};

} // namespace

struct ops {
    ops(RefPtr<Shared> first, u64 page) : shared(std::move(first)), user(page) {}

    Mutex<"bench.mutex"> mutex;
    SpinLock<"bench.spinlock"> spinlock;
    RefPtr<Shared> shared;
    List<Box<Element>, &Element::links> list;
    u64 user;
    std::array<char, OPS_BYTES> bytes{};
    Vec<u32> numbers;
};

extern "C" void ops_mutex(ops *ops, unsigned long count) MAY_SLEEP
{
    auto &lock = ops->mutex;
    do {
        auto guard = lock.lock(may_sleep);
    } while (ops_again(&count));
}

extern "C" void ops_spinlock(ops *ops, unsigned long count)
{
    auto &lock = ops->spinlock;
    do {
        auto guard = lock.lock();
    } while (ops_again(&count));
}

extern "C" void ops_refcount_inc(ops *ops, unsigned long count)
{
    const RefPtr<Shared> shared = ops->shared;
    do {
        auto copy = shared;
        copy.into_raw();
    } while (ops_again(&count));
}

extern "C" void ops_refcount_dec(ops *ops, unsigned long count)
{
    const Shared *shared = &*ops->shared;
    do {
        unsafe("ops_refcount_inc() has taken as many references") {
            auto copy = RefPtr<Shared>::from_raw(shared);
        }
    } while (ops_again(&count));
}

extern "C" void ops_kmalloc(ops *, unsigned long count) MAY_SLEEP
{
    do {
        auto object = make_box<unsigned long>(GFP_KERNEL, 1UL);
        if (!object)
            return;
    } while (ops_again(&count));
}

extern "C" void ops_list(ops *ops, unsigned long count) MAY_SLEEP
{
    auto made = make_box<Element>(GFP_KERNEL);
    if (!made)
        return;
    auto element = made.take();
    auto &list = ops->list;
    do {
        list.push_back(std::move(element));
        auto popped = list.pop_front();
        if (!popped)
            return;
        element = std::move(*popped);
    } while (ops_again(&count));
}

extern "C" void ops_copy_from_user(ops *ops, unsigned long count) MAY_SLEEP
{
    const auto user = u64_to_user_ptr<char>(ops->user);
    auto &bytes = ops->bytes;
    do {
        if (!UserSlice(user, OPS_BYTES).read(bytes))
            return;
    } while (ops_again(&count));
}

// What was computed is used: no pass is left out.
template <class T> static void use(T value)
{
    asm volatile("" : : "r"(value) : "memory");
}

extern "C" void ops_vec_index(ops *ops, unsigned long count)
{
    const auto &numbers = ops->numbers;
    do {
        u32 sum = 0;
        for (size_t i = 0; i < numbers.size(); i++)
            sum += numbers[i];
        use(sum);
    } while (ops_again(&count));
}

extern "C" void ops_span_walk(ops *ops, unsigned long count)
{
    do {
        u32 sum = 0;
        for (const u32 number : ops->numbers.span())
            sum += number;
        use(sum);
    } while (ops_again(&count));
}

extern "C" void ops_checksum(ops *ops, unsigned long count)
{
    do {
        u32 low = 1;
        u32 high = 0;
        for (size_t i = 0; i < ops->bytes.size(); i++) {
            low = (low + static_cast<u8>(ops->bytes[i])) % 65521;
            high = (high + low) % 65521;
        }
        use(high << 16 | low);
    } while (ops_again(&count));
}

extern "C" void ops_text(ops *ops, unsigned long count)
{
    do {
        const std::string_view text(ops->bytes.data(), ops->bytes.size());
        size_t words = 0;
        for (size_t from = 0; from < text.size(); from++)
            if (text[from] == ' ')
                words++;
        use(words + text.substr(words).size());
    } while (ops_again(&count));
}

namespace {

struct OpsCxx {
    static Result<Box<OpsCxx>> init() MAY_SLEEP
    {
        const long page = glue_user_page();
        TRY(to_result(static_cast<int>(page < 0 ? page : 0)));
        auto shared = TRY(make_ref<Shared>(GFP_KERNEL));
        auto ops = TRY(make_box<struct ops>(GFP_KERNEL, std::move(shared), static_cast<u64>(page)));
        TRY(ops->numbers.resize(OPS_BYTES, GFP_KERNEL));
        glue_meter(&*ops);
        return make_box<OpsCxx>(GFP_KERNEL);
    }
};

} // namespace

module_object(OpsCxx);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Costs of kernel operations in C++");
