// SPDX-License-Identifier: GPL-2.0
// Entry points of the Itanium C++ ABI that compiled code names. The ones that are missing here
// (__cxa_guard_*, __cxa_atexit, __cxa_throw, RTTI) are refused when a module is linked.
extern "C" void __cxa_pure_virtual()
{
    __builtin_verbose_trap("kcxx", "call of a pure virtual function");
}

extern "C" void __cxa_deleted_virtual()
{
    __builtin_verbose_trap("kcxx", "call of a deleted virtual function");
}
