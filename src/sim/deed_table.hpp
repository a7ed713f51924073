// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/household.hpp"
#include "sim/sentence.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>

/// The sentences of deeds.hpp, by what they turn. Only for deeds.cpp and its tables.
namespace porchlight::sim {

/// A deed under way: its household, its gaps, and the device that its first gap names.
struct Doing {
    Household& household;
    const Gaps& gaps;
    Device* device;  ///< Null where the first gap names none.
};

struct DeedForm {
    std::string_view form;
    /// @return How long it takes.   @error InvalidArgument  A value that is not allowed.
    Result<Microseconds> (*take)(const Doing&);
};

/// What takes no time.
inline constexpr Microseconds kNow{0};

/// A household's own mistake, as a sentence.
[[nodiscard]] inline Error wrong_deed(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

/// Cells, plugs, buttons, places, lenses, weather, what passes by and what breaks.
[[nodiscard]] std::span<const DeedForm> body_deeds();
/// Router, air, line and clouds.
[[nodiscard]] std::span<const DeedForm> network_deeds();
/// The owner's app, and those of others.
[[nodiscard]] std::span<const DeedForm> app_deeds();

}  // namespace porchlight::sim
