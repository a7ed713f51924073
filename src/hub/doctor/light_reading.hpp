// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "device/model.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <string>
#include <vector>

namespace porchlight::hub {

/// What somebody says of a light that they are looking at: a pattern that they picked, or taps.
struct DoctorLight {
    std::string model;         ///< A name of spec/models/; empty: that of the session's camera.
    std::string pattern;       ///< In the text form of light/text.hpp; empty: they tapped.
    std::vector<double> taps;  ///< s since watching began, one each time it lights up or changes.
    double watched = 0;        ///< s
    std::vector<std::string> colours;  ///< That they saw while they tapped; empty: not said.
    /// It is the light of the hub that the camera needs, and `model` is not told or that hub's.
    bool of_hub = false;
};

/// Findings of it, as intake::light_findings() makes them, with what was told in words.
/// @param model  Null: not known.
/// @error InvalidArgument  A pattern or colour that is none, both a pattern and taps or neither,
/// taps that say nothing.
Result<std::vector<doctor::Finding>> read_light(const doctor::Knowledge& knowledge,
                                                const device::model::Model* model,
                                                const DoctorLight& told);

}  // namespace porchlight::hub
