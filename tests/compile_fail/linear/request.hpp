// SPDX-License-Identifier: GPL-2.0
// What the cases of this folder do wrong: a request that somebody waits for.
#pragma once

#include <bindings/linear.hpp>
#include <bindings/result.hpp>

#include <optional>

using namespace kernel;

class KCXX_LINEAR Request {
public:
    unsigned size() const { return size_; }
    void complete(Result<> outcome) &&
    {
        ignore_result(outcome);
        std::move(duty_).done();
    }
    void requeue() && { std::move(duty_).done(); }

private:
    Duty<"a request was dropped that nobody completed"> duty_;
    unsigned size_ = 0;
};

Request next_request();
Result<Request> try_next_request();
Result<> prepare(unsigned size);
void hand_on(Request request);
