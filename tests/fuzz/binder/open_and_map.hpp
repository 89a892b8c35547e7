// SPDX-License-Identifier: GPL-2.0
// Opening a device, mapping it, and all that may become of that.
#pragma once

#include <tests/fuzz/binder/driver.hpp>
#include <tests/fuzz/binder/ioctls.hpp>

/// Maps it, mostly as it should be.
inline void map(Actor &actor, Port &port)
{
    static constexpr std::array<uint64_t, 8> sizes = {1 << 20, 1 << 20, 1 << 20, 1 << 16,
                                                      1 << 22, 1 << 13, 3 << 12, 1 << 23};
    Random &random = actor.random;
    const uint64_t size = random.pick(sizes);
    const int protection = random.chance(97) ? PROT_READ : PROT_READ | PROT_WRITE;
    const off_t first = random.chance(97) ? 0 : 4096;
    // Who is told of something there has to know where that is.
    const std::lock_guard locked(actor.process.mutex);
    const auto *memory = actor.try_it([&] {
        return mmap(nullptr, size, protection, random.chance(90) ? MAP_PRIVATE : MAP_SHARED,
                    port.fd, first);
    });
    if (memory == MAP_FAILED)
        return;
    port.base = reinterpret_cast<uint64_t>(memory);
    port.size = size;
}

inline std::shared_ptr<Port> open_port(Actor &actor, const std::string &path)
{
    auto port = std::make_shared<Port>();
    if (actor.plan.scribbles)
        port->trust_no_more();
    const int flags =
        O_RDWR | O_CLOEXEC | (actor.random.chance(actor.plan.blocking) ? 0 : O_NONBLOCK);
    port->fd = high_fd(actor.try_it([&] { return open(path.c_str(), flags); }));
    if (port->fd < 0)
        return nullptr;
    if (actor.random.chance(97))
        map(actor, *port);
    return port;
}

inline std::string any_device(Actor &actor)
{
    if (!actor.plan.mounts || actor.random.chance(60))
        return driver.device;
    return mounted +
           actor.random.pick(std::array{"/cxxbinder", "/n0", "/n1", "/n2", "/binder-control"});
}

/// What a process does first.
inline void begin(Actor &actor)
{
    auto port = open_port(actor, driver.device);
    if (!port)
        return;
    if (actor.process.number == 0 || actor.random.chance(20))
        become_manager(actor, *port);
    const std::lock_guard locked(actor.process.mutex);
    actor.process.ports[0] = port;
}

inline void open_another(Actor &actor)
{
    auto port = open_port(actor, any_device(actor));
    const std::lock_guard locked(actor.process.mutex);
    auto &place = actor.process.ports[actor.random.below(actor.process.ports.size())];
    if (place)
        return void(close(port ? port->fd : -1));
    place = std::move(port);
}

/// The device, though others use it. Then there is a new one, mostly.
inline void close_one(Actor &actor)
{
    std::shared_ptr<Port> closed;
    const uint64_t which = actor.random.below(actor.process.ports.size());
    {
        const std::lock_guard locked(actor.process.mutex);
        closed = std::move(actor.process.ports[which]);
        if (closed)
            closed->trust_no_more();
        if (closed && closed->size != 0 && actor.random.chance(70)) {
            munmap(reinterpret_cast<void *>(closed->base), closed->size);
            closed->lose_mapping();
        }
    }
    if (!closed)
        return;
    close(closed->fd);
    if (which == 0 && actor.random.chance(80))
        begin(actor);
}

inline void map_again(Actor &actor)
{
    if (const auto port = actor.process.port(actor.random))
        map(actor, *port);
}

/// Parts of the mapping go, or go elsewhere.
inline void unmap(Actor &actor, bool moves)
{
    const auto port = actor.process.port(actor.random);
    const std::lock_guard locked(actor.process.mutex);
    if (!port || port->size == 0)
        return;
    const uint64_t pages = port->size / 4096;
    const uint64_t first = actor.random.chance(50) ? 0 : actor.random.below(pages);
    const uint64_t count =
        actor.random.chance(50) ? pages - first : actor.random.between(1, pages - first);
    port->lose_mapping();
    auto *memory = reinterpret_cast<void *>(port->base + first * 4096);
    if (!moves)
        munmap(memory, count * 4096);
    else if (actor.random.chance(30))
        mmap(memory, count * 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    else if (actor.random.chance(30))
        mprotect(memory, count * 4096,
                 actor.random.chance(50) ? PROT_NONE : PROT_READ | PROT_WRITE);
    else
        actor.try_it([&] {
            return mremap(memory, count * 4096, actor.random.between(1, pages + 1) * 4096,
                          MREMAP_MAYMOVE);
        });
}

/// As a debugger writes, which may write what its owner may not: but not this.
inline void write_by_force(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    const std::lock_guard locked(actor.process.mutex);
    if (!port || !port->is_trusted || port->size == 0)
        return;
    const int memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    const auto at = static_cast<off_t>(port->base + actor.random.below(port->size));
    if (pwrite(memory, "x", 1, at) == 1)
        actor.world.wrong("memory to receive in can be written");
    close(memory);
}

/// Reads anywhere in a mapping: of its own, or as a debugger in that of another.
inline void touch(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    if (actor.random.chance(5))
        return write_by_force(actor);
    const uint64_t at = port->base + actor.random.below(port->size + 4096);
    if (actor.random.chance(70)) {
        actor.reader.read(at, actor.random.below(MemoryReader::most));
        return;
    }
    // Who was forked has its mappings where others have theirs.
    const int memory =
        open(std::format("/proc/{}/mem", actor.anybody()).c_str(), O_RDONLY | O_CLOEXEC);
    std::array<char, 64> bytes{};
    actor.try_it([&] { return pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(at)); });
    close(memory);
}
