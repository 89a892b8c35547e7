// SPDX-License-Identifier: GPL-2.0
// How much was said, and how many objects there are.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/seq_file.hpp>
#include <modules/binder/events.h>
#include <modules/binder/formats.hpp>

#include <array>

namespace binder {

/// What a process has said, and was told.
class Stats {
public:
    /// Context: Any context.
    void count_command(u32 command) const { count(commands_, command); }
    void count_answer(u32 answer) const
    {
        TRACE(binder_return, answer);
        count(answers_, answer);
    }

    /// Counts what `other` has counted, too.
    ///
    /// Context: Any context.
    void add(const Stats &other) const;

    /// What there was, line by line, with `prefix` in front.
    ///
    /// Context: Any context.
    void show(SeqFile &text, std::string_view prefix) const;

private:
    template <size_t size> using Counts = std::array<Atomic<u32>, size>;

    // Both are numbered from 0 on, as ioctls.
    template <size_t size> static void count(const Counts<size> &counts, u32 code)
    {
        if (const size_t number = _IOC_NR(code); number < size)
            counts[number].inc();
    }

    Counts<22> commands_;
    Counts<23> answers_;
};

/// Objects that are counted.
enum class Kind : u8 { process, thread, node, reference, death, transaction, complete, freeze };

/// Context: Any context.
void count_made(Kind kind);
void count_gone(Kind kind);
void show_objects(SeqFile &text);

/// A member of each object of this kind.
template <Kind kind> class Counted {
public:
    Counted() { count_made(kind); }
    ~Counted() { count_gone(kind); }
    Counted(const Counted &) = delete;
    Counted &operator=(const Counted &) = delete;
};

} // namespace binder
