// SPDX-License-Identifier: GPL-2.0
// <linux/rbtree.h>: objects in the order of a key, found in a number of steps that grows with the
// logarithm of how many there are. Unlike C's, each element knows which tree it is in.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/bug.hpp>
#include <bindings/refcount.hpp>
#include <bindings/result.hpp>

#include <iterator>
#include <optional>
#include <type_traits>

namespace kernel {

template <class Handle, auto links, auto key> class [[gsl::Owner]] RbTree;

/// The place in T for its membership in one tree at a time: a data member `TreeLinks<T> links;`.
///
/// Invariant: what a tree holds is alive. Destroying an element in a tree is a BUG.
template <class T> class TreeLinks {
public:
    TreeLinks() = default;
    ~TreeLinks()
    {
        if (is_linked()) [[unlikely]]
            bug<"an element was destroyed while a tree holds it">();
    }
    TreeLinks(const TreeLinks &) = delete;
    TreeLinks &operator=(const TreeLinks &) = delete;

    /// Whether the element was in a tree a moment ago.
    ///
    /// Context: Any context.
    bool is_linked() const { return tree_.read() != nullptr; }

private:
    template <class Handle, auto links, auto key> friend class RbTree;

    // First, so that whoever has it has these links. Nobody reads it before it is linked, which sets it.
    mutable raw::rb_node node_;
    mutable const T *element_ = nullptr;
    // Which tree may touch the rest. It changes under that tree's lock, and is looked at under any.
    Atomic<const void *> tree_;
};

/// A tree that shares its elements: `RbTree<RefPtr<Node>, &Node::links, &Node::id>` has them in the
/// order of their ids, each id once. `key` is a member or a member function that says the same as long as
/// the element is in the tree. Whoever changes it has it to himself: keep it in a Locked. It does
/// not move: elements know their tree by its address.
///
/// Context: Any context, for all of its functions; where references are dropped, as ~T.
template <class T, TreeLinks<T> T::*links, auto key>
class [[gsl::Owner]] RbTree<RefPtr<T>, links, key> {
public:
    class Iterator;
    using Key = std::remove_cvref_t<std::invoke_result_t<decltype(key), const T &>>;
    static_assert(std::is_arithmetic_v<Key>, "a key is a number");

    RbTree() = default;
    ~RbTree()
    {
        while (pop_first()) {
        }
    }
    RbTree(const RbTree &) = delete;
    RbTree &operator=(const RbTree &) = delete;

    bool empty() const { return !root_.rb_node; }

    /// Return: nothing, or -EEXIST: the key is there already, or the element is in a tree.
    /// Ownership: of the reference: the tree's; in case of an error it is dropped.
    Result<> insert(RefPtr<T> element)
    {
        check_unread();
        const Key wanted = key_of(*element);
        raw::rb_node **link = &root_.rb_node;
        raw::rb_node *parent = nullptr;
        while (*link) {
            parent = *link;
            const Key there = key_of(parent);
            if (wanted == there)
                return -EEXIST;
            link = wanted < there ? &parent->rb_left : &parent->rb_right;
        }
        const TreeLinks<T> &own = (*element).*links;
        const void *none = nullptr;
        if (!own.tree_.try_cmpxchg(none, this))
            return -EEXIST;
        own.element_ = element.into_raw();
        unsafe("the element is in no tree but this, and this place below `parent` is free") {
            raw::rb_link_node(&own.node_, parent, link);
            raw::rb_insert_color(&own.node_, &root_);
        }
        return {};
    }

    /// Return: the element with this key, if there is one.
    std::optional<RefPtr<T>> find(Key wanted) const
    {
        if (const raw::rb_node *node = node_of(wanted))
            return shared(element_of(node));
        return std::nullopt;
    }

    /// Return: the element with the lowest key above this one, if there is one. So who may not keep
    /// the tree from changing goes through it all the same, key by key.
    std::optional<RefPtr<T>> upper_bound(Key key_before) const
    {
        const raw::rb_node *found = nullptr;
        for (const raw::rb_node *at = root_.rb_node; at;) {
            const bool is_above = key_of(at) > key_before;
            if (is_above)
                found = at;
            at = is_above ? at->rb_left : at->rb_right;
        }
        if (!found)
            return std::nullopt;
        return shared(element_of(found));
    }

    /// Return: the element with this key, if there is one, taken out of the tree.
    [[nodiscard("dropping it may destroy the element")]] std::optional<RefPtr<T>> take(Key wanted)
    {
        if (const raw::rb_node *node = node_of(wanted))
            return unlink(element_of(node));
        return std::nullopt;
    }

    /// Return: the element's reference, or nothing if it is not in this tree. It may be the last
    /// one: who removes `*this` keeps it to the end of its scope.
    [[nodiscard("dropping it may destroy the element")]] std::optional<RefPtr<T>>
    remove(const T &element)
    {
        if ((element.*links).tree_.read() != this)
            return std::nullopt;
        return unlink(element);
    }

    /// Return: the element with the lowest key, if there is one, taken out of the tree.
    [[nodiscard("dropping it may destroy the element")]] std::optional<RefPtr<T>> pop_first()
    {
        unsafe("what is in the tree is linked well") {
            if (const raw::rb_node *first = raw::rb_first(&root_))
                return unlink(element_of(first));
        }
        return std::nullopt;
    }

    /// For `for (const auto &element : tree)`, in the order of keys. Changing the tree meanwhile is
    /// a BUG.
    Iterator begin() [[clang::lifetimebound]] { return Iterator(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    static const T &element_of(const raw::rb_node *node)
    {
        static_assert(std::is_standard_layout_v<TreeLinks<T>>);
        return *reinterpret_cast<const TreeLinks<T> *>(node)->element_;
    }
    static Key key_of(const raw::rb_node *node) { return key_of(element_of(node)); }
    static Key key_of(const T &element)
    {
        if constexpr (std::is_member_object_pointer_v<decltype(key)>)
            return element.*key;
        else
            return (element.*key)();
    }
    const raw::rb_node *node_of(Key wanted) const
    {
        const raw::rb_node *at = root_.rb_node;
        while (at) {
            const Key there = key_of(at);
            if (wanted == there)
                break;
            at = wanted < there ? at->rb_left : at->rb_right;
        }
        return at;
    }

    static RefPtr<T> shared(const T &element)
    {
        unsafe("the tree has a reference, and keeps it") {
            auto own = RefPtr<T>::from_raw(&element);
            RefPtr<T> copy(own);
            own.into_raw();
            return copy;
        }
    }

    RefPtr<T> unlink(const T &element)
    {
        check_unread();
        const TreeLinks<T> &own = element.*links;
        unsafe("it was in this tree, which gives up the reference it took with insert()") {
            raw::rb_erase(&own.node_, &root_);
            // From here on another tree may claim it.
            own.tree_.set_release(nullptr);
            return RefPtr<T>::from_raw(&element);
        }
    }

    void check_unread() const
    {
        if (iterators_) [[unlikely]]
            bug<"a tree was changed while it is iterated over">();
    }

    raw::rb_root root_{};
    size_t iterators_ = 0;
};

/// Goes through an RbTree once, and keeps it from being changed while it lives.
template <class T, TreeLinks<T> T::*links, auto key> class RbTree<RefPtr<T>, links, key>::Iterator {
public:
    explicit Iterator(RbTree &tree [[clang::lifetimebound]]) : tree_(tree)
    {
        tree_.iterators_++;
        unsafe("what is in the tree is linked well") {
            at_ = raw::rb_first(&tree_.root_);
        }
    }
    ~Iterator() { tree_.iterators_--; }
    Iterator(const Iterator &) = delete;
    Iterator &operator=(const Iterator &) = delete;

    const T &operator*() const { return element_of(at_); }
    Iterator &operator++()
    {
        unsafe("it is in the tree, which does not change meanwhile") {
            at_ = raw::rb_next(at_);
        }
        return *this;
    }
    bool operator==(std::default_sentinel_t) const { return !at_; }

private:
    RbTree &tree_;
    const raw::rb_node *at_;
};

} // namespace kernel
