// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model.hpp"
#include "household/living.hpp"
#include "light/pattern.hpp"
#include "sim/story.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

/// What the panel sees, as JSON. Times are microseconds of the household's own clock.
namespace porchlight::household {

/// Where a camera's picture is, if a hub can take it.
struct StreamView {
    std::string url;
    bool is_open = false;  ///< Somebody who connects now gets an answer.
    std::size_t viewers = 0;
    bool is_for_its_hub = false;  ///< Nobody else gets it.
    bool is_speaking = false;     ///< Somebody speaks through its loudspeaker.
    double said_s = 0;            ///< What it has said so far.
};
/// Nothing for devices whose picture no hub can take.
using StreamLookup = std::function<std::optional<StreamView>(const sim::Device&)>;

/// How a device stands to a real hub.
struct HubView {
    std::string serial;  ///< On its label, like the next two.
    std::string code;    ///< "0471 1337", to be typed into the hub's app.
    std::string label;   ///< What its QR code says.
    std::string hub;     ///< Where it looks for one.
    bool is_paired = false;
    bool is_with_it = false;  ///< The link is up.
    std::string home;         ///< The name of the hub's home, once it is paired.
};
/// Nothing for devices that no hub of ours takes.
using HubLookup = std::function<std::optional<HubView>(const sim::Device&)>;

/// Everything that may change, but the story.
[[nodiscard]] boost::json::object describe(LivingHousehold& living, const StreamLookup& streams,
                                           const HubLookup& hubs);
/// What a pattern does, in a form that can be played: parts with their colours and times in ms.
[[nodiscard]] boost::json::array describe(const light::Pattern& pattern);
[[nodiscard]] boost::json::object describe(const sim::StoryLine& line, std::size_t number,
                                           UtcTime begins);
/// The body of a model, as far as it is told: buttons, tools, lights, power, QR code, and what a
/// hold of its button does.
[[nodiscard]] boost::json::object describe_body(const device::model::Model& model);

}  // namespace porchlight::household
