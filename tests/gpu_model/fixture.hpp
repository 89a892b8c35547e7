// SPDX-License-Identifier: GPL-2.0
#pragma once

#include "tests.hpp"

/// A machine whose firmware is ready, and an address space.
struct Fixture {
    explicit Fixture(const Setup &setup, uint32_t flush_id = 1)
        : machine(setup.model, flush_id), card(machine)
    {
        if (!card.boot(setup.firmware))
            Report::result(false, "the firmware boots");
        space.emplace(card, 1);
    }

    Machine machine;
    Card card;
    std::optional<Space> space;
};
