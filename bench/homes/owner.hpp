// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "homes/home.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::homes {

/// What somebody tells without being asked.
struct Word {
    std::string observation;
    std::string value;
};

/// The person who looks, and the hub that probes: what is true in the household, as they would
/// see it. People do not know everything, and misread some of it.
class Owner {
  public:
    Owner(Home& home, std::uint64_t seed) : home_(home), dice_(seed) {}

    /// With which they come.
    std::vector<Word> complaint();
    /// To a question of the doctor's, by the ids of spec/doctor/observations; nothing if they
    /// cannot say. The same question twice gets the same answer while nothing has changed.
    /// @param values  The answers that there are.
    std::optional<std::string> answer(std::string_view observation,
                                      const std::vector<std::string>& values);
    /// A probe of the hub; nothing where there is none.
    std::optional<std::string> probe(std::string_view observation);
    /// What is so; nothing where the household has no such thing.
    std::optional<std::string> truth(std::string_view observation);
    /// Whether they would agree that all is well, told so by that step.
    bool agrees(std::string_view step);

  private:
    std::optional<std::string> seen(std::string_view observation);
    std::optional<std::string> habit(std::string_view observation);
    bool is_online() const { return home_.household->is_online(*home_.camera); }
    std::string light();
    std::string others();

    Home& home_;
    Dice dice_;
    std::map<std::string, std::string, std::less<>> habits_;
};

}  // namespace porchlight::homes
