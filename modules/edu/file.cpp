// SPDX-License-Identifier: GPL-2.0
#include <bindings/minmax.hpp>
#include <modules/edu/file.hpp>

namespace edu {

Result<size_t> OpenFile::read_iter(Kiocb &kiocb, IovIter &to) const MAY_SLEEP
{
    if (kiocb.pos() < 0)
        return -EINVAL;
    const auto begin = static_cast<size_t>(kiocb.pos());
    if (begin >= buffer_size || to.count() == 0)
        return 0uz;
    const auto bytes = TRY(device_->read(begin, min(to.count(), buffer_size - begin)));
    loff_t pos = 0;
    const size_t copied = TRY(to.simple_read_from(pos, bytes.span()));
    kiocb.pos() += pos;
    return copied;
}

Result<size_t> OpenFile::write_iter(Kiocb &kiocb, IovIter &from) const MAY_SLEEP
{
    if (kiocb.pos() < 0)
        return -EINVAL;
    const auto begin = static_cast<size_t>(kiocb.pos());
    if (from.count() == 0)
        return 0uz;
    if (begin >= buffer_size)
        return -ENOSPC;
    Vec<char> bytes;
    const size_t taken = TRY(from.append_to(bytes, buffer_size - begin, GFP_KERNEL));
    TRY(device_->write(begin, std::move(bytes)));
    kiocb.pos() += static_cast<loff_t>(taken);
    return taken;
}

} // namespace edu
