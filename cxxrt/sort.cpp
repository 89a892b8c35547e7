// SPDX-License-Identifier: GPL-2.0
// libc++ declares std::sort of built-in integers `extern template` and keeps the code in its
// shared library. These are the same instantiations, without floating point.
#include <algorithm>

_LIBCPP_BEGIN_NAMESPACE_STD

template <class Comp, class It>
void __sort(It first, It last, Comp)
{
    using Difference = typename iterator_traits<It>::difference_type;
    const auto depth_limit =
        static_cast<Difference>(2 * std::__bit_log2(static_cast<size_t>(last - first)));
    std::__introsort<_ClassicAlgPolicy, ranges::less, It, __use_branchless_sort<ranges::less, It>>(
        first, last, {}, depth_limit);
}

template void __sort<__less<char> &, char *>(char *, char *, __less<char> &);
template void __sort<__less<signed char> &, signed char *>(signed char *, signed char *,
                                                           __less<signed char> &);
template void __sort<__less<unsigned char> &, unsigned char *>(unsigned char *, unsigned char *,
                                                               __less<unsigned char> &);
template void __sort<__less<short> &, short *>(short *, short *, __less<short> &);
template void __sort<__less<unsigned short> &, unsigned short *>(unsigned short *, unsigned short *,
                                                                 __less<unsigned short> &);
template void __sort<__less<int> &, int *>(int *, int *, __less<int> &);
template void __sort<__less<unsigned> &, unsigned *>(unsigned *, unsigned *, __less<unsigned> &);
template void __sort<__less<long> &, long *>(long *, long *, __less<long> &);
template void __sort<__less<unsigned long> &, unsigned long *>(unsigned long *, unsigned long *,
                                                               __less<unsigned long> &);
template void __sort<__less<long long> &, long long *>(long long *, long long *,
                                                       __less<long long> &);
template void __sort<__less<unsigned long long> &, unsigned long long *>(
    unsigned long long *, unsigned long long *, __less<unsigned long long> &);

_LIBCPP_END_NAMESPACE_STD
