// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/virtual_board.hpp"

#include "device/models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace porchlight::camera {

namespace {

using light::Colour;

constexpr light::ColourSet kAllColours{Colour::Red, Colour::Green, Colour::Blue, Colour::White};

template <typename Part, typename Interface, typename... Args>
Part* put(std::unique_ptr<Interface>& place, Args&&... args) {
    auto part = std::make_unique<Part>(std::forward<Args>(args)...);
    Part* handle = part.get();
    place = std::move(part);
    return handle;
}

}  // namespace

VirtualBoard::VirtualBoard(const device::model::Model& model, const Clock& clock)
    : light(put<hal::FakeLight>(board.light, kAllColours, clock)),
      button(put<hal::FakeButton>(board.button, clock)),
      thermometer(put<hal::FakeThermometer>(board.thermometer)),
      radio(put<hal::FakeRadio>(board.radio)),
      speaker(put<hal::FakeSpeaker>(board.speaker, clock)) {
    if (model.power.power == device::model::PowerClass::Battery) {
        battery = put<hal::FakeBattery>(board.battery);
        battery->set(
            {hal::CellPresence::Present, hal::Charge::Discharging, Millivolts(kNewCells), {}});
    }
    if (model.sensor && model.sensor->kind == device::model::SensorKind::Heat) {
        motion = put<hal::FakeMotionSensor>(board.motion, clock);
    }
    if (std::ranges::count(model.lights, device::model::CodeMeaning::InfraredLamp,
                           &device::model::LightCode::meaning) > 0) {
        infrared = put<hal::FakeLight>(board.infrared, light::ColourSet{Colour::Infrared}, clock);
    }
    put_network();
}

void VirtualBoard::put_network() const {
    hal::FakeNetwork network;
    network.point = {kNetwork, kAccessPoint, Megahertz(2437), Dbm(-58),
                     hal::WifiSecurity::Password};
    network.password = Secret(password);
    radio->put(std::move(network));
}

Result<const device::model::Model*> camera_model(const std::string& name) {
    const device::model::Model* model = device::model::find_model(name);
    if (model == nullptr) {
        const std::string_view nearest = device::model::nearest_model(name);
        const std::string hint = nearest.empty() ? "\"porchlight models\" lists them"
                                                 : fmt::format("did you mean \"{}\"?", nearest);
        return Error(ErrorCode::NotFound, fmt::format("There is no model \"{}\"; {}", name, hint));
    }
    if (model->kind == device::Kind::Hub) {
        return Error(ErrorCode::Unsupported,
                     fmt::format("{} is a hub; \"porchlight hub\" is one.", model->name));
    }
    return model;
}

}  // namespace porchlight::camera
