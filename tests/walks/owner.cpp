// SPDX-License-Identifier: Apache-2.0
#include "walks/owner.hpp"

#include "base/check.hpp"
#include "walks/looks.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace porchlight::walks {

namespace {

using doctor::Asked;
using doctor::Observation;

/// The answer of whoever has nothing of the kind.
std::size_t usual_answer(const Observation& observation) {
    const auto most = std::ranges::max_element(
        observation.values, {}, [](const doctor::Value& value) { return value.chance[0]; });
    return static_cast<std::size_t>(most - observation.values.begin());
}

const Saying* saying_of(std::string_view observation) {
    for (const auto some : {camera_sayings(), home_sayings(), probe_sayings(), memory_sayings()}) {
        const auto found = std::ranges::find(some, observation, &Saying::observation);
        if (found != some.end()) {
            return &*found;
        }
    }
    return nullptr;
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](unsigned char c) { return std::tolower(c); });
    return small;
}

std::string_view maker_of(const sim::Device& device) {
    constexpr std::array<std::string_view, 4> kMakers{"blink", "kasa", "tapo", "porchlight"};
    const std::string maker = lower(device.model().maker);
    const auto known = std::ranges::find_if(
        kMakers, [&](std::string_view name) { return maker.find(name) != std::string::npos; });
    return known == kMakers.end() ? "other" : *known;
}

std::string_view path_of(const sim::Device& device) {
    if (!device.behaviour().needs_cloud) {
        return "local";
    }
    const bool by_hub =
        device.behaviour().takes_hub_wifi || device.behaviour().kind == device::Kind::Hub;
    return by_hub ? "cloud_hub" : "cloud";
}

std::string_view radio_of(const sim::Device& device) {
    if (device.plan().on_cable) {
        return "cable";
    }
    return device.behaviour().hears_5ghz ? "dual" : "only_24";
}

}  // namespace

Owner::Owner(const doctor::Knowledge& knowledge, sim::Household& household, std::string_view camera,
             Probes probes)
    : knowledge_(knowledge),
      household_(household),
      device_(household.find(camera)),
      probes_(probes) {
    PL_CHECK(device_ != nullptr, "nobody complains about a camera that is not there");
}

std::vector<std::optional<std::size_t>> Owner::traits() const {
    constexpr std::array<std::string_view, 3> kKinds{"camera", "doorbell", "hub"};
    const bool has_cells = std::holds_alternative<sim::Pack>(device_->plan().supply);
    const std::array<std::pair<std::string_view, std::string_view>, 5> known{{
        {"maker", maker_of(*device_)},
        {"path", path_of(*device_)},
        {"power", has_cells ? "battery" : "wired"},
        {"kind", kKinds.at(static_cast<std::size_t>(device_->behaviour().kind))},
        {"radio", radio_of(*device_)},
    }};
    std::vector<std::optional<std::size_t>> traits(knowledge_.traits.size());
    for (const auto& [trait, value] : known) {
        if (const auto at = doctor::find(knowledge_.traits, trait)) {
            traits[*at] = doctor::find(knowledge_.traits[*at].values, value);
        }
    }
    return traits;
}

std::optional<std::size_t> Owner::answer(std::size_t observation) {
    const Observation& asked = knowledge_.observations.at(observation);
    const bool is_tested = asked.asked == Asked::Probe;
    if (asked.asked == Asked::Telemetry || (is_tested && probes_ == Probes::None)) {
        return std::nullopt;
    }
    const Saying* saying = saying_of(asked.id);
    if (saying == nullptr) {
        return is_tested ? std::nullopt : std::optional(usual_answer(asked));
    }
    sim::Device* hub =
        device_->behaviour().kind == device::Kind::Hub ? device_ : household_.hub_of(*device_);
    const Answer said = saying->answer({household_, *device_, hub, asked});
    if (said.empty()) {
        return std::nullopt;
    }
    const auto value = doctor::find(asked.values, said);
    PL_CHECK(value.has_value(), "an owner gives an answer that the question does not have");
    return value;
}

std::optional<doctor::Finding> Owner::finding(std::size_t observation) {
    const auto value = answer(observation);
    if (!value) {
        return std::nullopt;
    }
    const auto& values = knowledge_.observations[observation].values;
    doctor::Finding finding;
    finding.observation = observation;
    finding.fits.assign(values.size(), 0);
    finding.fits[*value] = 1;
    finding.words = values[*value].says;
    return finding;
}

bool Owner::works() {
    return look_at(household_, *device_, nullptr) == View::Good;
}

}  // namespace porchlight::walks
