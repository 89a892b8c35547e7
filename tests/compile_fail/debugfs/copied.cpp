// SPDX-License-Identifier: GPL-2.0
// expect: call to implicitly-deleted copy constructor
// why: C keeps the dentry twice and removes it twice.
#include <bindings/debugfs.hpp>

using namespace kernel;

#ifdef CONTROL
DebugfsDir second_owner(DebugfsDir &dir)
{
    return std::move(dir);
}
#else
DebugfsDir second_owner(DebugfsDir &dir)
{
    return dir;
}
#endif
