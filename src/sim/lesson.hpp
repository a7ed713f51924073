// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/household.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// What somebody can learn in a household. The household itself finds out whether it is done.
namespace porchlight::sim {

/// How far it is. Open from when all of `trouble` hold at once; from then on either end is final.
enum class LessonStage : std::uint8_t { Coming, Open, Done, Spoiled };

/// Follows one lesson. Look often: what holds only between two looks is missed.
class LessonWatch {
  public:
    explicit LessonWatch(Lesson lesson) : lesson_(std::move(lesson)) {}

    LessonStage look(Household& household);
    [[nodiscard]] LessonStage stage() const { return stage_; }
    /// What to know now that it is done or spoiled; else empty.
    [[nodiscard]] const std::string& says() const;

  private:
    [[nodiscard]] bool all_hold(Household& household, const std::vector<std::string>& claims) const;

    Lesson lesson_;
    LessonStage stage_ = LessonStage::Coming;
    Microseconds since_{0};  ///< Open since then.
};

}  // namespace porchlight::sim
