// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model.hpp"

#include <span>
#include <string>

/// Models as text for a terminal. What rests on memory alone is left out.
namespace porchlight::device::model {

/// A line for each: id, name, power, connection, what Porchlight can do with it.
[[nodiscard]] std::string models_table(std::span<const Model> models);
/// All that may be told about one, at most 88 columns wide.
[[nodiscard]] std::string model_page(const Model& model);

}  // namespace porchlight::device::model
