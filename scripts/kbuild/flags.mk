# SPDX-License-Identifier: GPL-2.0
# Compiler flags for C++, and for kernel C by clang, derived from the flags this kernel was built
# with: what its compiler understands is filtered and translated, nothing is assumed. An unknown
# flag stays in, so that clang refuses it loudly instead of building something else.

KCXX       ?= clang++-22
KCXX_CLANG ?= $(call kcxx-beside,clang)
# kcxx-beside TOOL: the one of LLVM that belongs to $(KCXX), of its folder and version.
kcxx-beside = $(patsubst ./%,%,$(dir $(KCXX)))$(patsubst clang++%,$1%,$(notdir $(KCXX)))
kcxx-resource := $(shell $(KCXX) -print-resource-dir 2>/dev/null)
kcxx-libcxx := $(abspath $(kcxx-resource)/../../../include/c++/v1)

# GCC's flags that clang has no counterpart for, or that ask for what the merge step does.
kcxx-gcc-only := -mindirect-branch=% -mindirect-branch-register -mpreferred-stack-boundary=% \
	-fno-allow-store-data-races -fconserve-stack -fno-var-tracking-assignments \
	-falign-jumps=% -fmin-function-alignment=% -fno-ipa-% -fno-partial-inlining \
	-fsanitize=bounds-strict --param=% --param allow-store-data-races=0 \
	-fno-inline-functions-called-once -fno-reorder-blocks -mrecord-mcount -mnop-mcount \
	-DCC_USING_NOP_MCOUNT -fplugin=% -fplugin-arg-%

kcxx-translate = \
	$(if $(filter -mindirect-branch=thunk-extern,$1),-mretpoline-external-thunk) \
	$(if $(filter -mpreferred-stack-boundary=3,$1),-mstack-alignment=8) \
	$(if $(filter -mpreferred-stack-boundary=4,$1),-mstack-alignment=16) \
	$(patsubst -fmin-function-alignment=%,-falign-functions=%,\
		$(filter -fmin-function-alignment=%,$1)) \
	$(if $(filter -fsanitize=bounds-strict,$1),-fsanitize=array-bounds)

# Every warning flag of the kernel is about C; what is passed on (-Wa, -Wp) is none.
kcxx-to-clang = $(filter-out -W% -g $(kcxx-gcc-only),$1) \
	$(filter -Wa$(comma)% -Wp$(comma)%,$1) $(call kcxx-translate,$1)

kcxx-kernel-flags = $(KBUILD_CPPFLAGS) $(KBUILD_CFLAGS) $(KBUILD_CFLAGS_MODULE)

# --- kernel C as clang sees it: for the generator and for inlined helpers -------------------
# The identity header undoes what Kconfig recorded of the compiler that built the kernel.
kcxx-identity := $(kcxx-src)/scripts/kbuild/clang_identity.h
kcxx-clang-c-flags = --target=x86_64-linux-gnu $(LINUXINCLUDE) \
	-include $(kcxx-identity) -include $(srctree)/include/linux/compiler_types.h \
	$(call kcxx-to-clang,$(filter-out $(CC_FLAGS_FTRACE),$(kcxx-kernel-flags))) \
	$(kcxx-sanitizers) -Wno-everything -DKBUILD_MODNAME='"kcxx"' -DKBUILD_BASENAME='"kcxx"' \
	-D__KBUILD_MODNAME=kmod_kcxx

# --- C++ ------------------------------------------------------------------------------------
# -fwrapv and its like go: signed overflow is to trap. -mno-80387 goes: libc++ names long double;
# soft-float makes any use of floating point fail at link instead.
kcxx-drop := -std=% -nostdinc -fwrapv -fno-strict-overflow -mno-80387 -mno-fp-ret-in-387
kcxx-lang := --target=x86_64-linux-gnu -std=gnu++23 -nostdinc -nostdinc++ \
	-fno-exceptions -fno-rtti -fno-unwind-tables -fno-asynchronous-unwind-tables \
	-fcheck-new -fvisibility=hidden -fno-use-cxa-atexit \
	-Xclang -target-feature -Xclang +soft-float -mllvm -trap-unreachable
# Thread-safe statics stay on: a local static that needs code at run time then names
# __cxa_guard_acquire, which nothing provides, instead of being a silent race.
# Of the kernel's own headers C++ sees the uapi ones alone: they are C and C++ by design.
kcxx-uapi = $(patsubst %,-isystem %,$(srctree)/arch/$(SRCARCH)/include/uapi \
	$(objtree)/arch/$(SRCARCH)/include/generated/uapi $(srctree)/include/uapi \
	$(objtree)/include/generated/uapi)
kcxx-include = -isystem $(kcxx-src)/cxxrt/config -isystem $(kcxx-libcxx) \
	-isystem $(kcxx-src)/cxxrt/include -isystem $(kcxx-resource)/include $(kcxx-uapi) \
	-I$(kcxx-src) -I$(obj)/generated
# pahole up to 1.24 aborts on C++ DWARF: no debug information unless it is asked for.
kcxx-debug := $(if $(KCXX_DEBUG),-g,-g0)
kcxx-paths = -fmacro-prefix-map=$(kcxx-src)/= -fmacro-prefix-map=$(kcxx-libcxx)/= \
	-fdebug-prefix-map=$(kcxx-src)/= -fdebug-prefix-map=$(kcxx-libcxx)/=c++/

kcxx-codegen-flags = $(kcxx-lang) $(call kcxx-to-clang,$(filter-out $(kcxx-drop),$(kcxx-kernel-flags))) \
	$(kcxx-sanitizers)
kcxx-flags = -Wp,-MMD,$(depfile) $(kcxx-codegen-flags) $(kcxx-include) $(kcxx-paths) $(kcxx-debug) \
	$(kcxx-check-flags) $(CXXFLAGS_$(target-stem)) $(KCXX_BENCH_FLAGS) \
	-DKBUILD_MODNAME='"$(kcxx-modname)"'

include $(kcxx-src)/scripts/kbuild/sanitizers.mk
include $(kcxx-src)/scripts/kbuild/checks.mk
