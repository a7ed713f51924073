// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "sim/household.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Where a virtual household and the doctor meet, for tests and benches: sim/ and doctor/ must stay
/// strangers, so whoever lets the doctor treat a household includes this. An Owner answers the
/// doctor's questions from what is true in the household; hands.hpp carries its steps out there.
namespace porchlight::walks {

/// Whether something in the house can test the network: a hub, or Porchlight on a computer.
enum class Probes : std::uint8_t { None, FromTheHub };

/// A person who lives in a household and has one camera (or hub) to complain about. They say what
/// is so there: no misreadings, no forgetting; a bench adds those. Of what sim/ does not have
/// (other makers' programs, RTSP, guest networks) they say what is usual. Strand-bound with the
/// household.
class Owner {
  public:
    /// @param knowledge, household  Outlive it.   @param camera  Must be a device's name.
    Owner(const doctor::Knowledge& knowledge, sim::Household& household, std::string_view camera,
          Probes probes = Probes::FromTheHub);

    /// The device that it is about.
    [[nodiscard]] sim::Device& device() const { return *device_; }
    /// What it is, whatever is wrong: by trait the value.
    [[nodiscard]] std::vector<std::optional<std::size_t>> traits() const;

    /// The answer to an observation, as it is now: an index of its values. Nothing: they cannot
    /// say, or nobody can test it here. Most are had by looking; some take an act, and so time, in
    /// the household ("works_nearer" carries the camera to the router and back).
    [[nodiscard]] std::optional<std::size_t> answer(std::size_t observation);
    /// The same as a finding that leaves no doubt.
    [[nodiscard]] std::optional<doctor::Finding> finding(std::size_t observation);

    /// Its owner can see it: online in the app, and its picture comes when they look.
    [[nodiscard]] bool works();

  private:
    const doctor::Knowledge& knowledge_;
    sim::Household& household_;
    sim::Device* device_;
    Probes probes_;
};

}  // namespace porchlight::walks
