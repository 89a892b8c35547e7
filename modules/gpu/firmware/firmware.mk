# SPDX-License-Identifier: GPL-2.0
# make -f modules/gpu/firmware/firmware.mk: the firmware, as drivers look for it: build/firmware/kcxx/gpu.bin
here := modules/gpu/firmware
out := build/firmware
objects := $(patsubst $(here)/%.cpp,$(out)/%.o,$(wildcard $(here)/*.cpp))

flags := --target=riscv32 -march=rv32im -mabi=ilp32 -std=c++23 -ffreestanding -nostdlibinc -fno-builtin \
	-fno-strict-aliasing -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-stack-protector -Os -g \
	-Wall -Wextra -Wconversion -Werror -I.

$(out)/kcxx/gpu.bin: $(out)/firmware.elf $(here)/make_image
	@mkdir -p $(@D)
	$(here)/make_image $< $@

$(out)/firmware.elf: $(objects) $(here)/firmware.lds
	ld.lld-22 --fatal-warnings -T $(here)/firmware.lds -o $@ $(objects)

$(out)/%.o: $(here)/%.cpp $(here)/firmware.mk
	@mkdir -p $(@D)
	clang++-22 $(flags) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)
