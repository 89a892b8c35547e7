// SPDX-License-Identifier: GPL-2.0
// What the scheduler tells whoever debugs it.
#include <modules/gpu/scheduler.hpp>

namespace gpu {
namespace {

void show_group(SeqFile &file, const Group &group)
{
    static constexpr std::array<std::string_view, 3> names{"low", "medium", "high"};
    file.write(names[std::to_underlying(group.priority())]);
    file.printf(", %u queues", group.queue_count());
}

} // namespace

void Scheduler::show_slot(SeqFile &file, const Slot &slot)
{
    if (!slot.group)
        return file.write("free\n");
    show_group(file, **slot.group);
    file.write(slot.is_stopping ? ", stopping\n" : slot.busy ? ", busy\n" : ", idle\n");
}

void Scheduler::show(SeqFile &file) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    for (u32 i = 0; i < slots_; i++) {
        file.printf("slot %u: ", i);
        show_slot(file, state->slots[i]);
    }
    for (const auto &group : state->waiting) {
        file.write("waiting: ");
        show_group(file, group);
        file.write("\n");
    }
}

} // namespace gpu
