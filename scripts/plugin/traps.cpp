// SPDX-License-Identifier: GPL-2.0
// A pass that makes each trap of the sanitizers a BUG of the kernel's: with an entry in __bug_table,
// which the loader of modules knows (<linux/bug.h>), that says what was wrong, and where.
//
//     kernel BUG at unsigned integer subtraction overflow in 'size - 1', modules/note/note.cpp:31!
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Plugins/PassPlugin.h>
#include <scripts/plugin/clang.hpp>

namespace kcxx {

namespace {

constexpr unsigned longest_line = 65535; // struct bug_entry has 16 bits for it

/// The name of clang's pretended function around a trap, which says what was checked:
/// "__clang_trap_msg$Undefined Behavior Sanitizer$signed integer addition overflow in 'a + b'".
constexpr llvm::StringLiteral message_mark = "__clang_trap_msg$";

/// Where the standard library and the bindings are, as the flags of a compilation map them. Their
/// lines are of less help than that of whoever called them.
constexpr llvm::StringLiteral library = "c++/";
constexpr llvm::StringLiteral bindings = "bindings/";
constexpr llvm::StringLiteral reporter = "bindings/bug.hpp";

std::string place(const llvm::DILocation &location)
{
    return location.getFilename().str() + ":" + std::to_string(location.getLine());
}

bool is_in(const llvm::DILocation &frame, llvm::ArrayRef<llvm::StringRef> folders)
{
    return llvm::any_of(
        folders, [&](llvm::StringRef folder) { return frame.getFilename().starts_with(folder); });
}

/// The first frame, from the innermost on, that lies outside of some folders; or else the outermost.
const llvm::DILocation *outside(const llvm::DILocation *frame,
                                llvm::ArrayRef<llvm::StringRef> folders)
{
    while (frame && is_in(*frame, folders) && frame->getInlinedAt())
        frame = frame->getInlinedAt();
    return frame;
}

/// What libc++ says, not once more where: "span:459: libc++ Hardening assertion ... failed: index out
/// of range", "out_of_range was thrown in -fno-exceptions mode with message ...".
std::string reason_in(llvm::StringRef message)
{
    const auto failed = message.rsplit("failed: ");
    const auto said = failed.second.empty() ? message : failed.second;
    return said.split(" in -fno-exceptions").first.rtrim().str();
}

/// The text in front of ":LINE!", and that line.
std::pair<std::string, unsigned> describe(const llvm::DILocation *location)
{
    std::string reason = "failed check";
    if (location) {
        auto message = location->getScope()->getSubprogram()->getName();
        if (message.consume_front(message_mark)) {
            reason = reason_in(message.split('$').second);
            location = outside(location->getInlinedAt(), {reporter});
        }
    }
    if (!location)
        return {reason + ", somewhere", 0};
    const auto *inner = outside(location, {library});
    // A binding may be called by the library as well: by std::optional, when it ends.
    const auto *outer = outside(inner, {bindings, library});
    if (inner != outer && !is_in(*outer, {bindings, library}))
        return {reason + ", " + place(*inner) + " in " + outer->getFilename().str(),
                outer->getLine()};
    return {reason + ", " + inner->getFilename().str(), inner->getLine()};
}

/// ud2, and an entry of struct bug_entry that points to it: as _BUG_FLAGS() of <asm/bug.h>. The
/// section belongs to the group of the function's, if that has one.
llvm::InlineAsm &bug(llvm::LLVMContext &context, unsigned line)
{
    const std::string code = "1: ud2\n\t.pushsection __bug_table, \"aw?\"\n\t2: .long 1b - "
                             ".\n\t.long ${0:c} - .\n\t.word " +
                             std::to_string(line <= longest_line ? line : 0) +
                             "\n\t.word 0\n\t.popsection";
    auto *type = llvm::FunctionType::get(llvm::Type::getVoidTy(context),
                                         {llvm::PointerType::getUnqual(context)}, false);
    return *llvm::InlineAsm::get(type, code, "i", /*hasSideEffects=*/true);
}

/// Of a sanitizer, or of __builtin_verbose_trap().
bool is_trap(const llvm::IntrinsicInst &call)
{
    const auto *location = call.getDebugLoc().get();
    return call.getIntrinsicID() == llvm::Intrinsic::ubsantrap ||
           (call.getIntrinsicID() == llvm::Intrinsic::trap && location &&
            location->getScope()->getSubprogram()->getName().starts_with(message_mark));
}

std::vector<llvm::IntrinsicInst *> traps_of(llvm::Module &module)
{
    std::vector<llvm::IntrinsicInst *> traps;
    for (auto &function : module)
        for (auto &block : function)
            for (auto &instruction : block)
                if (auto *call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction))
                    if (is_trap(*call))
                        traps.push_back(call);
    return traps;
}

/// Before anything is optimised: two traps that became one could tell neither place.
class KeepApart : public llvm::PassInfoMixin<KeepApart> {
public:
    llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &)
    {
        for (auto *trap : traps_of(module))
            trap->addFnAttr(llvm::Attribute::NoMerge);
        return llvm::PreservedAnalyses::all();
    }

    static bool isRequired() { return true; }
};

class Traps : public llvm::PassInfoMixin<Traps> {
public:
    llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &)
    {
        const auto traps = traps_of(module);
        for (auto *trap : traps)
            replace(*trap, module);
        return traps.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
    }

    static bool isRequired() { return true; }

private:
    void replace(llvm::IntrinsicInst &trap, llvm::Module &module)
    {
        const auto [text, line] = describe(trap.getDebugLoc().get());
        llvm::IRBuilder<> builder(&trap);
        auto *&string = strings_[text];
        if (!string)
            string = builder.CreateGlobalString(text, "kcxx_trap", 0, &module);
        auto *call = builder.CreateCall(&bug(module.getContext(), line), {string});
        call->setDoesNotReturn();
        call->setDoesNotThrow();
        trap.eraseFromParent();
    }

    std::map<std::string, llvm::GlobalVariable *> strings_;
};

} // namespace

} // namespace kcxx

extern "C" LLVM_ATTRIBUTE_WEAK llvm::PassPluginLibraryInfo llvmGetPassPluginInfo()
{
    return {LLVM_PLUGIN_API_VERSION, "kcxx-traps", "1", [](llvm::PassBuilder &builder) {
                builder.registerPipelineStartEPCallback(
                    [](llvm::ModulePassManager &passes, llvm::OptimizationLevel) {
                        passes.addPass(kcxx::KeepApart());
                    });
                builder.registerOptimizerLastEPCallback(
                    [](llvm::ModulePassManager &passes, llvm::OptimizationLevel,
                       llvm::ThinOrFullLTOPhase) { passes.addPass(kcxx::Traps()); });
            }};
}
