// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/plan.hpp"

#include <span>
#include <string_view>

namespace porchlight::sim {

/// A file of spec/households/, as the program carries it.
struct ExampleText {
    std::string_view path;  ///< "spec/households/new-house.toml"
    std::string_view text;

    [[nodiscard]] std::string_view name() const;  ///< "new-house"
};

[[nodiscard]] std::span<const ExampleText> examples();
/// By name; null if there is none.
[[nodiscard]] const ExampleText* find_example(std::string_view name);

}  // namespace porchlight::sim
