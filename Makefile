# SPDX-License-Identifier: GPL-2.0
# How things are asked for. What is built is listed in Kbuild; `make help` lists the targets.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := modules
root := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))

KDIR ?= /lib/modules/$(shell uname -r)/build
KCXX ?= clang++-22
KCXX_HELPERS ?= ool
release = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h 2>/dev/null)
O ?= $(root)/build/$(release)$(if $(filter-out ool,$(KCXX_HELPERS)),-$(KCXX_HELPERS))
out = $(abspath $(O))

kbuild = $(MAKE) -C $(KDIR) M=$(out) KCXX=$(KCXX) KCXX_HELPERS=$(KCXX_HELPERS) \
	$(if $(KCXX_MODULES),KCXX_MODULES="$(KCXX_MODULES)")

##@ Building (KDIR= another kernel, O= output folder, KCXX_HELPERS=inline, V=1)
modules: $(out)/Kbuild | cxxavailable-quiet ## build the modules for the running kernel or KDIR=
	+@$(kbuild) modules

modules_install: ## install what `make modules` built (INSTALL_MOD_PATH=, INSTALL_MOD_STRIP=1)
	+@$(kbuild) modules_install

clean: ## remove everything that was built
	@rm -rf $(root)/build
	@if [ -d $(out) ] && [ $(out) != $(root) ]; then $(kbuild) clean; fi

cxxavailable: ## say whether C++ modules can be built here, and if not what is missing
	@$(root)/scripts/cxxavailable --kdir $(KDIR) --cxx $(KCXX)

cxxavailable-quiet:
	@$(root)/scripts/cxxavailable --quiet --kdir $(KDIR) --cxx $(KCXX)

# The output folder's own Kbuild, so that `make -C $KDIR M=$O` works there as well.
$(out)/Kbuild: | cxxavailable-quiet
	@mkdir -p $(@D)
	@printf 'kcxx-src := %s\ninclude $$(kcxx-src)/Kbuild\n' '$(root)' > $@

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-zA-Z_.-]+:.*## / { printf "  %-24s %s\n", $$1, $$2 }' $(root)/Makefile

.PHONY: modules modules_install clean cxxavailable cxxavailable-quiet help
