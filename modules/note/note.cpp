// SPDX-License-Identifier: GPL-2.0
// A class is an open file: open() makes the object, closing destroys it, and the methods it has are
// the operations the file has. The text is reached through its lock alone.
#include <bindings/locked.hpp>
#include <bindings/miscdevice.hpp>

namespace note {
using namespace kernel;

/// One open file of /dev/note: what is written can be read back.
class Note {
public:
    static Result<Box<Note>> open(File &) MAY_SLEEP { return make_box<Note>(GFP_KERNEL); }

    Result<size_t> read_iter(Kiocb &kiocb, IovIter &to) const MAY_SLEEP
    {
        auto text = text_.lock(may_sleep);
        return to.simple_read_from(kiocb.pos(), *text);
    }

    Result<size_t> write_iter(Kiocb &, IovIter &from) const MAY_SLEEP
    {
        if (from.count() > longest)
            return -EFBIG;
        // First all of the new text, then the lock: a write that fails leaves the old text.
        Vec<char> text;
        const size_t written = TRY(from.append_to(text, GFP_KERNEL));
        auto old = text_.lock(may_sleep);
        *old = std::move(text);
        return written;
    }

private:
    static constexpr size_t longest = 65536;

    Locked<Vec<char>, Mutex<"note.text">> text_;
};

} // namespace note

module_misc_device(note::Note, "note");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A note that every open file keeps for itself");
