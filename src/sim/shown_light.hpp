// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/life.hpp"
#include "device/model.hpp"

#include <cstdint>
#include <string>

namespace porchlight::sim {

/// When some rows of a model's lights hold.
struct Occasion {
    bool is_after_reset = false;  ///< Erased, and not online since.
    bool is_held = false;         ///< The reset button.
    bool is_dark = false;         ///< Outside; the night lamp may be on.
};

/// What a device's light shows.
struct ShownLight {
    std::string pattern = "off";  ///< In the text form of light/.
    /// The row of its model that says so; nothing where no source tells of a light.
    const device::model::LightCode* row = nullptr;
    bool operator==(const ShownLight&) const = default;
};

/// For people: the pattern, and what is not known of it.
[[nodiscard]] std::string to_text(const ShownLight& light);

/// The light that a model shows for what its life means. A model that has no pattern for a meaning
/// shows what it would without: no code for a held button, and the light stays what it was. Rows
/// that may be told go before rows from memory, and rows of the occasion before those of any time.
[[nodiscard]] ShownLight shown_light(const device::model::Model& model, const device::Life& life,
                                     Occasion occasion);

}  // namespace porchlight::sim
