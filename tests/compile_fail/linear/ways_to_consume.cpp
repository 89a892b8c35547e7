// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'request' is consumed, and may have been consumed before [kcxx-linear]
// why: C falls through to the next case, and completes the request again.
// rust: refused: E0382, and cases do not fall through
#include <tests/compile_fail/linear/request.hpp>

bool urgent();
std::optional<Request> poll_request();

void by_case(Request request)
{
    switch (request.size()) {
    case 0: std::move(request).complete(-EINVAL);
#ifdef CONTROL
        break;
#else
        [[fallthrough]];
#endif
    case 1: std::move(request).requeue(); break;
    default: hand_on(std::move(request));
    }
}

// All of these are in order.
Request by_return(Request request)
{
    if (urgent())
        return request;
    hand_on(std::move(request));
    Request next = next_request();
    return next;
}

Result<> by_value_of_result()
{
    hand_on(TRY(try_next_request()));
    if (auto request = try_next_request())
        request.take().complete({});
    return {};
}

void in_loops()
{
    while (auto request = poll_request()) {
        if (urgent()) {
            std::move(*request).requeue();
            continue;
        }
        std::move(*request).complete(request->size() == 0 ? Result<>(-EIO) : Result<>());
    }
    for (unsigned i = 0; i < 3; i++) {
        Request request = next_request();
        Request same = std::move(request);
        urgent() ? std::move(same).requeue() : std::move(same).complete({});
    }
}

void by_nobody_who_returns(Request request)
{
    if (request.size() == 0)
        bug<"a request of nothing">();
    std::move(request).requeue();
}

template <class T> class KCXX_LINEAR Wrapped {
public:
    explicit Wrapped(T from) : inner_(std::move(from)) {}
    T unwrap() && { return std::move(inner_); }

private:
    T inner_;
};

void through_templates()
{
    std::optional<Wrapped<Request>> wrapped;
    wrapped.emplace(next_request());
    std::move(*wrapped).unwrap().requeue();
    const auto finish = [](auto request) { std::move(request).complete({}); };
    finish(next_request());
}
