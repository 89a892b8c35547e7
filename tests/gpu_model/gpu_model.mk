# SPDX-License-Identifier: GPL-2.0
# make -f tests/gpu_model/gpu_model.mk: what tests the model of the GPU, in build/gpu-model-test: a program for the
# host, gpu_model_test, and programs for the GPU.
here := tests/gpu_model
out := build/gpu-model-test
objects := $(patsubst $(here)/%.cpp,$(out)/%.o,$(wildcard $(here)/*.cpp))
programs := $(patsubst $(here)/programs/%.cpp,$(out)/%.bin,$(wildcard $(here)/programs/*.cpp))

flags := -std=c++23 -stdlib=libc++ -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE -O1 -g \
	-fno-strict-aliasing -Wall -Wextra -Werror -I.
program-flags := --target=riscv32 -march=rv32im -mabi=ilp32 -std=c++23 -ffreestanding -nostdlibinc \
	-fno-exceptions -fno-rtti -O2 -Wall -Wextra -Werror

all: $(out)/gpu_model_test $(programs)
.PHONY: all
.SECONDARY: $(programs:$(out)/%.bin=$(out)/programs/%.elf) $(programs:$(out)/%.bin=$(out)/programs/%.o)

$(out)/gpu_model_test: $(objects)
	clang++-22 $(flags) -o $@ $^ -static -lc++abi

$(out)/%.o: $(here)/%.cpp $(here)/gpu_model.mk
	@mkdir -p $(@D)
	clang++-22 $(flags) -MMD -MP -c -o $@ $<

$(out)/%.bin: $(out)/programs/%.elf
	llvm-objcopy-22 -O binary $< $@

$(out)/programs/%.elf: $(out)/programs/%.o $(here)/programs/program.lds
	ld.lld-22 --fatal-warnings -T $(here)/programs/program.lds -o $@ $<

$(out)/programs/%.o: $(here)/programs/%.cpp $(here)/gpu_model.mk
	@mkdir -p $(@D)
	clang++-22 $(program-flags) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d) $(wildcard $(out)/programs/*.d)
