// SPDX-License-Identifier: GPL-2.0
// All ioctls of a Binder device but BINDER_WRITE_READ.
#pragma once

#include <tests/fuzz/binder/mutation.hpp>

inline void ask_nodes(Actor &actor, Port &port)
{
    Random &random = actor.random;
    if (random.chance(50)) {
        binder_node_debug_info info{};
        info.ptr = random.chance(70) ? ParcelWriter::pointer(actor) : random.boundary();
        actor.control(port, BINDER_GET_NODE_DEBUG_INFO, info);
        return;
    }
    binder_node_info_for_ref info{};
    {
        const std::lock_guard locked(actor.process.mutex);
        info.handle = port.handles.pick(random).value_or(1);
    }
    if (random.chance(10))
        info.strong_count = 1;
    actor.control(port, BINDER_GET_NODE_INFO_FOR_REF, info);
}

inline void become_manager(Actor &actor, Port &port)
{
    flat_binder_object object{};
    object.hdr.type = BINDER_TYPE_BINDER;
    object.flags = static_cast<uint32_t>(actor.random.below(0x200)) | FLAT_BINDER_FLAG_ACCEPTS_FDS;
    if (actor.plan.contexts && actor.random.chance(50))
        object.flags |= FLAT_BINDER_FLAG_TXN_SECURITY_CTX;
    const long result =
        actor.random.chance(80)
            ? actor.control(port, BINDER_SET_CONTEXT_MGR_EXT, object)
            : actor.try_it([&] { return ioctl(port.fd, BINDER_SET_CONTEXT_MGR, 0); });
    port.is_manager = port.is_manager || result == 0;
}

/// What the thread was in ends with it; it begins anew with the next thing it does.
inline void exit_thread(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    actor.try_it([&] { return ioctl(port->fd, BINDER_THREAD_EXIT, 0); });
    const std::lock_guard locked(actor.process.mutex);
    port->talkers[actor.tid] = {};
}

inline void control(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    Random &random = actor.random;
    actor.memory.clear();
    switch (random.below(9)) {
    case 0: actor.control(*port, BINDER_VERSION, binder_version{}); break;
    case 1:
        actor.control(*port, BINDER_SET_MAX_THREADS, static_cast<uint32_t>(random.below(5)));
        break;
    case 2: become_manager(actor, *port); break;
    case 3:
    case 4: ask_nodes(actor, *port); break;
    case 5:
        actor.control(*port, BINDER_ENABLE_ONEWAY_SPAM_DETECTION,
                      static_cast<uint32_t>(random.below(2)));
        break;
    case 6: actor.control(*port, BINDER_GET_EXTENDED_ERROR, binder_extended_error{}); break;
    case 7: fcntl(port->fd, F_SETFL, random.chance(actor.plan.blocking) ? 0 : O_NONBLOCK); break;
    default: // none of them, or of another size
        actor.control(*port, _IOC(random.below(4), 'b', random.below(20), random.below(80)),
                      std::array<uint64_t, 10>{random.boundary()});
    }
}

inline void freeze(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    actor.memory.clear();
    if (actor.random.chance(25)) {
        binder_frozen_status_info info{};
        info.pid = static_cast<uint32_t>(actor.anybody());
        actor.control(*port, BINDER_GET_FROZEN_INFO, info);
        return;
    }
    // Who is thawed more often than frozen has something to do.
    actor.control(*port, BINDER_FREEZE,
                  binder_freeze_info{.pid = static_cast<uint32_t>(actor.anybody()),
                                     .enable = actor.random.chance(40) ? 1u : 0u,
                                     .timeout_ms = static_cast<uint32_t>(actor.random.below(20))});
}
