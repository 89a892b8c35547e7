// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/binderfs.hpp>
#include <modules/binder/logs.hpp>

namespace binder {

Mount::Mount(const Options &options, bool is_initial, const RefPtr<Devices> &devices)
    : devices_(devices), is_initial_(is_initial), stats_(options.stats),
      state_(State{.max = options.max})
{}

Result<RefPtr<Mount>> Mount::create(const Options &options, bool is_initial,
                                    const RefPtr<Devices> &devices) MAY_SLEEP
{
    return make_ref<Mount>(GFP_KERNEL, options, is_initial, devices);
}

Result<> Mount::check_max(u32 max)
{
    if (max > DeviceNumbers::most)
        return -EINVAL;
    return {};
}

Result<> Mount::check_stats(u32)
{
    if (!capable(CAP_SYS_ADMIN))
        return -EPERM;
    return {};
}

Result<> Mount::fill(const FsDir &root) const MAY_SLEEP
{
    const auto control = TRY(make_ref<Control>(GFP_KERNEL, self(), TRY(minor())));
    TRY(root.add_device<OpenControl>("binder-control", devices_->numbers().number(control->minor()),
                                     control, true));
    TRY(devices_->for_each_name([this, root](std::string_view name)
                                    MAY_SLEEP { return add(root, name); }));
    const auto features = TRY(root.add_dir("features"));
    const auto feature = TRY(make_ref<Feature>(GFP_KERNEL));
    TRY(features.add_file<&Feature::show>("oneway_spam_detection", feature));
    TRY(features.add_file<&Feature::show>("extended_error", feature));
    TRY(features.add_file<&Feature::show>("freeze_notification", feature));
    if (stats_ == 0)
        return {};
    const auto logs = TRY(make_ref<Logs>(GFP_KERNEL, RefPtr<Processes>(devices_->processes())));
    const auto folder = TRY(root.add_dir("binder_logs"));
    TRY(logs->add_to(folder));
    TRY(folder.add_dir("proc")).keep();
    return {};
}

Result<> Mount::reconfigure(const Options &options) const MAY_SLEEP
{
    if (options.stats != stats_)
        return -EINVAL;
    state_.with(may_sleep, [&options](State &state) { state.max = options.max; });
    return {};
}

void Mount::show_options(SeqFile &text) const MAY_SLEEP
{
    text.printf(",max=%u", state_.with(may_sleep, [](const State &state) { return state.max; }));
    if (stats_ != 0)
        text.write(",stats=global");
}

Result<> Mount::enter() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->devices >= state->max)
        return -ENOSPC;
    state->devices++;
    return {};
}

void Mount::leave() const MAY_SLEEP
{
    state_.with(may_sleep, [](State &state) { state.devices--; });
}

Result<> Mount::add(const FsDir &root, std::string_view name) const MAY_SLEEP
{
    auto device =
        TRY(MountedDevice::create(self(), TRY(devices_->make_context(name)), TRY(minor())));
    const auto number = devices_->numbers().number(device->minor());
    return root.add_device<OpenDevice>(name, number, std::move(device));
}

// As in C, whoever cannot be told gets no device.
Result<> Mount::add(const FsDir &root, UserPtr<binderfs_device> user) const MAY_SLEEP
{
    auto request = TRY(user.read());
    request.name[BINDERFS_MAX_NAME] = '\0';
    const std::string_view name(request.name);
    auto device =
        TRY(MountedDevice::create(self(), TRY(devices_->make_context(name)), TRY(minor())));
    request.major = devices_->numbers().major();
    request.minor = device->minor();
    TRY(user.write(request));
    return root.add_device<OpenDevice>(name, devices_->numbers().number(request.minor),
                                       std::move(device));
}

MountedDevice::MountedDevice(RefPtr<Mount> &&mount, RefPtr<Context> &&context, IdaNumber &&minor)
    : Device(std::move(context)), mount_(std::move(mount)), minor_(std::move(minor))
{}

MountedDevice::~MountedDevice() MAY_SLEEP
{
    if (is_counted_.read())
        mount_->leave();
}

Result<RefPtr<MountedDevice>> MountedDevice::create(RefPtr<Mount> mount, RefPtr<Context> context,
                                                    IdaNumber minor) MAY_SLEEP
{
    auto device = TRY(make_ref<MountedDevice>(GFP_KERNEL, std::move(mount), std::move(context),
                                              std::move(minor)));
    TRY(device->mount_->enter());
    device->is_counted_.set(true);
    return device;
}

Result<FsFile> MountedDevice::add_log(const File &file, std::string_view name,
                                      RefPtr<ProcessLog> log) const MAY_SLEEP
{
    return TRY(FsType<Mount>::kept(file)).add_own_file<&ProcessLog::show>(name, std::move(log));
}

} // namespace binder
