// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/list.hpp>
#include <bindings/locked.hpp>

namespace {
using namespace kernel;

struct Request {
    explicit Request(u32 number) : id(number) {}
    u32 id;
    Links<Request> links;
};
using Requests = List<Box<Request>, &Request::links>;

/// Counts how many of its kind are alive.
struct Session : RefCounted<Session> {
    explicit Session(u32 &count) : alive(count) { alive++; }
    ~Session() { alive--; }
    u32 &alive;
    Links<Session> links;
    Links<Session> by_age;
};
using Sessions = List<RefPtr<Session>, &Session::links>;
using Ages = List<RefPtr<Session>, &Session::by_age>;

/// The ids in the list's order, as the digits of a number.
u32 order(Requests &list)
{
    u32 digits = 0;
    for (const auto &request : list)
        digits = digits * 10 + request.id;
    return digits;
}

Result<> fill(Requests &list, u32 count) MAY_SLEEP
{
    for (u32 id = 1; id <= count; id++)
        list.push_back(TRY(make_box<Request>(GFP_KERNEL, id)));
    return {};
}

Result<> pushes_keep_order(kunit::Test &test) MAY_SLEEP
{
    Requests list;
    test.expect(list.empty());
    TRY(fill(list, 3));
    list.push_front(TRY(make_box<Request>(GFP_KERNEL, 9u)));
    test.expect(!list.empty());
    test.expect_eq(order(list), 9123u);
    return {};
}

Result<> pops_from_the_front(kunit::Test &test) MAY_SLEEP
{
    Requests list;
    TRY(fill(list, 2));
    for (u32 id = 1; id <= 2; id++) {
        auto popped = list.pop_front();
        test.expect(popped && (*popped)->id == id && !(*popped)->links.is_linked());
    }
    test.expect(!list.pop_front());
    test.expect(list.empty());
    list.push_front(TRY(make_box<Request>(GFP_KERNEL, 5u)));
    test.expect_eq(order(list), 5u);
    return {};
}

Result<> removes_first_middle_and_last(kunit::Test &test) MAY_SLEEP
{
    Requests list;
    TRY(fill(list, 5));
    for (const u32 id : {3u, 1u, 5u}) {
        auto removed = list.remove_first([&](const Request &request) { return request.id == id; });
        test.expect(removed && (*removed)->id == id);
    }
    test.expect_eq(order(list), 24u);
    test.expect(!list.remove_first([](const Request &request) { return request.id == 3; }));
    list.clear();
    test.expect(list.empty());
    return {};
}

Result<> elements_can_be_changed_in_their_list(kunit::Test &test) MAY_SLEEP
{
    Requests list;
    TRY(fill(list, 3));
    for (auto &request : list)
        request.id++;
    test.expect_eq(order(list), 234u);
    return {};
}

Result<> a_shared_element_is_in_one_list_at_a_time(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    auto session = TRY(make_ref<Session>(GFP_KERNEL, alive));
    Sessions here;
    Sessions there;

    TRY(here.push_back(session));
    test.expect(session->links.is_linked());
    for (auto refused : {here.push_back(session), here.push_front(session),
                         there.push_back(session), there.push_front(session)})
        test.expect(!refused && refused.error() == -EEXIST);
    test.expect_eq(session->ref_count(), 2u);

    test.expect(!there.remove(*session));
    test.expect(here.remove(*session).has_value());
    test.expect(!here.remove(*session));
    test.expect(!session->links.is_linked());
    TRY(there.push_front(session));
    test.expect(there.remove(*session).has_value());
    return {};
}

Result<> two_links_are_two_memberships(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    auto session = TRY(make_ref<Session>(GFP_KERNEL, alive));
    Sessions sessions;
    Ages ages;
    TRY(sessions.push_back(session));
    TRY(ages.push_back(session));
    test.expect_eq(session->ref_count(), 3u);
    test.expect(sessions.remove(*session).has_value());
    test.expect(session->by_age.is_linked());
    return {};
}

Result<> a_list_keeps_and_drops_its_elements(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    {
        const Locked<Sessions, Mutex<"test.sessions">> sessions;
        for (int i = 0; i < 3; i++) {
            auto session = TRY(make_ref<Session>(GFP_KERNEL, alive));
            TRY(sessions.lock(may_sleep)->push_back(std::move(session)));
        }
        test.expect_eq(alive, 3u);
        auto first = sessions.lock(may_sleep)->pop_front();
        test.expect(first.has_value());
        first.reset();
        test.expect_eq(alive, 2u);
    }
    test.expect_eq(alive, 0u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(pushes_keep_order),
    KUNIT_CASE(pops_from_the_front),
    KUNIT_CASE(removes_first_middle_and_last),
    KUNIT_CASE(elements_can_be_changed_in_their_list),
    KUNIT_CASE(a_shared_element_is_in_one_list_at_a_time),
    KUNIT_CASE(two_links_are_two_memberships),
    KUNIT_CASE(a_list_keeps_and_drops_its_elements),
};

} // namespace

kunit_test_suite("list", cases);
