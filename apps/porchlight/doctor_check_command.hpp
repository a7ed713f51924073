// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight doctor check`: whether the knowledge that the doctor reasons with is sound.
struct DoctorCheckCommand {
    enum class Mutate : std::uint8_t { No, Yes };

    std::string folder;          ///< Like spec/doctor; empty for what the program carries.
    Mutate mutate = Mutate::No;  ///< Turn each word, too, and say which ones nobody would miss.
};

/// `porchlight doctor knowledge`: what people are told of, as JSON (doctor/knowledge_json.hpp).
int print_doctor_knowledge();

/// @return 0, or 1 when the knowledge is not sound, or no case would notice a turned word.
int run_doctor_check(const DoctorCheckCommand& command);

}  // namespace porchlight::app
