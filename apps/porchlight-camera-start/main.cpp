// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/slot_start.hpp"

#include <cstdio>
#include <span>
#include <string>
#include <vector>

namespace {

void say(const std::string& line) {
    std::fputs(("porchlight-camera-start: " + line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

constexpr const char* kUsage =
    "Usage: porchlight-camera-start SLOTS PROGRAM [ARGUMENTS]\n"
    "Starts what a camera updated in slots is to run, with these arguments: the update on trial, "
    "the one\nthat was good last, or PROGRAM as it was installed. SLOTS is the folder that "
    "board.toml names.\n";

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    constexpr std::size_t kOwn = 2;
    if (words.size() < kOwn) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    const std::vector<std::string> arguments(words.begin() + kOwn, words.end());
    const porchlight::hal::SlotStart start{words[0], words[1], {}};
    const porchlight::hal::StartCalls calls{[&arguments](const porchlight::hal::Launch& launch) {
                                                return porchlight::hal::execute(launch, arguments);
                                            },
                                            say};
    static_cast<void>(porchlight::hal::start_from_slots(start, calls));
    return 1;  // why was said
}
