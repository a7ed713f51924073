// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "household/living.hpp"

#include <span>
#include <string>
#include <string_view>

/// What the panel may ask for: a name and a JSON object each. All but the button and the speed of
/// the clock are carried out as sentences of sim/deeds.hpp, so that the story tells them.
namespace porchlight::household {

struct Order {
    std::string_view name;  ///< As in the address: "power".
    std::string_view body;  ///< Its fields, for people.
    /// @return What the app answers, if it was asked; else empty.
    Result<std::string> (*carry_out)(LivingHousehold&, std::string_view json);
};

[[nodiscard]] std::span<const Order> orders();
/// @return What the app answers, if it was asked; else empty.
/// @error NotFound  No such order or device.   @error InvalidArgument  The body or a value in it is
/// wrong; the sentence names it.
Result<std::string> carry_out(LivingHousehold& living, std::string_view order,
                              std::string_view json);

}  // namespace porchlight::household
