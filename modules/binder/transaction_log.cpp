// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/transaction_log.hpp>

namespace binder {

namespace {

void show_kind(SeqFile &text, LogEntry::Kind kind)
{
    switch (kind) {
    case LogEntry::Kind::reply: return text.write("reply");
    case LogEntry::Kind::one_way: return text.write("async");
    case LogEntry::Kind::call: return text.write("call ");
    }
}

// The number of the line that failed is one of the C driver's.
void show_entry(SeqFile &text, const LogEntry &entry)
{
    text.printf("%u: ", entry.id);
    show_kind(text, entry.kind);
    text.printf(" from %d:%d to %d:%d context ", entry.from, entry.from_thread, entry.to,
                entry.to_thread);
    text.write(
        std::string_view(entry.context).substr(0, std::string_view(entry.context).find('\0')));
    text.printf(" node %llu handle %u size %llu:%llu ret %u/%d l=0\n", entry.node, entry.handle,
                entry.data_size, entry.offsets_size, entry.error, entry.error_param);
}

} // namespace

void TransactionLog::show(SeqFile &text) const
{
    const u32 next = next_.read();
    for (u32 i = 0; i < size; i++) {
        const auto entry =
            slots_[(next % size + i) % size].with([](const LogEntry &slot) { return slot; });
        if (entry.id != 0)
            show_entry(text, entry);
    }
}

} // namespace binder
