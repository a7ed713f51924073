// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/light_reading.hpp"

#include "intake/light_intake.hpp"
#include "light/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

Result<light::ColourSet> colours_of(const std::vector<std::string>& names) {
    light::ColourSet colours;
    for (const std::string& name : names) {
        const auto found = std::ranges::find(light::kColourNames, name);
        if (found == light::kColourNames.end()) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("\"{}\" is no colour of a light.", name));
        }
        colours.add(
            light::kColours.at(static_cast<std::size_t>(found - light::kColourNames.begin())));
    }
    return colours;
}

/// "5 flashes, then a pause of 2 s"
std::string in_words(const light::TapReading& reading) {
    using Kind = light::TapReading::Kind;
    switch (reading.kind) {
        case Kind::Steady:
            return "tapped along: it does not change";
        case Kind::Blink:
            return fmt::format("tapped along: a flash every {:.1f} s", reading.period.count());
        case Kind::Bursts:
            return fmt::format("tapped along: {} flashes, then a pause of {:.1f} s", reading.count,
                               reading.pause.count());
        case Kind::TooFast:
            return "tapped along: too fast to count";
        case Kind::TooIrregular:
        case Kind::TooShort:
            break;
    }
    return {};
}

Result<intake::TappedLight> tapped(const DoctorLight& told) {
    intake::TappedLight light;
    PL_TRY(light.colours, colours_of(told.colours));
    light.watched = light::Seconds(told.watched);
    std::ranges::transform(told.taps, std::back_inserter(light.taps),
                           [](double tap) { return light::Seconds(tap); });
    return light;
}

}  // namespace

Result<std::vector<doctor::Finding>> read_light(const doctor::Knowledge& knowledge,
                                                const device::model::Model* model,
                                                const DoctorLight& told) {
    if (!told.pattern.empty() && !told.taps.empty()) {
        return Error(ErrorCode::InvalidArgument,
                     "Pick what the light does or tap along, not both.");
    }
    using intake::WhoseLight;
    const WhoseLight whose = told.of_hub ? WhoseLight::OfItsHub : WhoseLight::OfModel;
    std::vector<doctor::Finding> findings;
    std::string words;
    if (!told.pattern.empty()) {
        PL_TRY(const light::Pattern pattern, light::parse_pattern(told.pattern));
        findings = intake::light_findings(knowledge, model, intake::DrawnLight{pattern}, whose);
        words = "picked: " + light::to_text(pattern);
    } else {
        PL_TRY(const intake::TappedLight light, tapped(told));
        words = in_words(light::read_taps(light.taps, light.watched));
        findings =
            words.empty() ? findings : intake::light_findings(knowledge, model, light, whose);
    }
    if (findings.empty()) {
        return Error(
            ErrorCode::InvalidArgument,
            "There is no rhythm in that yet. Tap each time the light comes on, for fifteen "
            "seconds.");
    }
    for (doctor::Finding& finding : findings) {
        finding.words = words;
    }
    return findings;
}

}  // namespace porchlight::hub
