// SPDX-License-Identifier: GPL-2.0
// Who listens for a death, step by step: the handle goes at each point.
#pragma once

#include <tests/user/attacks/listening.hpp>
#include <tests/user/attacks/mourners.hpp>

namespace attacks {

inline void released_before()
{
    Listening pair("the handle goes before the object dies");
    pair.keep(0x100, 1);
    pair.request(1, 0xdead);
    pair.manager.tell();
    pair.print_notices();
    pair.release(1);
    pair.clear(1, 0xdead);
    pair.manager.tell();
    pair.print_notices();
    pair.client_ends();
    pair.manager.go();
}

inline void released_between()
{
    Listening pair("the handle goes when the object is dead, and its owner has not heard of it");
    pair.keep(0x100, 1);
    pair.keep(0x200, 2);
    pair.request(1, 0xdead);
    pair.request(2, 0xdead2);
    pair.manager.tell();
    pair.client_ends();
    pair.release(1);
    pair.clear(1, 0xdead);
    pair.confirm(0xdead);
    pair.manager.go();
    pair.print_notices();
    pair.manager.go();
}

inline void released_when_told()
{
    Listening pair("the handle goes when its owner has heard of the death, and not confirmed it");
    pair.keep(0x100, 1);
    pair.request(1, 0xdead);
    pair.manager.tell();
    pair.client_ends();
    pair.manager.go();
    pair.release(1);
    pair.manager.tell();
    pair.print_notices();
    pair.confirm(0xdead);
    pair.manager.go();
}

inline void released_after()
{
    Listening pair("the handle goes when the notice is cleared");
    pair.keep(0x100, 1);
    pair.request(1, 0xdead);
    pair.manager.tell();
    pair.client_ends();
    pair.manager.go();
    pair.clear(1, 0xdead);
    pair.release(1);
    pair.manager.go();
    pair.print_notices();
    pair.confirm(0xdead);
    pair.confirm(0xdead);
    pair.manager.go();
}

inline void another_object()
{
    Listening pair("the handle comes to mean another object");
    Side other("other");
    other.open(device);
    other.tell();
    pair.keep(0x100, 1);
    pair.request(1, 0xdead);
    pair.manager.tell();
    pair.release(1);
    pair.manager.tell();
    other.call(0, 1, Parcel().own(0x300, 3), TF_ONE_WAY);
    other.tell();
    pair.manager.go();
    pair.client_ends();
    pair.clear(1, 0xdead);
    pair.request(1, 0xdead3);
    pair.manager.go();
    other.puppet().end();
    settle();
    pair.manager.go();
}

inline void the_same_cookie()
{
    Listening pair("two handles, and one cookie");
    pair.keep(0x100, 1);
    pair.keep(0x200, 2);
    pair.request(1, 0xdead);
    pair.request(2, 0xdead);
    pair.manager.tell();
    pair.client_ends();
    pair.manager.go();
    pair.clear(2, 0xdead);
    pair.confirm(0xdead);
    pair.manager.go();
    pair.manager.go();
    pair.confirm(0xdead);
    pair.manager.go();
}

inline void too_often()
{
    Listening pair("all is said too often");
    pair.keep(0x100, 1);
    for (int i = 0; i < 3; i++) {
        pair.request(1, 0xdead);
        pair.request(0, 0xdead);
        pair.request(7, 0xdead);
        pair.clear(1, 0xbad);
        pair.clear(7, 0xdead);
        pair.confirm(0xdead);
    }
    pair.manager.go();
    for (int i = 0; i < 3; i++)
        pair.clear(1, 0xdead);
    pair.manager.go();
    pair.confirm(0xdead);
    pair.client_ends();
    pair.manager.go();
}

inline void deaths()
{
    released_before();
    released_between();
    released_when_told();
    released_after();
    another_object();
    the_same_cookie();
    too_often();
    mourning();
}

} // namespace attacks
