// SPDX-License-Identifier: GPL-2.0
#include <bindings/minmax.hpp>
#include <bindings/sprintf.hpp>
#include <modules/binder/device.hpp>

namespace binder {

OpenDevice::~OpenDevice() MAY_SLEEP
{
    logs_ = ProcessLogFiles();
    process_->release();
}

namespace {

// What there is no memory for is missing.
ProcessLogFiles make_logs(const Process &process, const File &file, const Device &device) MAY_SLEEP
{
    const Processes &all = process.context().processes();
    ProcessLogFiles files;
    auto made = make_ref<ProcessLog>(GFP_KERNEL, all.self(), process.number());
    if (!made)
        return files;
    const auto log = made.take();
    const ShortText<12> name("%d", process.number());
    files.in_debugfs = all.folder().create_own_file<&ProcessLog::show>(name.view(), log);
    if (auto added = device.add_log(file, name.view(), log))
        files.in_mount = added.take();
    return files;
}

} // namespace

Result<Box<OpenDevice>> OpenDevice::open(File &file, const RefPtr<Device> &device) MAY_SLEEP
{
    auto handles = TRY(make_ref<Ida>(GFP_KERNEL));
    auto process =
        TRY(make_ref<Process>(GFP_KERNEL, RefPtr<Context>(device->context()), std::move(handles)));
    auto opened = TRY(make_box<OpenDevice>(GFP_KERNEL, RefPtr<Process>(process)));
    // As in C, a process has one file, of the first device that it opens: it shows all of them.
    if (process->context().processes().add(process))
        opened->logs_ = make_logs(*process, file, *device);
    return opened;
}

// What is received belongs to who has opened the device: nobody else maps it, as in C.
Result<> OpenDevice::mmap(VmArea &area) const MAY_SLEEP
{
    if (!process_->pid().is(Pid::current()))
        return -EINVAL;
    return process_->arena().map(area);
}

Result<> OpenDevice::flush() const MAY_SLEEP
{
    process_->flush();
    return {};
}

namespace {

Result<> talk(const Thread &thread, binder_write_read &request, bool nonblocking) MAY_SLEEP
{
    if (request.write_size > 0) {
        Commands commands(request.write_buffer + request.write_consumed,
                          request.write_size - min(request.write_size, request.write_consumed));
        u64 consumed = 0;
        const auto written = write_commands(thread, commands, consumed);
        request.write_consumed += consumed;
        TRACE(binder_write_done, errno_of(written));
        if (!written) {
            request.read_consumed = 0;
            return written.error();
        }
    }
    if (request.read_size > 0) {
        Answers answers(request.read_buffer, request.read_size, request.read_consumed);
        const auto read = read_answers(thread, answers, nonblocking);
        TRACE(binder_read_done, errno_of(read));
        TRY(read);
        request.read_consumed = answers.written();
    }
    return {};
}

} // namespace

Result<> OpenDevice::write_read(const File &file, UserPtr<binder_write_read> user) const MAY_SLEEP
{
    const bool nonblocking = file.nonblocking();
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        auto request = TRY(user.read());
        // No memory of user space lies beyond the end of all addresses.
        if (request.write_consumed > ~request.write_buffer ||
            request.read_consumed > ~request.read_buffer)
            return -EFAULT;
        const auto result = talk(thread, request, nonblocking);
        TRY(user.write(request));
        return result;
    });
}

// Here, and for the version, -EINVAL is what the C driver says of a bad address.
Result<> OpenDevice::set_max_threads(UserPtr<u32> user) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        auto most = user.read();
        if (!most)
            return -EINVAL;
        thread.process().set_max_threads(*most);
        return {};
    });
}

Result<> OpenDevice::set_context_manager(UserPtr<s32>) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP {
        return thread.process().context().set_manager(thread.process(), FlatObject{});
    });
}

Result<> OpenDevice::set_context_manager_ext(UserPtr<flat_binder_object> user) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        auto object = user.read();
        if (!object)
            return -EINVAL;
        return thread.process().context().set_manager(thread.process(),
                                                      std::bit_cast<FlatObject>(*object));
    });
}

Result<> OpenDevice::exit_thread(UserPtr<s32>) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        thread.process().end_thread(thread);
        return {};
    });
}

Result<> OpenDevice::version(UserPtr<binder_version> user) const MAY_SLEEP
{
    return as_thread([&](const Thread &) MAY_SLEEP -> Result<> {
        if (!user.write({.protocol_version = BINDER_CURRENT_PROTOCOL_VERSION}))
            return -EINVAL;
        return {};
    });
}

Result<> OpenDevice::enable_spam_detection(const u32 &enable) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        thread.process().detect_spam(enable != 0);
        return {};
    });
}

} // namespace binder
