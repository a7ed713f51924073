// SPDX-License-Identifier: Apache-2.0
#include "camera/light_player.hpp"

#include "light/playback.hpp"

#include <algorithm>

namespace porchlight::camera {

light::ColourSet nearest(light::ColourSet wanted, const light::Pattern& pattern,
                         light::ColourSet available) {
    light::ColourSet fitting;
    light::ColourSet substitute;
    bool has_any_of_it = false;
    for (const light::Colour colour : light::kColours) {
        const bool is_there = available.contains(colour);
        has_any_of_it |= is_there && pattern.colours().contains(colour);
        if (is_there && wanted.contains(colour)) {
            fitting.add(colour);
        }
        if (is_there && substitute.empty() && colour != light::Colour::Infrared) {
            substitute.add(colour);
        }
    }
    return has_any_of_it || wanted.empty() ? fitting : substitute;
}

Result<> LightPlayer::play(const light::Pattern& pattern, MonotonicTime now) {
    if (pattern != pattern_) {
        pattern_ = pattern;
        began_ = now;
    }
    return advance(now);
}

Result<> LightPlayer::advance(MonotonicTime now) {
    now_ = now;
    const light::ColourSet lit =
        nearest(light::lit_at(pattern_, now - began_), pattern_, lamp_.colours());
    if (shown_ == lit) {
        return {};
    }
    shown_.reset();
    PL_TRY_VOID(lamp_.show(lit));
    shown_ = lit;
    return {};
}

std::optional<MonotonicTime> LightPlayer::next_change() const {
    const auto next = light::next_change(pattern_, now_ - began_);
    return next ? std::optional(began_ + *next) : std::nullopt;
}

}  // namespace porchlight::camera
