// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/household.hpp"

#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// World A of the doctor's bench: homes that are broken by mechanism, and their owners. Nothing
/// here reads what the doctor knows but its ids.
namespace porchlight::homes {

struct Home;

/// One way in which a home breaks. What follows from it the household's volts, metres, passwords
/// and degrees decide.
struct FaultKind {
    std::string_view name;
    /// Ids under which the doctor names it rightly, the best one first.
    std::vector<std::string_view> causes;
    /// Ids of steps that cure it, the cheapest first; none: nobody at home can.
    std::vector<std::string_view> remedies;
    /// How often among cameras that are complained of. @source docs/design/doctor.md
    double share = 1;
    /// Whether it can happen to this home's camera.
    bool (*fits)(const Home&) = nullptr;
    /// Before the household lives, and once it does.
    void (*plan)(Home&, sim::HouseholdPlan&) = nullptr;
    void (*strike)(Home&) = nullptr;
    /// What its owner did or saw shortly before, as `recent_change` has it; empty: nothing.
    std::string_view recent;
    /// When it is bad, as `when_bad` has it.
    std::string_view when_bad = "always";
    bool is_benign = false;  ///< Nothing is wrong; its owner wonders.
    bool is_outage = false;  ///< Somebody else's: it passes by itself.
    bool is_new = false;     ///< The camera is just being set up.
};

[[nodiscard]] std::span<const FaultKind> fault_kinds();

/// What the camera that it is about is called, and its hub.
inline constexpr std::string_view kCamera = "Camera";
inline constexpr std::string_view kHub = "Hub";

/// Whose cameras they are.
enum class Maker { BlinkHub, BlinkMini, Kasa, Tapo, Own };

/// Dice that copy, unlike base/random.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    double unit() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }
    bool chance(double p) { return unit() < p; }
    double between(double least, double most) { return least + (most - least) * unit(); }
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(unit() * double(count));
    }

  private:
    std::mt19937_64 engine_;
};

/// A home with something wrong, and somebody who asks why.
struct Home {
    std::uint64_t seed = 0;
    Maker maker = Maker::BlinkHub;
    std::string model;
    bool is_outdoors = false;
    bool has_our_hub = false;  ///< So that probes can be made.
    std::vector<const FaultKind*> faults;
    Dice dice{0};
    std::unique_ptr<sim::Household> household;
    sim::Device* camera = nullptr;  ///< That it is about.
    sim::Device* hub = nullptr;     ///< The camera's own hub, if it has one.
    std::string light_seen;         ///< That its owner wonders about, where that goes out again.
    bool asks_too_often = false;    ///< A home program reads the cloud every second.

    /// Whether it does now all that its owner wants of it.
    [[nodiscard]] bool works();
    [[nodiscard]] bool has(std::string_view fault) const;
    void advance(Microseconds by);
    /// Does one of sim/deeds.hpp. @return False if it cannot be done here.
    bool deed(std::string_view sentence);
};

/// How faults are dealt out.
enum class Mix { Survey, Uniform, Hard };

/// A home that is broken, or is thought to be. The same seed gives the same home.
/// @return Null if these faults do no harm in that home: draw again.
[[nodiscard]] std::unique_ptr<Home> make_home(std::uint64_t seed, Mix mix);

}  // namespace porchlight::homes
