# SPDX-License-Identifier: GPL-2.0
# The commands of cxx.mk, in kbuild's form: V=1 shows them, a changed command or header rebuilds.

# --- .cpp -> .o, or LLVM bitcode where helpers are inlined -------------------------------------
# Compile only. objtool and recordmcount run on the merged object.
quiet_cmd_kcxx_compile = CXX $(quiet_modtag)  $@
      cmd_kcxx_compile = $(KCXX_CCACHE) $(KCXX) $(kcxx-flags) -c -o $@ $<

quiet_cmd_kcxx_bitcode = CXX $(quiet_modtag)  $@
      cmd_kcxx_bitcode = $(KCXX_CCACHE) $(KCXX) $(kcxx-flags) -Xclang -disable-llvm-passes \
		-emit-llvm -c -o $@ $<

define rule_kcxx_compile
	$(call cmd_and_fixdep,kcxx_compile)
endef
define rule_kcxx_bitcode
	$(call cmd_and_fixdep,kcxx_bitcode)
endef

# The generated bindings are only ordered before: the dependency file knows who reads them.
$(obj)/%.cpp.o: $(kcxx-src)/%.cpp $(kcxx-check-files) FORCE | $(kcxx-generated)
	$(call if_changed_rule,kcxx_compile)
$(obj)/%.cpp.bc: $(kcxx-src)/%.cpp $(kcxx-check-files) FORCE | $(kcxx-generated)
	$(call if_changed_rule,kcxx_bitcode)

# Kernel C of a module, when the output folder is not the source folder.
$(obj)/%.o: $(kcxx-src)/%.c FORCE
	$(call if_changed_rule,cc_o_c)

quiet_cmd_kcxx_archive = AR      $@
      cmd_kcxx_archive = rm -f $@; $(AR) cDPrs $@ $(filter %.o,$(real-prereqs))

# --- all C++ of a module -> one relocatable object -----------------------------------------------
# GNU ld alone: ld.lld with a script writes a corrupt object from COMDAT groups.
kcxx-thunked := $(if $(CONFIG_RETHUNK)$(CONFIG_MITIGATION_RETHUNK),$(OBJDUMP))
# Kernels without IBT run objtool on every object that goes into a module, the others at the end.
kcxx-objtool = $(if $(delay-objtool),,$(if $(CONFIG_OBJTOOL),; $(objtool) $(objtool-args) --link $@))
kcxx-mcount = $(if $(CONFIG_FTRACE_MCOUNT_RECORD),; $(objtree)/scripts/recordmcount $@)

quiet_cmd_kcxx_merge = LD $(quiet_modtag)  $@
      cmd_kcxx_merge = $(kcxx-merge-inputs) \
		$(LD) $(KBUILD_LDFLAGS) -r -X --force-group-allocation -T $(kcxx-scripts)/merge.lds \
			-o $@ $(kcxx-merge-objects) --start-group $(filter %.a,$(real-prereqs)) --end-group; \
		$(CONFIG_SHELL) $(kcxx-scripts)/shorten-names $@ $(NM) $(OBJCOPY); \
		$(CONFIG_SHELL) $(kcxx-scripts)/check-merged $@ $(READELF) $(NM) $(kcxx-thunked) \
		$(kcxx-mcount) $(kcxx-objtool)

define rule_kcxx_merge
	$(call cmd_and_savecmd,kcxx_merge)
	$(call cmd,gen_objtooldep)
endef
