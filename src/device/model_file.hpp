// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/toml_file.hpp"
#include "device/model.hpp"

#include <span>
#include <string>
#include <string_view>

namespace porchlight::device::model {

/// Reads one model. Pure; thread-safe.
/// @param shared  What the file may name in its `shares`, by file name without ".toml".
/// @error InvalidArgument  "spec/models/blink-xt.toml:12: …": broken TOML, an unknown key or word
/// (with the nearest known one), a value that is not allowed, or something missing. The path and
/// line are those of the shared file where the mistake is there.
Result<Model> read_model(const FileText& file, std::span<const FileText> shared);

}  // namespace porchlight::device::model
