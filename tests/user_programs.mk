# SPDX-License-Identifier: GPL-2.0
# make -f tests/user_programs.mk SOURCES='...': programs for the guest, in build/programs. Each source is a
# program; one of ALSO_32 is built for 32 bits, too.
out := build/programs
# Programs that talk to drivers from 32 bits, too, and to each other.
ALSO_32 := binder_user binder_objects_user

build-c := gcc -static -O1 -Wall -Werror
# The kernel's headers for user space are the same, but not where the compiler looks for them.
build-32 := $(build-c) -m32 -idirafter /usr/include/x86_64-linux-gnu
# What is embedded are programs of a graphics processor, which are built here, too.
build-cpp := clang++-22 -static -O1 -std=c++23 -stdlib=libc++ -lc++abi -Wall -Wextra -Werror -Wno-c23-extensions \
	--embed-dir=$(out)
build-gpu := clang++-22 --target=riscv32 -march=rv32im -mabi=ilp32 -std=c++23 -ffreestanding -nostdlibinc \
	-fno-exceptions -fno-rtti -O2 -Wall -Wextra -Werror

# Debian 12 has commands of panthor and vgem for programs only among the headers that modules are built with.
ifneq ($(filter gpu_% kms_%,$(notdir $(SOURCES))),)
kernel-headers := $(wildcard $(shell scripts/kernels kdir 6.12)/../linux-headers-*-common/include/uapi)
endif

# Of no sources there is nothing to do.
all:
.PHONY: all

# program SOURCE NAME HOW
define program
all: $(out)/$2
$(out)/$2: $1 $(lastword $(MAKEFILE_LIST))
	$(build-$3) -I. $(if $(filter gpu_% kms_%,$2),-idirafter $(kernel-headers) -D__user=) -MMD -MP -MF $$@.d -MT $$@ -o $$@ $1
endef
name = $(basename $(notdir $1))
$(foreach s,$(SOURCES),$(eval $(call program,$s,$(call name,$s),$(patsubst .%,%,$(suffix $s)))))
$(foreach s,$(SOURCES),$(if $(filter $(ALSO_32),$(call name,$s)),\
	$(eval $(call program,$s,$(call name,$s)_32,32))))

# A program of a graphics processor is its instructions alone, which refer to nothing.
$(out)/gpu_demo: $(out)/gpu_pattern.bin
$(out)/%.bin: tests/user/gpu/programs/%.cpp $(lastword $(MAKEFILE_LIST))
	$(build-gpu) -c -o $@.o $<
	llvm-objcopy-22 -O binary -j .text.start $@.o $@

-include $(wildcard $(out)/*.d)
