# SPDX-License-Identifier: GPL-2.0
# How things are asked for. What is built is listed in Kbuild; `make help` lists the targets.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := modules
root := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))

KDIR ?= /lib/modules/$(shell uname -r)/build
KCXX ?= clang++-22
KCXX_HELPERS ?= ool
KERNEL ?= 6.12
release = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h 2>/dev/null)
O ?= $(root)/build/$(release)$(if $(filter-out ool,$(KCXX_HELPERS)),-$(KCXX_HELPERS))
out = $(abspath $(O))
ifneq ($(words x$(CURDIR) x$(O) x$(KDIR)),3)
$(error kcxx: make cannot build where a path has a space: "$(CURDIR)", O=$(O), KDIR=$(KDIR))
endif

# BTF of a module needs the kernel's vmlinux, which few header packages have: without it kbuild
# would say so for each module. And pahole makes none of C++'s debug information.
btf = $(if $(KCXX_DEBUG),,$(wildcard $(KDIR)/vmlinux))
btf := $(if $(btf),,CONFIG_DEBUG_INFO_BTF_MODULES=)
# Nor have they the key to sign modules with. Who has one names it, as CONFIG_MODULE_SIG_KEY.
signing = $(if $(wildcard $(KDIR)/certs/signing_key.pem)$(CONFIG_MODULE_SIG_KEY),,CONFIG_MODULE_SIG_ALL=)
kbuild = $(MAKE) -C $(KDIR) O= M=$(out) $(btf) $(signing) KCXX='$(KCXX)' KCXX_HELPERS=$(KCXX_HELPERS)

refuse = { echo 'kcxx: $1' >&2; exit 1; }

##@ Building (KDIR= another kernel, O= output folder, KCXX_MODULES= which, KCXX_HELPERS=inline, KCXX_DEBUG=1, V=1)
modules: $(out)/Kbuild | cxxavailable-quiet ## build the modules for the running kernel or KDIR=
	+@plugin=$$(KCXX='$(KCXX)' $(root)/scripts/plugin/build --if-possible) && \
		$(kbuild) KCXX_PLUGIN="$$plugin" modules

modules_install: ## install what `make modules` built (INSTALL_MOD_PATH=, INSTALL_MOD_STRIP=1)
	@[ -e $(out)/modules.order ] || $(call refuse,nothing was built in $(out): make modules KDIR=$(KDIR) first)
	+@$(kbuild) modules_install

clean: ## remove everything that was built, or with O= what was built there
ifeq ($(origin O),file)
	@rm -rf $(root)/build
else
	@[ ! -e $(out)/Kbuild ] || [ -e '$(KDIR)/Makefile' ] || \
		$(call refuse,cleaning $(out) needs the headers it was built with: KDIR=$(KDIR) are none)
	+@[ ! -e $(out)/Kbuild ] || $(kbuild) clean
endif

ask-available = $(root)/scripts/cxxavailable --kdir '$(KDIR)' --cxx '$(KCXX)' --helpers '$(KCXX_HELPERS)'
cxxavailable: ## say whether C++ modules can be built here, and if not what is missing
	@$(ask-available)

cxxavailable-quiet:
	@$(ask-available) --quiet

# The output folder's own Kbuild, so that `make -C $KDIR M=$O` works there as well.
$(out)/Kbuild: | cxxavailable-quiet
	@mkdir -p $(@D)
	@printf 'kcxx-src := %s\ninclude $$(kcxx-src)/Kbuild\n' '$(root)' > $@

##@ Running (in QEMU, on the stock kernels)
run: ## set up, build all modules, boot both kernels and show the modules at work
	@$(root)/scripts/run

shell: ## a prompt in the guest with all modules in /modules (KERNEL=6.12, GPU=1 for one with a GPU)
	@$(root)/scripts/guest --interactive --kernel '$(KERNEL)' $(if $(GPU),--gpu)

gdb: ## the same, waiting for gdb before the kernel starts
	@$(root)/scripts/guest --gdb --kernel '$(KERNEL)' $(if $(GPU),--gpu)

##@ Testing
test: setup ## run every test; closes with `N passed, N failed`
	@$(root)/tests/run $(SUITES)

test-long: setup ## the same, and what takes hours
	@$(root)/tests/run --long

test-kasan: setup ## what `make test` runs in a kernel with KASAN, lockdep, kmemleak and faults
	@$(root)/tests/run '*-kasan'

test-kcsan: setup ## what `make test-long` runs in a kernel with KCSAN
	@$(root)/tests/run '*-kcsan'

test-module: setup ## build, boot and test one module: MODULE=name (KERNEL=6.12)
	@[ -n '$(MODULE)' ] || $(call refuse,which module is to be tested? make test-module MODULE=name)
	@$(root)/tests/boot --kernel '$(KERNEL)' --only '$(MODULE)'

bench: setup ## measure size, instructions and build time against C; writes build/bench.txt
	@$(root)/tests/bench/run

bench-binder: setup ## measure calls through Binder against the C driver; writes build/bench-binder.txt
	@$(root)/tests/bench/binder

bench-gpu: setup ## measure page flips of bochs against the C driver, and what gpu takes; writes build/bench-gpu.txt
	@$(root)/tests/bench/gpu

##@ The tree
setup: ## install what is missing (needs root or sudo for that alone)
	@$(root)/scripts/setup

format: ## format all sources
	@$(root)/scripts/format

check: setup ## formatting, layering, headers alone, docs, sizes
	@$(root)/scripts/check/run

audit: setup ## every unsafe block of the modules and bindings: build/audit.{txt,json,html}
	@mkdir -p $(root)/build
	@$(root)/scripts/audit/audit --json $(root)/build/audit.json --html $(root)/build/audit.html \
		> $(root)/build/audit.txt && cat $(root)/build/audit.txt

safety-table: setup ## render README's table from the programs that must not compile
	@$(root)/scripts/safety-table

docs: ## API documentation as HTML in build/docs
	@$(root)/scripts/docs --out $(root)/build/docs

compile_commands.json: modules ## for clangd
	@$(root)/scripts/compile_commands --out $(out) --kdir $(KDIR) > $@.new && mv $@.new $@

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-zA-Z_.-]+:.*## / { printf "  %-24s %s\n", $$1, $$2 }' $(root)/Makefile

.PHONY: modules modules_install clean cxxavailable cxxavailable-quiet help run shell gdb test \
	test-long test-kasan test-kcsan test-module bench bench-binder bench-gpu audit safety-table setup format check docs compile_commands.json
