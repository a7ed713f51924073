// SPDX-License-Identifier: Apache-2.0
#include "sim/deed_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace porchlight::sim {

namespace {

namespace model = device::model;

// Power.

Result<Microseconds> take_cells_for(const Doing& doing) {
    Device* device = doing.device;
    device->take_power();
    const Microseconds span = doing.gaps.duration(1);
    doing.household.in(span, [device] { device->give_power(); });
    return span;
}
Result<Microseconds> take_cells(const Doing& doing) {
    doing.device->take_power();
    return kNow;
}
Result<Microseconds> give_back(const Doing& doing) {
    doing.device->give_power();
    return kNow;
}
Result<Microseconds> put_cells(const Doing& doing) {
    const auto chemistry = chemistry_named(doing.gaps.text(1));
    if (!chemistry) {
        return wrong_deed("cells are \"lithium\", \"alkaline\" or \"nimh\"");
    }
    const double used = std::clamp(doing.gaps.number(2) / 100, 0.0, 1.0);
    doing.device->put_in(Pack{{Cell(*chemistry, used), Cell(*chemistry, used)}});
    return kNow;
}
Result<Microseconds> power_by_adapter(const Doing& doing) {
    Adapter adapter;
    adapter.rated_milliamps = std::max(1.0, doing.gaps.number(1));
    adapter.cable = {.metres = std::max(0.0, doing.gaps.number(2)),
                     .gauge = static_cast<int>(doing.gaps.number(3))};
    doing.device->put_in(adapter);
    return kNow;
}
Result<Microseconds> power_cut(const Doing& doing) {
    Household& household = doing.household;
    household.set_mains(false);
    const Microseconds span = doing.gaps.duration(0);
    household.in(span, [&household] { household.set_mains(true); });
    return span;
}

template <bool IsOn>
Result<Microseconds> mains(const Doing& doing) {
    doing.household.set_mains(IsOn);
    return kNow;
}

// The button.

Result<Microseconds> hold(const Doing& doing, model::ToolKind tool) {
    Device* device = doing.device;
    if (reaches_button(device->model(), tool)) {
        device->press();
    }
    const Microseconds span = doing.gaps.duration(1);
    doing.household.in(span, [device] { device->release(); });
    return span;
}
Result<Microseconds> hold_with_pin(const Doing& doing) {
    return hold(doing, model::ToolKind::Pin);
}
Result<Microseconds> hold_with_finger(const Doing& doing) {
    return hold(doing, model::ToolKind::Finger);
}
Result<Microseconds> press_down(const Doing& doing) {
    doing.device->press();
    return kNow;
}
Result<Microseconds> let_go(const Doing& doing) {
    doing.device->release();
    return kNow;
}
Result<Microseconds> ring(const Doing& doing) {
    doing.device->ring();
    return kNow;
}

// Where it hangs.

/// So many metres from there, in the direction in which the device hangs from the router: an
/// outdoor camera looks that way, too.
Position outwards(const Doing& doing, Position from, double metres) {
    const Position router = doing.household.router().plan().at;
    const Position now = doing.device->plan().at;
    const double angle =
        now == router ? std::numbers::pi / 2 : std::atan2(now.y - router.y, now.x - router.x);
    return {from.x + metres * std::cos(angle), from.y + metres * std::sin(angle)};
}

Result<Microseconds> move_away(const Doing& doing) {
    const Position there =
        outwards(doing, doing.household.router().plan().at, doing.gaps.number(1));
    doing.device->move_to(there, !doing.household.plan().floor.is_inside(there));
    return kNow;
}
/// Farther than any plot of land, and than any radio here.
constexpr double kFarthestPlace = 500;

Result<Microseconds> move_to(const Doing& doing) {
    const Position there{doing.gaps.number(1), doing.gaps.number(2)};
    if (std::max(std::abs(there.x), std::abs(there.y)) > kFarthestPlace) {
        return wrong_deed("that is farther than 500 m from the house");
    }
    doing.device->move_to(there, !doing.household.plan().floor.is_inside(there));
    return kNow;
}
Result<Microseconds> move_into_sun(const Doing& doing) {
    doing.device->expose();
    doing.household.changed();
    return kNow;
}
Result<Microseconds> give_shade(const Doing& doing) {
    doing.device->shade();
    return kNow;
}
Result<Microseconds> clean(const Doing& doing) {
    doing.device->clean_lens();
    return kNow;
}

// What passes, grows and breaks.

Result<Microseconds> walk_past(const Doing& doing) {
    const Position there = outwards(doing, doing.device->plan().at, doing.gaps.number(1));
    doing.household.pass_by({.name = "somebody", .at = there});
    return kNow;
}
Result<Microseconds> spider(const Doing& doing) {
    doing.device->hang_web();
    return kNow;
}
Result<Microseconds> weather_between(const Doing& doing) {
    constexpr double kFarthest = 60;
    const auto degrees = [&](std::size_t gap) {
        return std::clamp(doing.gaps.number(gap), -kFarthest, kFarthest);
    };
    doing.household.weather().coldest = degrees(0);
    doing.household.weather().warmest = degrees(1);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> sunshine(const Doing& doing) {
    doing.household.weather().sunshine = std::clamp(doing.gaps.number(0) / 100, 0.0, 1.0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> leak(const Doing& doing) {
    doing.device->leak(doing.gaps.number(1));
    return kNow;
}
Result<Microseconds> lose_firmware(const Doing& doing) {
    doing.device->lose_firmware();
    return kNow;
}
Result<Microseconds> break_contact(const Doing& doing) {
    doing.device->wear_button();
    return kNow;
}
Result<Microseconds> replace(const Doing& doing) {
    doing.device->become_another();
    return kNow;
}
Result<Microseconds> fill_drive(const Doing& doing) {
    Drive& drive = doing.household.drive_of(*doing.device);
    drive.used = drive.size - Bytes(static_cast<std::int64_t>(doing.gaps.number(1) * 1e6));
    return kNow;
}
Result<Microseconds> empty_drive(const Doing& doing) {
    doing.household.drive_of(*doing.device).used = Bytes(0);
    return kNow;
}
Result<Microseconds> wait_for(const Doing& doing) {
    return doing.gaps.duration(0);
}

constexpr std::array kForms{
    DeedForm{"the person takes the cells out of {name} for {time}", take_cells_for},
    DeedForm{"the person takes the cells out of {name}", take_cells},
    DeedForm{"the person puts the cells back into {name}", give_back},
    DeedForm{"the person gives {name} {word} cells that are {number} % used", put_cells},
    DeedForm{"the person unplugs {name} for {time}", take_cells_for},
    DeedForm{"the person unplugs {name}", take_cells},
    DeedForm{"the person plugs {name} in", give_back},
    DeedForm{
        "the person powers {name} from a {number} mA adapter over {number} m of gauge {number}",
        power_by_adapter},
    DeedForm{"the power is cut for {time}", power_cut},
    DeedForm{"the power goes", mains<false>},
    DeedForm{"the power comes back", mains<true>},
    DeedForm{"the person holds the button of {name} for {time}", hold_with_pin},
    DeedForm{"the person holds the button of {name} with a finger for {time}", hold_with_finger},
    DeedForm{"the person presses the button of {name} down", press_down},
    DeedForm{"the person lets go of the button of {name}", let_go},
    DeedForm{"somebody rings at {name}", ring},
    DeedForm{"the person moves {name} {number} m away from the router", move_away},
    DeedForm{"the person moves {name} to {number} {number}", move_to},
    DeedForm{"the person hangs {name} in the sun without air", move_into_sun},
    DeedForm{"the person gives {name} shade and air", give_shade},
    DeedForm{"the person cleans the lens of {name}", clean},
    DeedForm{"somebody walks past {name} at {number} m", walk_past},
    DeedForm{"a spider spins a web on {name}", spider},
    DeedForm{"the weather is between {number} and {number} degrees", weather_between},
    DeedForm{"the sun shines {number} %", sunshine},
    DeedForm{"the firmware of {name} leaks {number} MB an hour", leak},
    DeedForm{"the flash of {name} loses its firmware", lose_firmware},
    DeedForm{"the button contact of {name} is worn", break_contact},
    DeedForm{"the maker replaces {name}", replace},
    DeedForm{"the drive of {name} has {number} MB left", fill_drive},
    DeedForm{"the person empties the drive of {name}", empty_drive},
    DeedForm{"{time} pass", wait_for},
    DeedForm{"{time} passes", wait_for},
};

}  // namespace

std::span<const DeedForm> body_deeds() {
    return kForms;
}

}  // namespace porchlight::sim
