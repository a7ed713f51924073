// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The words in which spec/doctor/ says how often a thing is so. This is the one place where words
/// become numbers: people who know cameras review words, and the figures behind them matter little
/// (Pradhan and others 1996; docs/design/doctor.md has our own measurement).
namespace porchlight::doctor {

/// How often a cause shows something, or a step cures it.
enum class How : std::uint8_t {
    Always,
    NearlyAlways,
    Usually,
    Often,
    Sometimes,
    Rarely,
    Never,
};
inline constexpr std::array<std::string_view, 7> kHowWords{
    "always", "nearly always", "usually", "often", "sometimes", "rarely", "never"};
inline constexpr std::array<double, 7> kHowChances{0.99, 0.95, 0.8, 0.5, 0.25, 0.06, 0.005};

/// How common a cause is among cameras whose owner says that something is wrong.
enum class Common : std::uint8_t { VeryCommon, Common, Uncommon, Rare, VeryRare };
inline constexpr std::array<std::string_view, 5> kCommonWords{"very common", "common", "uncommon",
                                                              "rare", "very rare"};
inline constexpr std::array<double, 5> kCommonChances{0.08, 0.03, 0.012, 0.004, 0.001};

/// How good a source is. Only A to C may move a number; D is what people say.
enum class Grade : std::uint8_t { A, B, C, D };
inline constexpr std::array<std::string_view, 4> kGradeWords{"A", "B", "C", "D"};

/// Where an answer comes from (Asked), and what a step is (StepKind).
inline constexpr std::array<std::string_view, 4> kAskedWords{"owner", "probe", "telemetry", "told"};
inline constexpr std::array<std::string_view, 4> kStepWords{"remedy", "wait", "nothing", "support"};

[[nodiscard]] constexpr double chance(How how) {
    return kHowChances.at(static_cast<std::size_t>(how));
}
[[nodiscard]] constexpr double chance(Common common) {
    return kCommonChances.at(static_cast<std::size_t>(common));
}

}  // namespace porchlight::doctor
