# SPDX-License-Identifier: GPL-2.0
# make -f qemu/gpu-model/gpu-model.mk: the model of the GPU, a program for the host: build/gpu-model/gpu-model, and
# with SANITIZE=1 build/gpu-model-sanitized/gpu-model.
comma := ,
out := build/gpu-model$(if $(SANITIZE),-sanitized)
sources := $(wildcard qemu/gpu-model/*.cpp)
objects := $(sources:qemu/gpu-model/%.cpp=$(out)/%.o)

flags := -std=c++23 -stdlib=libc++ -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE -O2 -g -fno-strict-aliasing \
	-Wall -Wextra -Wconversion -Werror -I.
# What is linked statically needs no library of clang's where it runs; sanitizers do not like it.
flags += $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all,)
link := $(if $(SANITIZE),-nostdlib++ -Wl$(comma)-Bstatic -lc++ -lc++abi -Wl$(comma)-Bdynamic,-static -lc++abi)

$(out)/gpu-model: $(objects)
	clang++-22 $(flags) -o $@ $^ $(link)

$(out)/%.o: qemu/gpu-model/%.cpp qemu/gpu-model/gpu-model.mk
	@mkdir -p $(@D)
	clang++-22 $(flags) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)
