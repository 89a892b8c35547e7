// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <tests/kcxx_test/events.h>

namespace {
using namespace kernel;

// As in tests/kcxx_test/events.c.
struct Told {
    unsigned int times;
    u8 small;
    s64 large;
    bool flag;
    char text[16];
};
extern "C" {
bool kcxx_kunit_listen(Told *told) KCXX_UNSAFE_FN;
void kcxx_kunit_listen_no_more(Told *told) KCXX_UNSAFE_FN;
}

/// Hears all events of this module as long as it lives.
class Listener {
public:
    Listener() MAY_SLEEP
    {
        unsafe("it is there until the destructor has ended that, and waited for who is at it") {
            hears_ = kcxx_kunit_listen(&told_);
        }
    }
    ~Listener() MAY_SLEEP
    {
        unsafe("the constructor has begun it; if it could not, there is nothing to end") {
            if (hears_)
                kcxx_kunit_listen_no_more(&told_);
        }
    }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    bool hears() const { return hears_; }
    const Told &told() const { return told_; }

private:
    Told told_{};
    bool hears_ = false;
};

/// An argument that says so when it is computed.
template <class T> T computed(unsigned int &count, T value)
{
    count++;
    return value;
}

Result<> nobody_listens(kunit::Test &test)
{
    unsigned int count = 0;
    test.expect(!TRACE_ENABLED(kcxx_test_values));
    TRACE(kcxx_test_values, computed<u8>(count, 1), computed<s64>(count, 2), computed(count, true));
    test.expect_eq(count, 0u);
    return {};
}

Result<> a_listener_hears_each_value(kunit::Test &test) MAY_SLEEP
{
    unsigned int count = 0;
    {
        Listener listener;
        test.expect(listener.hears());
        test.expect(TRACE_ENABLED(kcxx_test_values));
        TRACE(kcxx_test_values, computed<u8>(count, 255), computed<s64>(count, -0x123456789abcdef0),
              computed(count, true));
        test.expect_eq(count, 3u);
        test.expect_eq(listener.told().times, 1u);
        test.expect_eq(listener.told().small, u8{255});
        test.expect_eq(listener.told().large, s64{-0x123456789abcdef0});
        test.expect_eq(listener.told().flag, true);
        TRACE(kcxx_test_values, 0, 7, false);
        test.expect_eq(listener.told().times, 2u);
        test.expect_eq(listener.told().small, u8{0});
        test.expect_eq(listener.told().large, s64{7});
        test.expect_eq(listener.told().flag, false);
    }
    test.expect(!TRACE_ENABLED(kcxx_test_values));
    TRACE(kcxx_test_values, computed<u8>(count, 1), 2, true);
    test.expect_eq(count, 3u);
    return {};
}

Result<> a_text_is_a_literal_or_was_made(kunit::Test &test) MAY_SLEEP
{
    Listener listener;
    TRACE(kcxx_test_text, "a literal");
    test.expect_eq(std::string_view(listener.told().text), std::string_view("a literal"));
    TRACE(kcxx_test_text, ShortText<8>("%d", 12345));
    test.expect_eq(std::string_view(listener.told().text), std::string_view("12345"));
    test.expect_eq(listener.told().times, 2u);
    return {};
}

Result<> a_condition_is_kept(kunit::Test &test) MAY_SLEEP
{
    Listener listener;
    TRACE(kcxx_test_long_text, "four");
    test.expect_eq(listener.told().times, 0u);
    TRACE(kcxx_test_long_text, "fives");
    test.expect_eq(listener.told().times, 1u);
    return {};
}

// Each place is a branch of its own, also those that the optimiser has made of one.
template <u8 number> [[gnu::noinline]] void tell()
{
    TRACE(kcxx_test_values, number, 0, false);
}

Result<> each_place_is_switched(kunit::Test &test) MAY_SLEEP
{
    Listener listener;
    unsigned int told = 0;
    for (u8 i = 0; i < 4; i++) {
        TRACE(kcxx_test_values, i, 0, false);
        test.expect_eq(listener.told().small, i);
        told++;
    }
    tell<40>();
    test.expect_eq(listener.told().small, u8{40});
    tell<41>();
    test.expect_eq(listener.told().small, u8{41});
    test.expect_eq(listener.told().times, told + 2);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(nobody_listens),
    KUNIT_CASE(a_listener_hears_each_value),
    KUNIT_CASE(a_text_is_a_literal_or_was_made),
    KUNIT_CASE(a_condition_is_kept),
    KUNIT_CASE(each_place_is_switched),
};

} // namespace

kunit_test_suite("tracepoint", cases);
