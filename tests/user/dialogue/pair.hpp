// SPDX-License-Identifier: GPL-2.0
// What scenes of a dialogue begin with, and have in common.
#pragma once

#include <tests/user/dialogue/print.hpp>

#include <sys/resource.h>

inline std::string device;

/// Each call uses memory from its beginning: what is to stay lies apart from that.
inline constexpr size_t apart = 8192;

/// The one before may not be gone yet.
inline void become_manager(Side &side, uint32_t flags)
{
    flat_binder_object object{};
    object.flags = flags;
    for (int i = 0; i < 100; i++) {
        const Outcome outcome =
            side.puppet().call(SYS_ioctl, side.fd(), BINDER_SET_CONTEXT_MGR_EXT, side.put(object));
        if (outcome.value == 0 || outcome.error != EBUSY)
            return;
        usleep(20000);
    }
}

/// A manager and a client, both new.
struct Pair {
    explicit Pair(const char *title, uint32_t flags = FLAT_BINDER_FLAG_ACCEPTS_FDS)
    {
        std::println("== {}", title);
        manager.open(device);
        client.open(device);
        become_manager(manager, flags);
        manager.say(BC_ENTER_LOOPER);
        manager.tell();
        client.tell();
    }

    Side manager{"manager"};
    Side client{"client"};
};

/// What a side puts there stays.
inline char *apart_of(Side &side)
{
    return reinterpret_cast<char *>(side.puppet().memory().data()) + apart;
}

inline int open_file(Side &side, const char *name)
{
    return static_cast<int>(
        side.puppet().call(SYS_memfd_create, side.put(std::string(name)), 0).value);
}

/// The number of the descriptor that it would get next.
inline long next_file(Side &side)
{
    const long next = side.puppet().call(SYS_dup, 0).value;
    side.puppet().call(SYS_close, next);
    return next;
}

/// Closes a copy of the device's descriptor: then all its threads return with what there is.
inline Outcome close_a_copy(Side &side)
{
    const long copy = side.puppet().call(SYS_dup, side.fd()).value;
    const Outcome closed = side.puppet().call(SYS_close, copy);
    usleep(200000);
    return closed;
}

/// Lets it have no more descriptors than it has, or as many as it likes.
inline void limit_files(Side &side, bool limited)
{
    const rlimit64 limit{.rlim_cur = limited ? static_cast<rlim64_t>(next_file(side)) : 1024,
                         .rlim_max = 1024};
    side.print("limit of files",
               side.puppet().call(SYS_prlimit64, 0, RLIMIT_NOFILE, side.put(limit), 0));
}

/// A call with its answer, which the client keeps.
inline void call_and_keep(Pair &pair, const Parcel &parcel, uint32_t flags, const Parcel &answer,
                          uint32_t answer_flags = 0, size_t thread = 0)
{
    pair.client.call(0, 1, parcel, flags);
    pair.client.tell(thread);
    pair.manager.go();
    pair.manager.reply(answer, answer_flags);
    pair.manager.free();
    pair.manager.tell();
    pair.client.go(thread);
    pair.manager.go();
}

/// A call with its answer, both heard to the end.
inline void call(Pair &pair, const Parcel &parcel, uint32_t flags = 0, const Parcel &answer = {},
                 uint32_t answer_flags = 0, size_t thread = 0)
{
    call_and_keep(pair, parcel, flags, answer, answer_flags, thread);
    pair.client.free();
    pair.client.tell(thread);
}

/// A call that fails before anybody hears of it.
inline void refused(Pair &pair, const char *why, const Parcel &parcel)
{
    std::println("-- {}", why);
    pair.client.call(0, 1, parcel);
    pair.client.go();
    pair.manager.go();
}
