// SPDX-License-Identifier: GPL-2.0
// What has to be done exactly once, where the compiler does not follow it: in a std::optional and a
// Box.
#pragma once

#include <bindings/pending_kiocb.hpp>
#include <bindings/slab.hpp>
#include <tests/traps/trap.hpp>

#include <optional>

namespace traps {

class KCXX_LINEAR Ticket {
public:
    /// Return: how many were punched with it.
    int punch() &&
    {
        std::move(duty_).done();
        return 1;
    }

private:
    Duty<"a ticket was dropped that nobody punched"> duty_;
};

/// Nobody follows what is in a member.
struct Pocket {
    std::optional<Ticket> ticket;
};

[[gnu::noinline]] inline Result<int> linear_dropped(int number)
{
    Pocket pocket;
    pocket.ticket.emplace();
    if (number != 3)
        return 0;
    return std::move(*pocket.ticket).punch();
}

[[gnu::noinline]] inline Result<int> linear_replaced(int number)
{
    Pocket pocket;
    for (int i = 3; i <= number; i++)
        pocket.ticket.emplace();
    return std::move(*pocket.ticket).punch();
}

[[gnu::noinline]] inline Result<int> linear_dropped_in_box(int number) MAY_SLEEP
{
    auto ticket = TRY(make_box<Ticket>(GFP_KERNEL));
    if (number != 3)
        return 0;
    return std::move(*ticket).punch();
}

/// Two functions that each do what has to be done once.
inline int punch(std::optional<Ticket> &ticket)
{
    return std::move(*ticket).punch();
}

[[gnu::noinline]] inline Result<int> linear_done_twice(int number)
{
    Pocket pocket;
    pocket.ticket.emplace();
    int punched = 0;
    for (int i = 3; i <= number; i++)
        punched += punch(pocket.ticket);
    return punched;
}

/// A write that waits for its completion, and who is to see to that.
struct Kept {
    std::optional<PendingKiocb> kiocb;
};

[[gnu::noinline]] inline Result<int> kiocb_dropped(int number) MAY_SLEEP
{
    const auto submit = [number](PendingKiocb pending) {
        Kept kept{std::move(pending)};
        if (number == 3)
            std::move(*kept.kiocb).complete(1uz);
    };
    unsafe("the kiocb is of a call that nobody made, and that waits here") {
        raw::kiocb kiocb{};
        return static_cast<int>(PendingKiocb::serve(kiocb, submit));
    }
}

using LinearTraps =
    TrapList<Trap<"linear_dropped", linear_dropped>, Trap<"linear_replaced", linear_replaced>,
             Trap<"linear_dropped_in_box", linear_dropped_in_box>,
             Trap<"linear_done_twice", linear_done_twice>, Trap<"kiocb_dropped", kiocb_dropped>>;

} // namespace traps
