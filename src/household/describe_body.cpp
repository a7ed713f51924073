// SPDX-License-Identifier: Apache-2.0
#include "household/describe.hpp"
#include "sim/behaviour.hpp"

#include <algorithm>
#include <string_view>

namespace porchlight::household {

namespace {

namespace json = boost::json;
namespace model = device::model;

json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

std::int64_t milliseconds(Microseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

json::array describe_buttons(const model::Model& model) {
    json::array buttons;
    for (const model::Button& button : model.buttons) {
        buttons.push_back({{"place", view(model::word(button.place))},
                           {"says", button.says},
                           {"certainty", view(model::word(button.certainty))}});
    }
    return buttons;
}

json::array describe_tools(const model::Model& model) {
    json::array tools;
    for (const model::Tool& tool : model.tools) {
        tools.push_back({{"tool", view(model::word(tool.tool))},
                         {"use", view(model::word(tool.use))},
                         {"says", tool.says}});
    }
    return tools;
}

json::array describe_leds(const model::Model& model) {
    json::array leds;
    for (const model::LightCode& code : model.lights) {
        const json::value led(view(model::word(code.led)));
        if (code.led != model::Led::Lamp && std::ranges::find(leds, led) == leds.end()) {
            leds.push_back(led);
        }
    }
    return leds;
}

bool takes_drive(const model::Model& model) {
    return std::ranges::any_of(model.limits, [](const model::Limit& limit) {
        return limit.what == model::LimitKind::DriveLargestGb;
    });
}

json::object describe_grammar(const device::PressGrammar& grammar) {
    return {{"ignored_below_ms", milliseconds(grammar.ignored_below)},
            {"soft_until_ms", milliseconds(grammar.soft_until)},
            {"armed_from_ms", milliseconds(grammar.armed_from)},
            {"stuck_after_ms", milliseconds(grammar.stuck_after)}};
}

}  // namespace

json::object describe_body(const model::Model& model) {
    json::object body{{"id", model.id},
                      {"name", model.name},
                      {"maker", model.maker},
                      {"kind", view(model::word(model.kind))},
                      {"form", view(model::word(model.what.form))},
                      {"power", view(model::word(model.power.power))},
                      {"supply", model.power.supply},
                      {"has_lens", model.kind != device::Kind::Hub},
                      {"buttons", describe_buttons(model)},
                      {"tools", describe_tools(model)},
                      {"leds", describe_leds(model)},
                      {"drive", takes_drive(model)},
                      {"cable", std::ranges::find(model.radio.bands, model::Band::Cable) !=
                                    model.radio.bands.end()},
                      {"has_night_lamp", sim::behaviour_of(model).has_night_lamp},
                      {"press", describe_grammar(sim::press_grammar_of(model))}};
    if (model.sensor) {
        body["sensor"] = view(model::word(model.sensor->kind));
    }
    if (model.qr_code && model.qr_code->may_be_told()) {
        body["qr_code"] = model.qr_code->says;
    }
    return body;
}

}  // namespace porchlight::household
