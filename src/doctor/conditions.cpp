// SPDX-License-Identifier: Apache-2.0
#include "doctor/conditions.hpp"

#include <algorithm>

namespace porchlight::doctor {

namespace {

/// Of a cause that needs a trait which nobody has told: it may be so or not.
constexpr double kUntold = 0.5;

Holds holds_one(const Condition& condition, const CameraCase& camera) {
    const auto& known = camera.traits.at(condition.trait);
    if (!known) {
        return Holds::Maybe;
    }
    return (*known == condition.value) != condition.is_not ? Holds::Yes : Holds::No;
}

bool exclude_each_other(const Condition& a, const Condition& b) {
    if (a.trait != b.trait || (a.is_not && b.is_not)) {
        return false;
    }
    return a.is_not == b.is_not ? a.value != b.value : a.value == b.value;
}

}  // namespace

Holds holds(const Conditions& conditions, const CameraCase& camera) {
    Holds all = Holds::Yes;
    for (const Condition& condition : conditions) {
        all = std::min(all, holds_one(condition, camera));
    }
    return all;
}

bool can_hold_together(const Conditions& a, const Conditions& b) {
    return std::ranges::none_of(a, [&b](const Condition& one) {
        return std::ranges::any_of(
            b, [&one](const Condition& other) { return exclude_each_other(one, other); });
    });
}

void add_usual_traits(const Knowledge& knowledge, CameraCase& camera) {
    for (const Usual& usual : knowledge.usual) {
        auto& trait = camera.traits.at(usual.trait);
        if ((!trait || usual.whatever_is_told) && holds(usual.when, camera) == Holds::Yes) {
            trait = usual.value;
        }
    }
}

double prior(const Cause& cause, const CameraCase& camera) {
    const Holds can_be = holds(cause.when, camera);
    if (can_be == Holds::No) {
        return 0;
    }
    const auto other = std::ranges::find_if(cause.common_when, [&](const Cause::CommonWhen& one) {
        return holds(one.when, camera) == Holds::Yes;
    });
    const Common common = other == cause.common_when.end() ? cause.common : other->common;
    return chance(common) * (can_be == Holds::Maybe ? kUntold : 1);
}

}  // namespace porchlight::doctor
