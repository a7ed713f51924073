// SPDX-License-Identifier: Apache-2.0
// Taps come from an app, as any numbers. Whatever they are, the answers must hold together.
#include "base/check.hpp"
#include "light/codes.hpp"
#include "light/rhythm.hpp"
#include "light/tap_match.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace {

using namespace porchlight;  // NOLINT(google-build-using-namespace): one file

// Half of the inputs are times as they come, half are small steps, which make rhythms.
std::vector<light::Seconds> taps_of(const std::uint8_t* data, std::size_t size) {
    std::vector<light::Seconds> taps;
    if (size > 0 && data[0] % 2 == 0) {
        for (std::size_t at = 1; at + sizeof(double) <= size; at += sizeof(double)) {
            double time = 0;
            std::memcpy(&time, data + at, sizeof(time));
            taps.emplace_back(time);
        }
        return taps;
    }
    double now = 0;
    for (std::size_t at = 1; at < size; ++at) {
        now += data[at] / 64.0;
        taps.emplace_back(now);
    }
    return taps;
}

void check(const light::TapReading& reading) {
    PL_CHECK(reading.confidence >= 0 && reading.confidence <= 1 + 1e-9, "no share of anything");
    PL_CHECK(reading.count >= 0 && reading.count <= light::kMostCounted, "more than are counted");
    PL_CHECK(std::isfinite(reading.period.count()) && reading.period >= reading.pause,
             "a pause is part of its period");
}

void check(const light::TapMatch& match) {
    double all = match.none;
    for (const light::TapMatch::Rhythm& rhythm : match.ranked) {
        PL_CHECK(rhythm.share >= 0, "a share is negative or no number");
        all += rhythm.share;
    }
    PL_CHECK(std::abs(all - 1) < 1e-6, "shares do not add up");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<light::TapCandidate> candidates;
    for (const light::Code& code : light::own_codes()) {
        const auto rates = static_cast<light::Rates>(candidates.size() % 3);
        candidates.push_back({code.pattern, rates});
    }
    std::vector<light::Seconds> taps = taps_of(data, size);
    light::Seconds watched(0);
    if (!taps.empty()) {
        watched = taps.back();
        taps.pop_back();
    }
    check(light::read_taps(taps, watched));
    check(light::match_taps(taps, watched, candidates));
    return 0;
}
