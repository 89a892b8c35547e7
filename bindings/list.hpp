// SPDX-License-Identifier: GPL-2.0
// <linux/list.h>: lists whose links lie in their elements. Unlike C's, each element knows which list
// it is in, so that what corrupts a list in C is refused here.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/refcount.hpp>
#include <bindings/slab.hpp>

#include <iterator>
#include <optional>

namespace kernel {

template <class Handle, auto links> class [[gsl::Owner]] List;

/// The place in T for its membership in one list at a time: a data member `Links<T> links;`.
///
/// Invariant: what a list holds is alive. Destroying an element in a list is a BUG.
template <class T> class Links {
public:
    Links() = default;
    ~Links()
    {
        if (is_linked()) [[unlikely]]
            bug<"an element was destroyed while a list holds it">();
    }
    Links(const Links &) = delete;
    Links &operator=(const Links &) = delete;

    /// Whether the element was in a list a moment ago.
    ///
    /// Context: Any context.
    bool is_linked() const { return list_.read() != nullptr; }

private:
    template <class Handle, auto links> friend class List;

    // Which list may touch the rest. It changes under that list's lock, and is looked at under any.
    Atomic<const void *> list_;
    mutable T *next_ = nullptr;
    mutable T *previous_ = nullptr;
};

/// A list that owns its elements: `List<Box<Request>, &Request::links>` has each to itself,
/// `List<RefPtr<Session>, &Session::links>` shares them. Whoever changes it has it to himself: keep
/// it in a Locked. It does not move: elements know their list by its address.
///
/// Context: Any context, for all of its functions; where handles are dropped, as ~T.
template <template <class> class Handle, class T, Links<T> T::*links>
class [[gsl::Owner]] List<Handle<T>, links> {
    static constexpr bool is_shared = std::same_as<Handle<T>, RefPtr<T>>;
    static_assert(is_shared || std::same_as<Handle<T>, Box<T>>, "a list holds Box or RefPtr");
    // What is shared is const for all but the list's own links.
    using Element = std::conditional_t<is_shared, const T, T>;

public:
    class Iterator;

    List() = default;
    ~List() { clear(); }
    List(const List &) = delete;
    List &operator=(const List &) = delete;

    bool empty() const { return !first_; }

    /// Ownership: the list's.
    [[gnu::always_inline]] void push_front(Box<T> element)
        requires(!is_shared)
    {
        claim(*element);
        link(element.into_raw(), nullptr, first_);
    }
    /// Ownership: the list's.
    [[gnu::always_inline]] void push_back(Box<T> element)
        requires(!is_shared)
    {
        claim(*element);
        link(element.into_raw(), last_, nullptr);
    }
    /// Return: nothing, or -EEXIST: it is in a list already, this or another.
    /// Ownership: of the reference: the list's; in case of an error it is dropped.
    Result<> push_front(RefPtr<T> element)
        requires is_shared
    {
        TRY(claim(*element));
        link(owned(element.into_raw()), nullptr, first_);
        return {};
    }
    /// Return: nothing, or -EEXIST: it is in a list already, this or another.
    /// Ownership: of the reference: the list's; in case of an error it is dropped.
    Result<> push_back(RefPtr<T> element)
        requires is_shared
    {
        TRY(claim(*element));
        link(owned(element.into_raw()), last_, nullptr);
        return {};
    }

    /// Return: the first element, if there is one.
    [[nodiscard("dropping it may destroy the element")]] std::optional<Handle<T>> pop_front()
    {
        if (!first_)
            return std::nullopt;
        return unlink(first_);
    }

    /// Return: the element's handle, or nothing if it is not in this list. It may be the last one:
    /// who removes `*this` keeps it to the end of its scope.
    [[nodiscard("dropping it may destroy the element")]] std::optional<Handle<T>>
    remove(Element &element)
    {
        if ((element.*links).list_.read() != this)
            return std::nullopt;
        return unlink(owned(&element));
    }

    /// Changing the list in `wanted` is a BUG.
    ///
    /// Return: the first element for which `wanted(element)` is true, taken out of the list.
    template <std::predicate<Element &> F>
    [[nodiscard("dropping it may destroy the element")]] std::optional<Handle<T>>
    remove_first(F &&wanted)
    {
        T *found = first_;
        iterators_++;
        while (found && !wanted(static_cast<Element &>(*found)))
            found = (found->*links).next_;
        iterators_--;
        if (!found)
            return std::nullopt;
        return unlink(found);
    }

    /// Drops all elements.
    void clear()
    {
        while (pop_front()) {
        }
    }

    /// For `for (auto &element : list)`. Changing the list meanwhile is a BUG.
    Iterator begin() [[clang::lifetimebound]] { return Iterator(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    static T *owned(const T *element) { return const_cast<T *>(element); }

    // An element that is shared may be on its way into two lists at once: one of them gets it.
    Result<> claim(const T &element)
        requires is_shared
    {
        const void *none = nullptr;
        if (!(element.*links).list_.try_cmpxchg(none, this))
            return -EEXIST;
        return {};
    }
    void claim(const T &element)
        requires(!is_shared)
    {
        if ((element.*links).is_linked()) [[unlikely]]
            bug<"an element with an owner of its own is in a list already">();
        (element.*links).list_.set(this);
    }

    // Nobody but the lists writes links: to check at each step that they are aligned would cost as
    // much as the step.
    [[clang::no_sanitize("alignment"), gnu::always_inline]]
    void link(T *element, T *previous, T *next)
    {
        check_unread();
        (element->*links).previous_ = previous;
        (element->*links).next_ = next;
        (previous ? (previous->*links).next_ : first_) = element;
        (next ? (next->*links).previous_ : last_) = element;
    }

    [[clang::no_sanitize("alignment")]]
    Handle<T> unlink(T *element)
    {
        check_unread();
        const Links<T> &own = element->*links;
        (own.previous_ ? (own.previous_->*links).next_ : first_) = own.next_;
        (own.next_ ? (own.next_->*links).previous_ : last_) = own.previous_;
        // From here on another list may claim it.
        own.list_.set_release(nullptr);
        unsafe("it was in this list, which gives up the handle it took with push") {
            return Handle<T>::from_raw(element);
        }
    }

    void check_unread() const
    {
        if (iterators_) [[unlikely]]
            bug<"a list was changed while it is iterated over">();
    }

    T *first_ = nullptr;
    T *last_ = nullptr;
    size_t iterators_ = 0;
};

/// Goes through a List once, and keeps it from being changed while it lives.
template <template <class> class Handle, class T, Links<T> T::*links>
class List<Handle<T>, links>::Iterator {
public:
    explicit Iterator(List &list [[clang::lifetimebound]]) : list_(list), at_(list.first_)
    {
        list_.iterators_++;
    }
    ~Iterator() { list_.iterators_--; }
    Iterator(const Iterator &) = delete;
    Iterator &operator=(const Iterator &) = delete;

    Element &operator*() const { return *at_; }
    Iterator &operator++()
    {
        at_ = (at_->*links).next_;
        return *this;
    }
    bool operator==(std::default_sentinel_t) const { return !at_; }

private:
    List &list_;
    T *at_;
};

} // namespace kernel
