// SPDX-License-Identifier: GPL-2.0
#include "log.hpp"

#include "engine.hpp"
#include "interface.hpp"

namespace firmware {

namespace abi = gpu::abi;

static void put(char character)
{
    abi::Log &log = interface.log;
    const uint32_t insert = load(log.insert.value);
    store(log.bytes[insert % abi::log_bytes], character);
    store(log.insert.value, insert + 1);
}

Line &Line::operator<<(const char *text)
{
    for (; *text; text++)
        put(*text);
    return *this;
}

Line &Line::operator<<(uint32_t number)
{
    if (number >= 10)
        *this << number / 10;
    put(static_cast<char>('0' + number % 10));
    return *this;
}

Line &Line::operator<<(Hex number)
{
    if (number.value >= 16)
        *this << Hex{number.value >> 4};
    else
        *this << "0x";
    put("0123456789abcdef"[number.value & 15]);
    return *this;
}

Line::~Line()
{
    put('\n');
}

void panic(const char *why, uint32_t value)
{
    Line() << "panic: " << why << " (" << value << ")";
    store(interface.state, static_cast<uint32_t>(abi::FirmwareState::panicked));
    raise(abi::Irq::firmware);
    for (;;)
        asm volatile("wfi");
}

} // namespace firmware
