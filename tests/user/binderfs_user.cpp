// SPDX-License-Identifier: GPL-2.0
// What a file system of Binder devices looks like, and what can be done in it. Its kind is named on
// the command line; the driver was loaded with devices=apple,pear. Every driver gives the same text.
#include <tests/user/mounts/devices.hpp>
#include <tests/user/mounts/entries.hpp>
#include <tests/user/mounts/mount.hpp>
#include <tests/user/mounts/namespaces.hpp>
#include <tests/user/mounts/options.hpp>
#include <tests/user/mounts/process_logs.hpp>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    kind = argv[1];
    setlinebuf(stdout);
    alarm(60);
    first_look();
    adding();
    using_devices();
    changing_entries();
    limits();
    with_logs();
    logs_of_processes();
    bad_options();
    remounting();
    other_user_namespaces();
    going_while_in_use();
    return 0;
}
