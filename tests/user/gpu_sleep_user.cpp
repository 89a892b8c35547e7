// SPDX-License-Identifier: GPL-2.0
// gpu_sleep_user RENDER SLOT: the processor sleeps while it has nothing to do, and with the machine; behind that all
// that programs have of it is as before.
#include <tests/user/comes_true.hpp>
#include <tests/user/gpu/scene.hpp>
#include <tests/user/sleep_and_wake.hpp>
#include <tests/user/text_of.hpp>

namespace {

class Power {
public:
    explicit Power(const std::string &slot) : folder_("/sys/bus/pci/devices/" + slot + "/power/") {}

    std::string status() const { return text_of(folder_ + "runtime_status"); }
    bool becomes(const std::string &what) const
    {
        return comes_true([&] { return status() == what; });
    }
    bool falls_asleep() const { return becomes("suspended\n"); }
    void control(const char *how) const
    {
        need(write_text((folder_ + "control").c_str(), how) == 0, "power/control");
    }

private:
    std::string folder_;
};

constexpr useconds_t longer_than_idle = 600'000;

void idle(const Gpu &gpu, const Power &power)
{
    EXPECT(power.falls_asleep(), true, 0);
    Scene scene(gpu);
    EXPECT(power.becomes("active\n"), true, 0);
    usleep(longer_than_idle);
    EXPECT(power.status() == "active\n", true, 0);
    EXPECT(scene.held.wait(0), -1, ETIME);
    scene.release();
    EXPECT(scene.held.wait(), 0, 0);
    // It sleeps with a group that is in a place of it, and what is mapped meanwhile is there behind that.
    for (std::uint32_t i = 1; i <= 3; i++) {
        EXPECT(power.falls_asleep(), true, 0);
        const auto bo = gpu.bo(page);
        Mapped words(gpu, bo, page);
        EXPECT(bind(gpu, scene.space.vm, map_op(bo, Scene::target, page)), 0, 0);
        EXPECT(power.status() == "suspended\n", true, 0);
        scene.add(i);
        EXPECT(words[0], i, 0);
        EXPECT(gpu.close_bo(bo), 0, 0);
    }
    EXPECT(scene.group.state().state, 0, 0);
    // Who wants to have it awake does.
    power.control("on");
    usleep(longer_than_idle);
    EXPECT(power.status() == "active\n", true, 0);
    power.control("auto");
    EXPECT(power.falls_asleep(), true, 0);
}

/// What is submitted while it is about to fall asleep runs.
void at_the_edge(const Gpu &gpu)
{
    Scene scene(gpu);
    scene.release();
    const auto bo = gpu.bo(page);
    Mapped words(gpu, bo, page);
    EXPECT(bind(gpu, scene.space.vm, map_op(bo, Scene::target, page)), 0, 0);
    constexpr std::uint32_t times = 40;
    for (std::uint32_t i = 0; i < times; i++) {
        usleep(150'000 + i * 5'000);
        scene.add(1);
    }
    EXPECT(words[0], times, 0);
    EXPECT(scene.group.state().state, 0, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
}

/// With the machine, at work and while it sleeps anyway.
void machine(const Gpu &gpu, const Power &power)
{
    Scene scene(gpu);
    if (!sleep_and_wake())
        return;
    EXPECT(scene.held.wait(0.5), -1, ETIME);
    const auto bo = gpu.bo(page);
    Mapped words(gpu, bo, page);
    EXPECT(bind(gpu, scene.space.vm, map_op(bo, Scene::target, page)), 0, 0);
    scene.add(7);
    EXPECT(words[0], 7, 0);
    scene.release();
    EXPECT(scene.held.wait(), 0, 0);
    EXPECT(power.falls_asleep(), true, 0);
    EXPECT(sleep_and_wake(), true, 0);
    scene.add(8);
    EXPECT(words[0], 15, 0);
    EXPECT(scene.group.state().state, 0, 0);
    EXPECT(power.falls_asleep(), true, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const Gpu gpu(argv[1]);
    const Power power(argv[2]);
    idle(gpu, power);
    at_the_edge(gpu);
    machine(gpu, power);
    return failures != 0;
}
