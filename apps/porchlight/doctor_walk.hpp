// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "porchlight/doctor_probe.hpp"

#include <string>

namespace porchlight::app {

/// `porchlight doctor` with a person: asks one thing at a time, has one step done, watches whether
/// it helped, and says why. Without a hub; Ctrl+C or the end of the input leaves.
/// @param words  What is wrong; empty: it asks.
/// @param camera  With a URL the camera is tested at first, and looked at by itself after each
/// step.
/// @return 0, or 1 if there is something wrong with `camera`.
int walk_with_the_doctor(const std::string& words, const ProbeOptions& camera = {});

}  // namespace porchlight::app
