// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "porchlight/doctor_probe.hpp"

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight doctor`: what is wrong with a camera, from a case in a file; or whether the
/// knowledge that it reasons with is sound.
struct DoctorCommand {
    enum class Form : std::uint8_t { Text, Json };

    std::string words;         ///< English or German.
    std::string case_file;     ///< JSON, see doctor/case_file.hpp; "-" for standard input.
    std::string check_folder;  ///< Look at this folder of knowledge instead.
    Form form = Form::Text;
    /// With a URL: the hub's probes of that camera too.
    ProbeOptions probe;
};

/// @return 0, or 1 when the file is no case or the knowledge is not sound.
int run_doctor(const DoctorCommand& command);

}  // namespace porchlight::app
