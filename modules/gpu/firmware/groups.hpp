// SPDX-License-Identifier: GPL-2.0
// The groups that run in slots, one each.
#pragma once

#include <modules/gpu/abi/messages.hpp>

#include "rings.hpp"

namespace firmware {

/// Why a request is not obeyed, 0: it is.
using Refused = uint32_t;

class Groups {
public:
    explicit Groups(uint32_t slots);

    /// Starts the group that the driver has described for `slot`; then `cookie` is the driver's.
    Refused start(uint32_t slot, uint32_t &cookie);
    /// Begins to stop one: an event comes when it has stopped.
    Refused stop(uint32_t slot);
    bool is_any_running() const { return running_ != 0; }

    /// Takes what the engines report.
    void gather();
    /// Tells the driver, as far as there is room: what is left is told another time.
    void report(Events &events);

private:
    using Bits = uint32_t; // one for each slot

    void gather_of(uint32_t slot);
    void report_end(Events &events, uint32_t slot);

    uint32_t slots_;
    /// Until the driver was told that they have ended.
    Bits running_ = 0;
    Bits stopping_ = 0;
    /// What the driver is to be told.
    Bits synced_ = 0;
    Bits idle_ = 0;
    Bits stopped_ = 0;
    Bits faulted_ = 0;
};

} // namespace firmware
