// SPDX-License-Identifier: GPL-2.0
// The firmware of the GPU: does what the driver asks for, and tells it what the engines report.
#include <modules/gpu/abi/image.hpp>

#include "engine.hpp"
#include "groups.hpp"
#include "interface.hpp"
#include "log.hpp"
#include "rings.hpp"

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;

abi::Interface interface;

/// What the header of the image says: make_image takes it from here.
struct Description {
    uint32_t magic;
    uint32_t abi_version;
    char version[sizeof(abi::ImageHeader::version)];
};
extern "C" const Description description = {
    .magic = abi::image_magic,
    .abi_version = abi::abi_major << 16 | abi::abi_minor,
    .version = "kcxx-gpu 1.0",
};

namespace firmware {

class Firmware {
public:
    void boot()
    {
        store(interface.abi_version, description.abi_version);
        store(interface.slots, read_engine(mcu::slots));
        store(interface.queues, read_engine(mcu::queues));
        Line() << description.version << ": abi " << abi::abi_major << "." << abi::abi_minor << ", "
               << interface.slots << " slots of " << interface.queues << " queues";
        store(interface.state, static_cast<uint32_t>(abi::FirmwareState::ready));
        raise(abi::Irq::firmware);
    }

    void turn()
    {
        store(interface.heartbeat, load(interface.heartbeat) + 1);
        // What comes from here on makes another turn.
        write_engine(mcu::acknowledge, read_engine(mcu::pending));
        groups_.gather();
        groups_.report(events_);
        // Each request has an answer, at once or later.
        while (events_.have_room() && requests_.are_there())
            obey(requests_.take());
        events_.tell();
    }

private:
    void obey(const abi::Message &request)
    {
        switch (static_cast<abi::Request>(request.type)) {
        case abi::Request::ping: return answer(abi::Event::pong, request.slot, request.value);
        case abi::Request::start: return start(request);
        case abi::Request::stop: return stop(request);
        case abi::Request::suspend: return suspend(request);
        default: return refuse(request, static_cast<Refused>(abi::Refusal::unknown));
        }
    }

    void start(const abi::Message &request)
    {
        uint32_t cookie = 0;
        if (const Refused why = groups_.start(request.slot, cookie))
            refuse(request, why);
        else
            answer(abi::Event::started, request.slot, cookie);
    }

    void stop(const abi::Message &request)
    {
        if (const Refused why = groups_.stop(request.slot))
            refuse(request, why);
    }

    void suspend(const abi::Message &request)
    {
        if (groups_.is_any_running())
            return refuse(request, static_cast<Refused>(abi::Refusal::busy));
        Line() << "may be switched off";
        answer(abi::Event::suspended, request.slot, 0);
    }

    void answer(abi::Event event, uint32_t slot, uint64_t value)
    {
        abi::Message message = of_type(event);
        message.slot = slot;
        message.value = value;
        events_.send(message);
    }

    void refuse(const abi::Message &request, Refused why)
    {
        abi::Message message = of_type(abi::Event::refused);
        message.slot = request.slot;
        message.code = why;
        message.value = request.type;
        events_.send(message);
    }

    Requests requests_;
    Events events_;
    Groups groups_{read_engine(mcu::slots)};
};

} // namespace firmware

extern "C" [[noreturn]] void firmware_main()
{
    firmware::Firmware firmware;
    firmware.boot();
    for (;;) {
        firmware.turn();
        asm volatile("wfi");
    }
}

extern "C" [[gnu::naked, gnu::section(".text.start")]] void _start()
{
    asm volatile("la sp, stack_end\n"
                 "j firmware_main");
}
