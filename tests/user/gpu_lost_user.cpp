// SPDX-License-Identifier: GPL-2.0
// gpu_lost_user NODE SLOT: the registers of the device vanish while it is at work. An address space whose change
// has failed behind the program's back is not to be used any more, and says so; others are as ever.
#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/scene.hpp>

#include <fcntl.h>

namespace {

/// All of them read as ones from now on.
void lose_registers(const std::string &slot)
{
    constexpr off_t command_register = 4;
    constexpr std::uint16_t nothing = 0;
    const int config = open(("/sys/bus/pci/devices/" + slot + "/config").c_str(), O_WRONLY);
    need(pwrite(config, &nothing, sizeof(nothing), command_register) == sizeof(nothing),
         "to write to the configuration of " + slot);
    close(config);
}

void unusable(const Gpu &gpu, const std::string &slot)
{
    Scene scene(gpu);
    const auto vm = scene.space.vm, other = gpu.vm(), bo = gpu.bo(page);
    Syncobj bound(gpu);
    EXPECT(bind(gpu, vm, map_op(bo, Scene::target, page)), 0, 0);
    // So long as its group is at work, the device has the address space.
    scene.add(1);
    EXPECT(gpu.vm_state(vm), 0, 0);
    lose_registers(slot);
    EXPECT(bind_later(gpu, vm, {with(map_op(bo, Scene::target, page), {signal_to(bound)})}), 0, 0);
    EXPECT(bound.wait(60), 0, 0);
    EXPECT(gpu.vm_state(vm, DRM_PANTHOR_VM_STATE_UNUSABLE), 0, 0);
    EXPECT(bind_later(gpu, vm, {map_op(bo, Scene::target, page)}), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, Scene::target, page)), -1, EINVAL);
    EXPECT(gpu.vm_state(other), 0, 0);
    EXPECT(bind(gpu, other, map_op(bo, Scene::target, page)), 0, 0);
    EXPECT(gpu.destroy_vm(other) | gpu.close_bo(bo), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    unusable(Gpu(argv[1]), argv[2]);
    return failures != 0;
}
