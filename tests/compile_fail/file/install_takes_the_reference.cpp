// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: cannot bind to lvalue of type 'FileRef'
// why: C installs a file without a reference of its own: the descriptor's close frees it for others.
// rust: refused: fd_install() takes the ARef by value
#include <bindings/file.hpp>

using namespace kernel;

void f(UnusedFd fd, FileRef &file)
{
#ifdef CONTROL
    std::move(fd).install(std::move(file));
#else
    std::move(fd).install(file);
#endif
}
