// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <cstdint>

namespace model {

/// What a turn may cost, in cycles: an instruction, or four pixels, is one. What has begun when it is spent may end.
class Budget {
public:
    explicit Budget(uint64_t cycles) : left_(static_cast<int64_t>(cycles)), all_(left_) {}

    bool is_spent() const { return left_ <= 0; }
    void spend(uint64_t cycles) { left_ -= static_cast<int64_t>(cycles); }
    uint64_t spent() const { return static_cast<uint64_t>(all_ - left_); }

private:
    int64_t left_;
    int64_t all_;
};

} // namespace model
