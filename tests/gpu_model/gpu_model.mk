# SPDX-License-Identifier: GPL-2.0
# make -f tests/gpu_model/gpu_model.mk: the program that tests the model of the GPU: build/gpu-model-test/gpu_model_test.
here := tests/gpu_model
out := build/gpu-model-test
objects := $(patsubst $(here)/%.cpp,$(out)/%.o,$(wildcard $(here)/*.cpp))

flags := -std=c++23 -stdlib=libc++ -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE -O1 -g -fno-strict-aliasing \
	-Wall -Wextra -Werror -I.

$(out)/gpu_model_test: $(objects)
	clang++-22 $(flags) -o $@ $^ -static -lc++abi

$(out)/%.o: $(here)/%.cpp $(here)/gpu_model.mk
	@mkdir -p $(@D)
	clang++-22 $(flags) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)
