// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/phrasebook.hpp"
#include "base/result.hpp"
#include "doctor/case.hpp"
#include "hub/probes/answer.hpp"

#include <string>
#include <vector>

namespace porchlight::app {

/// `porchlight doctor --probe URL`: what this machine can test of one camera and the way out.
struct ProbeOptions {
    std::string url;          ///< rtsp:// or rtsps:// with its login.
    std::string config_file;  ///< hub.toml, for [probes] and clips_dir; empty: what is usual.
    std::string mac;          ///< Of the camera's network card, when it last worked; may be empty.
    std::string size;         ///< "1920x1080", when it last worked; may be empty.
    std::string maker_host;   ///< Only if its owner wants it asked; may be empty.
};

struct Probed {
    std::vector<hub::ProbeAnswer> answers;
    double seconds = 0;  ///< What they took.
};

/// Runs the probes and adds what they saw to the case. Takes up to 8 s.
/// @error InvalidArgument  The address, the config or the size is wrong.
Result<Probed> probe_into(const ProbeOptions& options, doctor::Case& home);

/// Whether the camera gives a picture now. Takes up to 10 s.
[[nodiscard]] bool gives_picture(const ProbeOptions& options);

/// A line for each answer, for people.
void print_answers(const std::vector<hub::ProbeAnswer>& answers, const Phrasebook& book);
/// The report's JSON with the answers in it, as "probes".
[[nodiscard]] std::string with_answers(const std::string& report, const Probed& probed,
                                       double healthy);

}  // namespace porchlight::app
