// SPDX-License-Identifier: GPL-2.0
// Attacks on the driver of the Binder device named on the command line, whose logs are in the folder
// named next: one header a class. Where an attack goes step by step, every driver says the same of it;
// of those that race nothing is said but whether the driver has survived: a service answers, and all
// that was made is gone.
#include <tests/user/attacks/async_space.hpp>
#include <tests/user/attacks/changes_between_reads.hpp>
#include <tests/user/attacks/constant_changes.hpp>
#include <tests/user/attacks/deaths.hpp>
#include <tests/user/attacks/descriptors.hpp>
#include <tests/user/attacks/epoll.hpp>
#include <tests/user/attacks/forks.hpp>
#include <tests/user/attacks/freed_buffers.hpp>
#include <tests/user/attacks/handles.hpp>
#include <tests/user/attacks/loopers.hpp>
#include <tests/user/attacks/mappings.hpp>
#include <tests/user/attacks/nested_calls.hpp>
#include <tests/user/attacks/nodes.hpp>
#include <tests/user/attacks/offsets.hpp>
#include <tests/user/attacks/parents.hpp>
#include <tests/user/attacks/reclaiming.hpp>
#include <tests/user/attacks/remapping.hpp>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    device = argv[1];
    logs = argv[2];
    setlinebuf(stdout);
    Attacks all;
    all.run("parents that are not there", attacks::parents);
    all.run("offsets that lie", attacks::offsets);
    all.run("memory that changes between two steps", attacks::changes_between_reads);
    all.run("mappings that become something else", attacks::mappings);
    all.run("children that have the device and its mapping", attacks::forks);
    all.run("a mapping that changes all the time", attacks::remapping);
    all.run("pages that are taken back all the time", attacks::reclaiming);
    all.run("buffers that are freed wrongly", attacks::freed_buffers);
    all.run("threads that end while they are polled for", attacks::epolls);
    all.run("objects that come back", attacks::nodes);
    all.run("deaths while handles go", attacks::deaths);
    all.run("calls within calls", attacks::nested_calls);
    all.run("descriptors without room", attacks::descriptors_without_room);
    all.run("space for one-way calls", attacks::async_space);
    all.run("threads that come in two ways", attacks::loopers);
    all.run("more threads than there can be", attacks::threads);
    all.run("handles without number", attacks::handles);
    all.run("memory that changes all the time", attacks::constant_changes);
    return 0;
}
