// SPDX-License-Identifier: GPL-2.0
// <drm/drm_ioctl.h>: a driver's own commands, each held against its handler at compile time.
#pragma once

#include <bindings/drm/driver.hpp>
#include <bindings/drm/file.hpp>
#include <bindings/ioctl.hpp>

#include <array>

namespace kernel::drm {

/// Who may use a command beside the master of a display.
enum class Access : u32 {
    primary_node = 0,
    render_node = raw::DRM_RENDER_ALLOW, // whoever may open /dev/dri/renderD*
};

namespace detail {

/// The object of an open file, which its driver's open has stored there.
template <class C> const C &client_of(const raw::drm_file *file)
{
    unsafe("open() has stored it, and it lives until the file is closed") {
        return *static_cast<const C *>(raw::drm_file_driver_data(file));
    }
}

/// `Result<> (C::*)(Arg &) const`, or `(const File &, Arg &) const` for who needs handles. The core copies the argument in, with zeros for what an older program does
/// not know, and out again, as far as that one knows it.
template <class Method> struct Handler;
template <class C, class A> struct Handler<Result<> (C::*)(A &) const> {
    using Client = C;
    using Argument = A;

    template <auto method>
    static int call(raw::drm_device *, void *argument, raw::drm_file *file) MAY_SLEEP
    {
        return to_errno((client_of<C>(file).*method)(*static_cast<A *>(argument)));
    }
};

template <class C, class A> struct Handler<Result<> (C::*)(const File &, A &) const> {
    using Client = C;
    using Argument = A;

    template <auto method>
    static int call(raw::drm_device *, void *argument, raw::drm_file *file) MAY_SLEEP
    {
        return to_errno((client_of<C>(file).*method)(File(*file), *static_cast<A *>(argument)));
    }
};

} // namespace detail

/// One command and the method of an open file that serves it.
template <unsigned int command_, auto method, Access access> struct Ioctl {
    using Handler = detail::Handler<decltype(method)>;
    using Argument = Handler::Argument;
    using Client = Handler::Client;
    static constexpr unsigned int command = command_;
    static constexpr unsigned int number = _IOC_NR(command_) - raw::DRM_COMMAND_BASE;

    static_assert(_IOC_TYPE(command_) == 'd' && _IOC_NR(command_) >= raw::DRM_COMMAND_BASE,
                  "the command is none of a driver of DRM");
    static_assert(_IOC_DIR(command_) == (_IOC_READ | _IOC_WRITE),
                  "commands of DRM drivers are DRM_IOWR");
    static_assert(_IOC_SIZE(command_) == sizeof(Argument),
                  "the command was defined for a type of another size");
    static_assert(UserWritable<Argument>,
                  "the argument has padding, through which kernel memory would leak: name it");

    /// As the kernel has it in its table.
    ///
    /// Context: At compile time.
    static consteval raw::drm_ioctl_desc make(const char *name)
    {
        raw::drm_ioctl_desc desc{};
        desc.cmd = command;
        desc.flags = static_cast<decltype(desc.flags)>(access);
        desc.func = Handler::template call<method>;
        desc.name = const_cast<char *>(name);
        return desc;
    }
};

/// An entry of a table: `drm::ioctl<DRM_IOCTL_DEMO_CREATE, &Client::create>`.
template <unsigned int command, auto method, Access access = Access::render_node>
inline constexpr Ioctl<command, method, access> ioctl{};

/// All commands of a driver, in the order of their numbers, from 0 on.
template <class... Entries> struct IoctlTable {
    consteval IoctlTable(const Entries &...) { static_assert(is_in_order()); }

    static consteval std::array<raw::drm_ioctl_desc, sizeof...(Entries)> make(const char *name)
    {
        return {Entries::make(name)...};
    }

private:
    static consteval bool is_in_order()
    {
        unsigned int next = 0;
        return ((Entries::number == next++) && ...);
    }
};

} // namespace kernel::drm
