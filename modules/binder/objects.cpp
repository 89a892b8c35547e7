// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/buffers.hpp>
#include <modules/binder/flat_objects.hpp>
#include <modules/binder/objects.hpp>

#include <algorithm>

namespace binder {

namespace {

/// Of an object of this type; 0 if there is no such type.
size_t size_of(u32 type)
{
    if (is_flat(type))
        return sizeof(FlatObject);
    switch (type) {
    case BINDER_TYPE_FD: return sizeof(FdObject);
    case BINDER_TYPE_PTR: return sizeof(BufferObject);
    case BINDER_TYPE_FDA: return sizeof(FdArrayObject);
    default: return 0;
    }
}

/// The bytes of an object, each read once.
class AnyObject {
public:
    /// Return: the object, or -EINVAL, as in C also where user space has no memory.
    static Result<AnyObject> read(UserSlice &from) MAY_SLEEP
    {
        AnyObject object;
        const std::span<char> bytes(object.bytes_);
        if (!from.read(bytes.first(sizeof(u32))))
            return -EINVAL;
        const size_t size = size_of(object.type());
        if (size == 0 || size - sizeof(u32) > from.size())
            return -EINVAL;
        if (!from.read(bytes.subspan(sizeof(u32), size - sizeof(u32))))
            return -EINVAL;
        return object;
    }

    u32 type() const { return as<u32>(); }

    template <class T> T as() const
    {
        struct Parts {
            T object;
            std::array<char, room - sizeof(T)> rest;
        };
        return std::bit_cast<Parts>(bytes_).object;
    }

private:
    static constexpr size_t room = sizeof(BufferObject) + sizeof(u64);
    std::array<char, room> bytes_{};
};

/// Where the objects of a transaction are, as it was said in the memory of its receiver: some at a time.
class Offsets {
public:
    Offsets(size_t begin, size_t count) : begin_(begin), left_(count) {}

    /// Context: Process context. May sleep.
    /// Return: the next one, of `count`; or -EFAULT.
    Result<u64> next(const Arena &arena) MAY_SLEEP
    {
        if (next_ == room)
            TRY(refill(arena));
        return std::bit_cast<std::array<u64, room>>(bytes_)[next_++];
    }

private:
    static constexpr size_t room = 16;

    Result<> refill(const Arena &arena) MAY_SLEEP
    {
        const size_t size = std::min(left_, room) * sizeof(u64);
        TRY(arena.read_bytes(begin_, std::span(bytes_).first(size)));
        begin_ += size;
        left_ -= size / sizeof(u64);
        next_ = 0;
        return {};
    }

    size_t begin_;
    size_t left_;
    size_t next_ = room;
    std::array<char, room * sizeof(u64)> bytes_{};
};

/// A transaction while its objects are copied.
struct Copying {
    u32 id;
    size_t data; // where it begins in the arena
    bool accepts_files;
    Buffers buffers;
    std::optional<Box<Files>> files;
    u64 objects = 0;
};

Result<> add_file(const Process &sender, const Process &target, Copying &copying, u32 fd,
                  size_t offset, bool is_in_array) MAY_SLEEP
{
    if (!copying.accepts_files)
        return -EPERM;
    auto file = TRY(FileRef::get(fd));
    if (!security_binder_transfer_file(sender.cred(), target.cred(), file))
        return -EPERM;
    if (!copying.files)
        copying.files = TRY(make_box<Files>(GFP_KERNEL));
    TRY((*copying.files)->add(std::move(file), offset, is_in_array));
    TRACE(binder_transaction_fd_send, copying.id, fd, offset - copying.data);
    return {};
}

Result<> copy_file(const Process &sender, const Process &target, Copying &copying, FdObject object,
                   size_t to) MAY_SLEEP
{
    TRY(add_file(sender, target, copying, object.fd, to + offsetof(FdObject, fd), false));
    object.fd = 0;
    object.pad = 0;
    return target.arena().write(to, object);
}

Result<> copy_array(const Process &sender, const Process &target, Copying &copying,
                    const FdArrayObject &object, size_t to) MAY_SLEEP
{
    const auto array = TRY(copying.buffers.add_array(object));
    for (u64 i = 0; i < object.count; i++) {
        const UserPtr<u32> from = u64_to_user_ptr<u32>(array.from + i * sizeof(u32));
        auto fd = from.read();
        if (!fd)
            return -EINVAL;
        TRY(add_file(sender, target, copying, *fd, array.to + i * sizeof(u32), true));
    }
    return target.arena().write(to, object);
}

/// The object number `index`, at `at` of the data.
///
/// Return: its size, or as copy_objects().
Result<size_t> copy_object(const Thread &sender, const Process &target, Copying &copying,
                           UserSlice &from, u64 index, u64 at) MAY_SLEEP
{
    const Arena &arena = target.arena();
    const auto any = TRY(AnyObject::read(from));
    const size_t to = copying.data + at;
    if (is_flat(any.type())) {
        TRY(arena.write(to, TRY(send_object(sender, target, copying.id, any.as<FlatObject>()))));
    } else if (any.type() == BINDER_TYPE_FD) {
        TRY(copy_file(sender.process(), target, copying, any.as<FdObject>(), to));
    } else if (any.type() == BINDER_TYPE_FDA) {
        TRY(copy_array(sender.process(), target, copying, any.as<FdArrayObject>(), to));
    } else {
        auto object = any.as<BufferObject>();
        TRY(copying.buffers.add(arena, object, index, at));
        TRY(arena.write(to, object));
    }
    copying.objects++;
    return size_of(any.type());
}

Result<> copy_data(const Thread &sender, const Process &target, Copying &copying,
                   const SentData &data) MAY_SLEEP
{
    const Arena &arena = target.arena();
    const size_t offsets = copying.data + aligned(data.data_size);
    UserSlice from(u64_to_user_ptr<char>(data.data), data.data_size);
    size_t done = 0;
    const size_t count = data.offsets_size / sizeof(u64);
    Offsets places(offsets, count);
    for (size_t i = 0; i < count; i++) {
        const u64 at = TRY(places.next(arena));
        if (at < done || at > data.data_size)
            return -EFAULT; // as in C, what lies between two objects is the first that is wrong
        TRY(arena.fill(copying.data + done, from, at - done));
        if (at % sizeof(u32) != 0)
            return -EINVAL;
        done = at + TRY(copy_object(sender, target, copying, from, i, at));
    }
    TRY(arena.fill(copying.data + done, from, data.data_size - done));
    // As in C, the sender hears of bad buffers as of bad objects.
    if (!copying.buffers.copy(arena))
        return -EINVAL;
    return {};
}

} // namespace

Result<> copy_objects(const Thread &sender, const Process &target, const SentData &data,
                      bool accepts_files, const Allocation &allocation) MAY_SLEEP
{
    const size_t offset = allocation.offset();
    UserSlice from(u64_to_user_ptr<char>(data.data), data.data_size);
    const size_t offsets = offset + aligned(data.data_size);
    const size_t buffers = offsets + aligned(data.offsets_size);
    UserSlice offsets_from(u64_to_user_ptr<char>(data.offsets), data.offsets_size);
    TRY(target.arena().fill(offsets, offsets_from, data.offsets_size));
    if (data.offsets_size % sizeof(u64) != 0 || data.buffers_size % sizeof(u64) != 0)
        return -EINVAL;
    if (data.offsets_size == 0)
        return target.arena().fill(offset, from, data.data_size);
    Copying copying{.id = allocation.terms().id,
                    .data = offset,
                    .accepts_files = accepts_files,
                    .buffers = Buffers(buffers, buffers + data.buffers_size),
                    .files = {}};
    const auto copied = copy_data(sender, target, copying, data);
    allocation.set_objects(copying.objects);
    if (copying.files)
        allocation.set_files(std::move(*copying.files));
    return copied;
}

void release_objects(const Process &process, const Allocation &allocation) MAY_SLEEP
{
    const Arena &arena = process.arena();
    const size_t offsets = allocation.offset() + aligned(allocation.terms().data_size);
    const u64 objects = allocation.objects();
    Offsets places(offsets, objects);
    for (size_t i = 0; i < objects; i++) {
        const auto at = places.next(arena);
        if (!at)
            return;
        // No object is smaller than this one.
        const auto object = arena.read<FlatObject>(allocation.offset() + *at);
        if (object && is_flat((*object).type))
            release_object(process, *object);
    }
}

} // namespace binder
