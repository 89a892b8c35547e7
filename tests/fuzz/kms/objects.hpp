// SPDX-License-Identifier: GPL-2.0
// The objects of a card and their properties, whose numbers are the same whenever its driver is bound.
#pragma once

#include <tests/fuzz/random.hpp>
#include <tests/user/kms/card.hpp>

#include <span>

struct Property {
    uint32_t id;
    std::string name;
};

struct Object {
    uint32_t id;
    uint32_t type;
    std::vector<Property> properties;

    uint32_t property(const std::string &name) const
    {
        for (const auto &property : properties)
            if (property.name == name)
                return property.id;
        return 0;
    }
};

/// Those that a test of displays knows.
struct Objects {
    explicit Objects(const Card &card)
        : primary(read(card, card.plane, DRM_MODE_OBJECT_PLANE)),
          cursor(read(card, card.cursor, DRM_MODE_OBJECT_PLANE)),
          crtc(read(card, card.crtc, DRM_MODE_OBJECT_CRTC)),
          connector(read(card, card.connector, DRM_MODE_OBJECT_CONNECTOR))
    {}

    static Object read(const Card &card, uint32_t id, uint32_t type)
    {
        Object object{.id = id, .type = type, .properties = {}};
        for (const auto &[name, property] : card.properties(id, type))
            object.properties.push_back({.id = property.first, .name = name});
        return object;
    }

    const Object &any(Random &random) const
    {
        return *random.pick(std::array{&primary, &primary, &cursor, &cursor, &crtc, &connector});
    }

    Object primary, cursor, crtc, connector;
};
