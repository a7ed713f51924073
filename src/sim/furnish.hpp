// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/plan.hpp"

#include <string>
#include <string_view>

namespace porchlight::sim {

enum class Side : std::uint8_t { Indoors, Outdoors };

/// A device as its owner would have it: set up, ours, with the supply that its maker asks for
/// (lithium cells a tenth used, or an adapter of 1 A on two metres of AWG 24), on a place of its
/// own.
/// @param number  Which one of its household it is, from 0.
/// @error InvalidArgument  No such model; the sentence has the nearest name.
Result<DevicePlan> furnish(std::string_view model, std::string name, int number, Side side);

/// A device nobody has set up yet, owned by nobody.
void make_new(DevicePlan& device);
/// A device from another home, that still knows that home's Wi-Fi and belongs to it.
void make_second_hand(DevicePlan& device);

}  // namespace porchlight::sim
