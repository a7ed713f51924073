// SPDX-License-Identifier: Apache-2.0
#include "sim/furnish.hpp"

#include "device/models.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::sim {

namespace {

Position place_for(int number, Side side) {
    constexpr int kInARow = 5;
    const int row = number / kInARow;
    const double along = 1 + number % kInARow * 2;
    const double deep = row;
    return side == Side::Outdoors ? Position{along, -1.5 - deep} : Position{along, 2 + deep};
}

Supply supply_for(const Behaviour& behaviour, const device::model::Model& model) {
    constexpr double kUsed = .1;
    const bool may_have_cells = model.power.power == device::model::PowerClass::Either &&
                                behaviour.kind == device::Kind::Doorbell && behaviour.needs_cloud;
    if (behaviour.has_cells || may_have_cells) {
        return Pack{{Cell(Chemistry::Lithium, kUsed), Cell(Chemistry::Lithium, kUsed)}};
    }
    return Adapter{};
}

}  // namespace

Result<DevicePlan> furnish(std::string_view model, std::string name, int number, Side side) {
    const device::model::Model* found = device::model::find_model(model);
    if (found == nullptr) {
        const std::string_view nearest = device::model::nearest_model(model);
        return Error(ErrorCode::InvalidArgument,
                     nearest.empty() ? fmt::format("there is no model \"{}\"", model)
                                     : fmt::format("there is no model \"{}\"; did you mean \"{}\"?",
                                                   model, nearest));
    }
    DevicePlan plan;
    plan.name = std::move(name);
    plan.serial = fmt::format("S{:04}", number + 1);
    plan.model = found;
    plan.at = place_for(number, side);
    plan.is_outdoors = side == Side::Outdoors;
    plan.supply = supply_for(behaviour_of(*found), *found);
    if (found->kind == device::Kind::Hub) {
        plan.drive = Bytes(64'000'000'000);
    }
    return plan;
}

void make_new(DevicePlan& device) {
    device.is_set_up = false;
    device.owner = {};
}

void make_second_hand(DevicePlan& device) {
    device.knows = WifiLogin{"the other home", "their secret"};
    device.owner = kOtherHome;
}

}  // namespace porchlight::sim
