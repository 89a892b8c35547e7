// SPDX-License-Identifier: GPL-2.0
// The device: hears its doorbells, and lets its parts take turns, each of them short. So nothing that one of
// them does keeps another, or a reset, from its turn.
#pragma once

#include "engines.hpp"
#include "ivshmem.hpp"
#include "mcu.hpp"
#include "registers.hpp"

namespace model {

class Device {
public:
    Device(Ivshmem &host, Memory &ram, uint32_t flush_id);

    /// Until the client has gone.
    void run();

private:
    void power_on();
    void obey_registers();
    bool obey_reset();
    bool obey_mcu_control();
    bool obey_as_updates();
    void run_mcu();
    void show_mcu_status();

    Ivshmem &host_;
    Registers registers_;
    Mmu mmu_;
    Engines engines_;
    Mcu mcu_;
    uint32_t reset_done_ = 0;
    std::array<uint32_t, address_spaces> as_updates_done_{};
};

} // namespace model
