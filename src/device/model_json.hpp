// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model.hpp"

#include <span>
#include <string>

/// Models as JSON, with the keys of spec/models/. Everything is in it; each fact says how certain
/// it is, and "memory" is not for people.
namespace porchlight::device::model {

[[nodiscard]] std::string to_json(const Model& model);
/// As an array.
[[nodiscard]] std::string to_json(std::span<const Model> models);

}  // namespace porchlight::device::model
