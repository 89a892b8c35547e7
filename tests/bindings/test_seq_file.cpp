// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/raw.hpp>
#include <bindings/seq_file.hpp>

#include <array>

namespace {
using namespace kernel;

/// The buffer of an open file, as seq_read() hands it to the method that shows.
class Page {
public:
    Page()
    {
        raw_.buf = text_.data();
        raw_.size = text_.size();
    }

    SeqFile seq() { return SeqFile(raw_); }
    std::string_view text() const { return {text_.data(), raw_.count}; }
    /// Whether the text has outgrown the buffer, so that it is to be shown once more.
    bool overflowed() const { return raw_.count == raw_.size; }

private:
    std::array<char, 64> text_{};
    raw::seq_file raw_{};
};

Result<> printf_formats(kunit::Test &test)
{
    Page page;
    auto seq = page.seq();
    seq.printf("%d%%, %#x, %s", -1, 255u, "text");
    seq.printf(" %lld %llu", s64{-2}, u64{3});
    seq.printf(" %pe\n", -ENODEV);
    test.expect_eq(page.text(), std::string_view("-1%, 0xff, text -2 3 -ENODEV\n"));
    return {};
}

Result<> write_takes_text_as_it_is(kunit::Test &test)
{
    Page page;
    auto seq = page.seq();
    seq.write("100%d");
    seq.write({});
    seq.write(std::string_view("a\0b", 3));
    test.expect(page.text() == std::string_view("100%da\0b", 8));
    return {};
}

Result<> what_is_too_long_overflows(kunit::Test &test)
{
    Page page;
    auto seq = page.seq();
    for (int i = 0; i < 15; i++)
        seq.printf("%04d", i);
    test.expect(!page.overflowed());
    seq.printf("%04d", 15);
    test.expect(page.overflowed());
    seq.write("more");
    seq.printf("%d", 1);
    test.expect(page.overflowed());

    Page other;
    other.seq().write(std::string_view("0123456789abcdef0123456789abcdef"
                                       "0123456789abcdef0123456789abcdef!"));
    test.expect(other.overflowed());
    return {};
}

Result<> text_is_taken_back_unless_it_is_too_long(kunit::Test &test)
{
    Page page;
    auto seq = page.seq();
    seq.write("stays");
    const size_t size = seq.size();
    seq.write(" goes");
    seq.cut(size);
    test.expect_eq(page.text(), std::string_view("stays"));
    seq.cut(size + 1);
    test.expect_eq(page.text(), std::string_view("stays"));
    // Who asks for a larger buffer must not seem to be content.
    for (int i = 0; i < 16; i++)
        seq.printf("%04d", i);
    seq.cut(size);
    test.expect(page.overflowed());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(printf_formats),
    KUNIT_CASE(write_takes_text_as_it_is),
    KUNIT_CASE(what_is_too_long_overflows),
    KUNIT_CASE(text_is_taken_back_unless_it_is_too_long),
};

} // namespace

kunit_test_suite("seq_file", cases);
