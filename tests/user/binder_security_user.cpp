// SPDX-License-Identifier: GPL-2.0
// A dialogue over the Binder device named on the command line with an object that wants to know what
// the kernel's security module calls its callers. Without such a module its calls fail.
#include <tests/user/dialogue/information.hpp>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    device = argv[1];
    setlinebuf(stdout);
    alarm(60);
    Pair pair("security contexts",
              FLAT_BINDER_FLAG_TXN_SECURITY_CTX | FLAT_BINDER_FLAG_ACCEPTS_FDS);
    const std::array<uint64_t, 2> words = {1, 2};
    char *apart = apart_of(pair.client);
    std::memcpy(apart, words.data(), sizeof(words));
    call(pair, Parcel());
    call(pair, Parcel().bytes("with bytes"));
    call(pair, Parcel().bytes("it begins").own(1, 2).file(0).buffer(apart, 16));
    pair.client.call(0, 1, Parcel().bytes("one-way"), TF_ONE_WAY);
    pair.client.go();
    print_error(pair.client);
    pair.manager.go();
    return 0;
}
