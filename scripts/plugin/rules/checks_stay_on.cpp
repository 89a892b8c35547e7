// SPDX-License-Identifier: GPL-2.0
// No pragma and no attribute switches a check off.
#include <scripts/plugin/attributes.hpp>
#include <scripts/plugin/rule.hpp>

namespace kcxx {

namespace {

constexpr llvm::StringLiteral name = "checks-stay-on";
constexpr auto why = "what this promises rests on checks that are on everywhere in a module";

class Pragmas : public clang::PPCallbacks {
public:
    Pragmas(clang::Preprocessor &preprocessor, Context &context)
        : preprocessor_(preprocessor), context_(context)
    {}

    void PragmaDiagnostic(clang::SourceLocation location, llvm::StringRef,
                          clang::diag::Severity severity, llvm::StringRef what) override
    {
        if (severity != clang::diag::Severity::Error && severity != clang::diag::Severity::Fatal)
            complain(location, ("pragma switches " + what + " off").str());
    }

    void PragmaDirective(clang::SourceLocation location, clang::PragmaIntroducerKind) override
    {
        bool invalid = false;
        const auto *text = preprocessor_.getSourceManager().getCharacterData(location, &invalid);
        const auto line = invalid
                              ? llvm::StringRef()
                              : llvm::StringRef(text).take_until([](char c) { return c == '\n'; });
        if (line.contains("unsafe_buffer_usage") && line.contains("begin"))
            complain(location, "pragma switches the check of bounds off");
        if (line.contains("system_header"))
            complain(location, "pragma makes this a system header, where nothing is checked");
    }

    void MacroDefined(const clang::Token &macro, const clang::MacroDirective *) override
    {
        if (macro.getIdentifierInfo()->isKeyword(preprocessor_.getLangOpts()))
            complain(macro.getLocation(), "macro gives '" +
                                              macro.getIdentifierInfo()->getName().str() +
                                              "' another meaning");
    }

    void MacroUndefined(const clang::Token &macro, const clang::MacroDefinition &definition,
                        const clang::MacroDirective *) override
    {
        const auto *known = definition.getMacroInfo();
        if (known && !context_.is_strict(known->getDefinitionLoc()))
            complain(macro.getLocation(), "macro '" + macro.getIdentifierInfo()->getName().str() +
                                              "' of bindings is undefined");
    }

private:
    void complain(clang::SourceLocation location, const std::string &wrong)
    {
        context_.report(location, {name, wrong, why, "code that passes the check"});
    }

    clang::Preprocessor &preprocessor_;
    Context &context_;
};

class ChecksStayOn : public Rule {
    void start(clang::Preprocessor &preprocessor, Context &context) override
    {
        preprocessor.addPPCallbacks(std::make_unique<Pragmas>(preprocessor, context));
    }

    void declaration(const clang::Decl &declaration, Context &context) override
    {
        report_attributes<clang::NoThreadSafetyAnalysisAttr, clang::NoSanitizeAttr,
                          clang::UnsafeBufferUsageAttr, clang::SuppressAttr>(
            declaration, context,
            {name, "switches a check off", why, "code that passes the check"});
    }
};

const Rules::Add<ChecksStayOn> rule(name.data(), "no pragma or attribute switches a check off");

} // namespace

} // namespace kcxx
