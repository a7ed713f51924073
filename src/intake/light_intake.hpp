// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "light/colour.hpp"
#include "light/pattern.hpp"
#include "light/rhythm.hpp"

#include <cstdint>
#include <variant>
#include <vector>

/// What people say of a light becomes findings of the doctor. Here, above both, because the doctor
/// knows no models and device/ knows no doctor.
namespace porchlight::intake {

/// They picked what looks like it: one of the model's animated codes, or one of the drawings that
/// the answers of spec/doctor/observations/light.toml have.
struct DrawnLight {
    light::Pattern pattern;
};

/// They tapped along, once each time it lights up or changes.
struct TappedLight {
    std::vector<light::Seconds> taps;  ///< Since watching began.
    light::Seconds watched{0};
    light::ColourSet colours;  ///< Those that they saw; none: they did not say.
};

using LightTold = std::variant<DrawnLight, TappedLight>;

/// Of which device: of the model itself, a camera where none is known, or of the hub of its maker
/// that the camera needs, whose model is another.
enum class WhoseLight : std::uint8_t { OfModel, OfItsHub };

/// What that tells, softly, for people err:
///
///  - `light` (of a hub `hub_light`): how well each answer fits. What they may truly be looking at
///    is any code of the model, or, a tenth as likely, any light that an answer is drawn with, for
///    no list of codes is whole. How easily one is taken for another is light::likeness() (colours
///    for their neighbours, counts by one, rates by 30 %), or what match_taps() makes of the taps;
///    besides, a bright light of any colour looks white, and a slow swell looks steady.
///  - `light_means`: what the sources of this model say that it means. A source that may be wrong
///    leaves room for every other meaning: none to speak of where we know it ourselves, much with
///    an article (C), nearly all with what is only remembered.
///  - `light_when`: that it comes in the dark, if it may well be the model's night lamp.
///
/// Every fit is above 0. The order of a model's codes changes nothing, nor do codes that stand
/// twice. Pure.
///
/// @param model  Null: not known; then only `light`, by the drawings alone.
/// @return At most one finding of each; none of observations that the knowledge does not have, and
/// none at all of taps that say nothing (no time watched).
[[nodiscard]] std::vector<doctor::Finding> light_findings(const doctor::Knowledge& knowledge,
                                                          const device::model::Model* model,
                                                          const LightTold& told,
                                                          WhoseLight whose = WhoseLight::OfModel);

}  // namespace porchlight::intake
