// SPDX-License-Identifier: GPL-2.0
// The compiler plugin: -fplugin=kcxx.so, with -fplugin-arg-kcxx-ARGUMENT for each of
//   root=FOLDER       the source tree
//   trusted=FOLDER    a folder of it that may hold what is unsafe; once for each
//   generated=FOLDER  where the generated bindings lie
//   audit=FILE        writes the unsafe blocks of the compilation there, as JSON
#include <scripts/plugin/walker.hpp>

LLVM_INSTANTIATE_REGISTRY(kcxx::Rules)

namespace kcxx {

namespace {

struct Arguments {
    std::string root;
    std::vector<std::string> trusted;
    std::string generated;
    std::string audit;
};

class Consumer : public clang::ASTConsumer {
public:
    Consumer(clang::CompilerInstance &compiler, const Arguments &arguments)
        : compiler_(compiler), audit_(arguments.audit),
          context_(compiler, Places(compiler.getSourceManager(), arguments.root, arguments.trusted,
                                    arguments.generated))
    {
        for (const auto &entry : Rules::entries())
            rules_.push_back(entry.instantiate());
        for (const auto &rule : rules_)
            rule->start(compiler.getPreprocessor(), context_);
    }

    void HandleTranslationUnit(clang::ASTContext &ast) override
    {
        // What does not compile anyway is not worth more messages.
        if (compiler_.getDiagnostics().hasErrorOccurred())
            return;
        Walker(context_, rules_).TraverseDecl(ast.getTranslationUnitDecl());
        for (const auto &rule : rules_)
            rule->finish(context_);
        if (!audit_.empty() && !context_.audit().write(audit_, context_.places()))
            complain("cannot write the audit to " + audit_);
    }

private:
    void complain(const std::string &text)
    {
        auto &diagnostics = compiler_.getDiagnostics();
        diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0"))
            << text;
    }

    clang::CompilerInstance &compiler_;
    std::string audit_;
    Context context_;
    std::vector<std::unique_ptr<Rule>> rules_;
};

class Action : public clang::PluginASTAction {
    std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler,
                                                          llvm::StringRef) override
    {
        return std::make_unique<Consumer>(compiler, arguments_);
    }

    bool ParseArgs(const clang::CompilerInstance &compiler,
                   const std::vector<std::string> &arguments) override
    {
        for (llvm::StringRef argument : arguments) {
            if (argument.consume_front("root="))
                arguments_.root = argument.str();
            else if (argument.consume_front("trusted="))
                arguments_.trusted.push_back(argument.str());
            else if (argument.consume_front("generated="))
                arguments_.generated = argument.str();
            else if (argument.consume_front("audit="))
                arguments_.audit = argument.str();
            else
                return refuse(compiler, argument);
        }
        return true;
    }

    // Before code is made: a file that breaks a rule has none.
    ActionType getActionType() override { return AddBeforeMainAction; }

    static bool refuse(const clang::CompilerInstance &compiler, llvm::StringRef argument)
    {
        auto &diagnostics = compiler.getDiagnostics();
        const auto text = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error,
                                                      "the kcxx plugin has no argument '%0'");
        diagnostics.Report(text) << argument;
        return false;
    }

    Arguments arguments_;
};

const clang::FrontendPluginRegistry::Add<Action> plugin("kcxx", "the rules of safe kernel code");

} // namespace

} // namespace kcxx
