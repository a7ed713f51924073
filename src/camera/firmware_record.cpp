// SPDX-License-Identifier: Apache-2.0
#include "camera/firmware_record.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace porchlight::camera {

namespace {

constexpr std::string_view kFirstLine = "porchlight firmware 1\n";
constexpr std::array<std::string_view, 4> kPhases{"set", "started", "unhealthy", "silent"};

Error corrupt() {
    return {ErrorCode::Corrupt, "This is not the record of a camera's firmware."};
}

std::string to_text(const Release& release) {
    return to_string(release.version) + " " + std::to_string(release.epoch);
}

Result<Release> take_release(std::istringstream& from) {
    std::string version;
    Release release;
    from >> version >> release.epoch;
    PL_TRY(release.version, parse_version(version));
    return release;
}

Result<TrialRecord> take_trial(std::istringstream& from) {
    TrialRecord trial;
    std::string slot;
    std::string phase;
    from >> slot;
    PL_TRY(trial.release, take_release(from));
    from >> phase >> trial.starts;
    const auto* const found = std::ranges::find(kPhases, phase);
    if (found == kPhases.end()) {
        return corrupt();
    }
    trial.phase = static_cast<TrialPhase>(found - kPhases.begin());
    trial.slot = slot == to_string(hal::Slot::A) ? hal::Slot::A : hal::Slot::B;
    return trial;
}

}  // namespace

std::string to_text(const FirmwareRecord& record) {
    std::string text(kFirstLine);
    text += "floor " + to_text(record.floor) + "\nroot " + std::to_string(record.root) + "\n";
    if (record.trial) {
        text += "trial ";
        text += hal::to_string(record.trial->slot);
        text += " " + to_text(record.trial->release) + " ";
        text += kPhases.at(static_cast<std::size_t>(record.trial->phase));
        text += " " + std::to_string(record.trial->starts) + "\n";
    }
    return text;
}

Result<FirmwareRecord> parse_firmware_record(std::string_view text) {
    if (!text.starts_with(kFirstLine)) {
        return corrupt();
    }
    std::istringstream from{std::string(text.substr(kFirstLine.size()))};
    std::string word;
    FirmwareRecord record;
    from >> word;
    PL_TRY(record.floor, take_release(from));
    from >> word >> record.root;
    if (from >> word) {
        PL_TRY(record.trial, take_trial(from));
    }
    // Anything that is spelled in another way was not understood.
    return to_text(record) == text ? Result(record) : corrupt();
}

std::string why_returned(const TrialRecord& trial) {
    const std::string version = "Version " + to_string(trial.release.version);
    switch (trial.phase) {
        case TrialPhase::Set:
            return version + " did not come up, or the power was cut just before its trial.";
        case TrialPhase::Started:
            return version + " came up " + std::to_string(trial.starts) +
                   (trial.starts == 1 ? " time" : " times") +
                   " and ended before it was known to be well.";
        case TrialPhase::Unhealthy:
            return version + " came up and did not pass its own health check.";
        case TrialPhase::Silent:
            return version + " came up and was not known to be well within 120 seconds.";
    }
    return version + " was given up.";
}

}  // namespace porchlight::camera
