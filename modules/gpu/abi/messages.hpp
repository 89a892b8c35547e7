// SPDX-License-Identifier: GPL-2.0
// What the driver and the firmware say to each other, in the memory of the microcontroller. Each ring has one
// writer and one reader; indexes count messages and never wrap.
#pragma once

#include <stdint.h>

namespace gpu::abi {

/// Major: a driver of another cannot use it. Minor: what is new is behind what there was.
inline constexpr uint32_t abi_major = 1;
inline constexpr uint32_t abi_minor = 0;

inline constexpr uint32_t most_slots = 8;
inline constexpr uint32_t most_queues = 8;
inline constexpr uint32_t ring_messages = 64;
inline constexpr uint32_t log_bytes = 4096;

enum class Request : uint32_t {
    ping = 1,    // value: comes back
    start = 2,   // slot: runs the group in Interface::groups[slot]
    stop = 3,    // slot: its queues keep their state
    suspend = 4, // all slots stopped: the microcontroller may be switched off
};

enum class Event : uint32_t {
    pong = 1,
    started = 2,
    stopped = 3,   // value: a bit for each queue with work left
    suspended = 4, // the answer to suspend
    refused = 5,   // value: the Request; code: Refusal
    sync = 6,      // value: a bit for each slot in which a Sync has changed
    idle = 7,      // slot: no queue has anything to do
    fault = 8, // slot, queue, code: Fault, address: the group has ended, what it had left is lost
};

enum class Refusal : uint32_t {
    no_slot = 1,
    busy = 2,
    not_running = 3,
    bad_group = 4,
    unknown = 5
};

struct Message {
    uint32_t type; // Request or Event
    uint32_t slot;
    uint32_t queue;
    uint32_t code;
    uint64_t value;
    uint64_t address;
};
static_assert(sizeof(Message) == 32);

struct Index {
    uint32_t value;
    uint32_t pad[15]; // a line of the cache of its own
};
struct Ring {
    Index insert;
    Index extract;
    Message messages[ring_messages];
};
struct Log {
    Index insert; // bytes; a reader that is more than log_bytes behind has lost some
    char bytes[log_bytes];
};

struct QueueConfig {
    uint64_t ring; // GPU addresses, in the group's address space
    uint64_t input;
    uint64_t output;
    uint32_t ring_size; // bytes
    uint32_t priority;  // 0 to 15, the highest
};
struct GroupConfig {
    uint64_t state; // GPU address of queue_state_size bytes for each queue
    uint32_t as;
    uint32_t priority; // 0 to 3, the highest
    uint32_t queue_count;
    uint32_t cookie; // in Message::value of started, and whatever the driver likes
    QueueConfig queues[most_queues];
};

enum class FirmwareState : uint32_t { booting = 0, ready = 1, panicked = 2 };

struct Interface {
    uint32_t abi_version; // major << 16 | minor
    uint32_t state;       // FirmwareState
    uint32_t slots;
    uint32_t queues;
    uint32_t heartbeat; // counts turns of the firmware's loop
    uint32_t pad[11];
    Ring requests; // the driver writes
    Ring events;   // the firmware writes
    Log log;
    GroupConfig groups[most_slots];
};

} // namespace gpu::abi
