# SPDX-License-Identifier: GPL-2.0
# Kernels built with KASAN or KCSAN instrument every object, and so is C++: with the flags that the
# kernel's own makefiles (kasan, kcsan) found for the compiler of its C, as clang spells them.
# UBSan needs nothing here: its checks are traps in every build (checks.mk).

kcxx-sanitizers-of-c := $(CFLAGS_KASAN) $(CFLAGS_KCSAN)

# GCC's parameters are options of LLVM by the same names; a few have other ones, or none: C++ has no
# arrays of variable length.
kcxx-sanitizer-parameters := \
	$(filter-out asan-instrument-allocas=%,$(filter asan-% tsan-%,$(kcxx-sanitizers-of-c))) \
	$(patsubst -fasan-shadow-offset=%,asan-mapping-offset=%,\
		$(filter -fasan-shadow-offset=%,$(kcxx-sanitizers-of-c))) \
	$(if $(CFLAGS_KCSAN),tsan-compound-read-before-write=1)

# Empty without a sanitizer. Nobody takes the globals of a module that goes out of the books again.
kcxx-sanitizers := $(strip \
	$(filter -f%,$(filter-out -fasan-shadow-offset=%,$(kcxx-sanitizers-of-c))) \
	$(if $(CFLAGS_KASAN),-mllvm -asan-destructor-kind=none) \
	$(foreach parameter,$(kcxx-sanitizer-parameters),-mllvm -$(parameter)))

# An object on the stack has poisoned memory around it, so that frames grow by far.
kcxx-frame-size := $(if $(CONFIG_KASAN_STACK),8192,1024)
