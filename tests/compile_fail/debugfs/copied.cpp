// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor
// why: C keeps the dentry twice and removes it twice.
// rust: refused: E0382, a File is no Clone
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
