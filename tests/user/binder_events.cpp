// SPDX-License-Identifier: GPL-2.0
// Speaks over the Binder device named on the command line, and prints what the events of the driver, in
// the system named next, say of it. Every driver gives the same text.
#include <tests/user/dialogue/freeze.hpp>
#include <tests/user/dialogue/shrinking.hpp>
#include <tests/user/dialogue/tracing.hpp>

namespace {

std::string system_of_events;

/// The last of the scenes before is gone when the next begins: what happens then is none of its own.
class Scene {
public:
    explicit Scene(const char *title) : pair(title), tracer_(system_of_events) {}

    void step(const char *title)
    {
        std::println("-- {}", title);
        tracer_.print();
    }

    /// A third side.
    Side &other()
    {
        other_.open(device);
        return other_;
    }

    Pair pair;

private:
    Side other_{"other"};
    Tracer tracer_;
};

void calls()
{
    Scene scene("events of calls");
    call(scene.pair, Parcel().bytes("a call"), 0, Parcel().bytes("an answer"));
    scene.step("a call and its answer");
    scene.pair.client.call(0, 2, Parcel().bytes("one-way"), TF_ONE_WAY);
    scene.pair.client.call(0, 3, Parcel().bytes("another"), TF_ONE_WAY);
    scene.pair.client.go();
    for (int i = 0; i < 2; i++) {
        scene.pair.manager.go();
        scene.pair.manager.free();
        scene.pair.manager.tell();
    }
    scene.step("two one-way calls");
    scene.pair.client.call(0, 1, Parcel().bytes(std::string(9000, 'x')), TF_CLEAR_BUF);
    scene.pair.client.tell();
    scene.pair.manager.go();
    scene.pair.manager.reply(Parcel().bytes(std::string(5000, 'y')));
    scene.pair.manager.tell();
    scene.pair.client.go();
    scene.pair.manager.free();
    scene.pair.manager.go();
    scene.pair.client.free();
    scene.pair.client.tell();
    scene.step("pages of it");
}

void failures_of_calls()
{
    Scene scene("events of what fails");
    Side &client = scene.pair.client;
    client.call(7, 1);
    client.go();
    scene.step("no such handle");
    client.call(0, 1, Parcel().bytes("bytes").handle(9));
    client.go();
    scene.step("no such handle in it");
    client.reply();
    client.go();
    scene.step("nothing to answer");
    client.say(0x1234);
    client.go();
    client.say(_IO('c', 3));
    client.go();
    scene.step("no such command");
    client.control(_IO('b', 77), "no such ioctl", 0);
    client.control(BINDER_VERSION, "version", binder_version{});
    scene.step("other commands of the device");
    client.call(0, 1);
    client.tell();
    scene.pair.manager.go();
    scene.pair.manager.reply(Parcel().handle(5));
    scene.pair.manager.free();
    scene.pair.manager.go();
    client.go();
    scene.step("an answer that fails");
}

void objects()
{
    Scene scene("events of objects");
    Side &client = scene.pair.client;
    Side &manager = scene.pair.manager;
    Side &other = scene.other();
    call(scene.pair, Parcel().own(0x1000, 0x2000).own(0x3000, 0x4000, 0, BINDER_TYPE_WEAK_BINDER));
    scene.step("two objects go out");
    client.call(0, 1, Parcel().own(0x1000, 0x2000));
    client.tell();
    manager.go();
    manager.say(BC_ACQUIRE, 1u);
    manager.reply(Parcel().handle(1));
    manager.free();
    manager.go();
    client.go();
    client.free();
    client.tell();
    scene.step("one goes out again, and comes home");
    other.call(0, 1);
    other.tell();
    manager.go();
    manager.reply(Parcel().handle(1));
    manager.free();
    manager.go();
    other.go();
    other.say(BC_ACQUIRE, 1u);
    other.free();
    other.tell();
    scene.step("it goes to another");
    other.call(1, 5, Parcel().handle(1));
    other.tell();
    client.go();
    client.reply();
    client.free();
    client.go();
    other.go();
    other.free();
    other.tell();
    scene.step("it is called, and comes home again");
}

void files()
{
    Scene scene("events of files");
    Side &manager = scene.pair.manager;
    const int file = open_file(scene.pair.client, "file");
    scene.pair.client.call(0, 1, Parcel().bytes("two:").file(file).file(file), TF_ACCEPT_FDS);
    scene.pair.client.tell();
    manager.go();
    manager.reply(Parcel().file(open_file(manager, "answer")));
    manager.free();
    manager.go();
    scene.pair.client.go();
    scene.pair.client.free();
    scene.pair.client.tell();
    scene.step("files in both directions");
    limit_files(manager, true);
    scene.pair.client.call(0, 1, Parcel().file(file));
    scene.pair.client.tell();
    manager.go();
    scene.pair.client.go();
    limit_files(manager, false);
    scene.step("no room for one");
}

void frozen_calls()
{
    Scene scene("events of a frozen process");
    Side &client = scene.pair.client;
    freeze(client, scene.pair.manager.pid(), true);
    client.call(0, 1);
    client.go();
    for (const char *text : {"first", "old", "new"}) {
        client.call(0, 1, Parcel().bytes(text), TF_ONE_WAY | tf_update_txn);
        client.go();
    }
    scene.step("calls to it");
    freeze(client, scene.pair.manager.pid(), false);
    for (int i = 0; i < 2; i++) {
        scene.pair.manager.go();
        scene.pair.manager.free();
        scene.pair.manager.tell();
    }
    scene.step("it thaws");
}

void pages()
{
    Scene scene("events of pages");
    Side &client = scene.pair.client;
    for (const size_t size : {5000, 3000, 9000, 100, 12288, 40})
        call_and_keep(scene.pair, {}, 0, Parcel().bytes(std::string(size, 'x')));
    scene.step("answers of several sizes");
    const auto places = client.received();
    for (const size_t index : {1, 3, 2, 5, 0, 4}) {
        client.say(BC_FREE_BUFFER, places[index]);
        client.tell();
    }
    scene.step("they are freed");
    drop_caches();
    scene.step("their pages go");
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    device = argv[1];
    system_of_events = argv[2];
    setlinebuf(stdout);
    alarm(60);
    calls();
    failures_of_calls();
    objects();
    files();
    frozen_calls();
    pages();
    return 0;
}
