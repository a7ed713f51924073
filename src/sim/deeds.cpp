// SPDX-License-Identifier: Apache-2.0
#include "sim/deeds.hpp"

#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace porchlight::sim {

namespace {

namespace model = device::model;
/// A deed under way: its household, its gaps, and the device that its first gap names.
struct Doing {
    Household& household;
    const Gaps& gaps;
    Device* device;
};

using Take = Result<Microseconds> (*)(const Doing&);
struct Form {
    std::string_view form;
    Take take;
};

Error wrong(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

constexpr Microseconds kNow{0};

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
        return wrong("cells are \"lithium\", \"alkaline\" or \"nimh\"");
    }
    const double used = std::clamp(doing.gaps.number(2) / 100, 0.0, 1.0);
    doing.device->put_in(Pack{{Cell(*chemistry, used), Cell(*chemistry, used)}});
    return kNow;
}
Result<Microseconds> power_by_adapter(const Doing& doing) {
    Adapter adapter;
    adapter.rated_milliamps = doing.gaps.number(1);
    adapter.cable = {.metres = doing.gaps.number(2),
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

// The router and the air.

Result<Microseconds> router_off_for(const Doing& doing) {
    Household& household = doing.household;
    household.router().power_off();
    household.changed();
    const Microseconds span = doing.gaps.duration(0);
    household.in(span, [&household] { household.router().power_on(household.now()); });
    household.in(span + Router::kBoot, [&household] { household.changed(); });
    return span;
}
Result<Microseconds> router_password(const Doing& doing) {
    doing.household.router().settings().login.password = doing.gaps.text(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_name(const Doing& doing) {
    doing.household.router().settings().login.ssid = doing.gaps.text(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_security(const Doing& doing) {
    const auto security = security_named(doing.gaps.text(0));
    if (!security) {
        return wrong("the security of a router is \"open\", \"wpa2\", \"wpa2/wpa3\" or \"wpa3\"");
    }
    doing.household.router().settings().security = *security;
    doing.household.changed();
    return kNow;
}
template <bool RouterPlan::* Setting, bool Value>
Result<Microseconds> router_setting(const Doing& doing) {
    doing.household.router().settings().*Setting = Value;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> move_router(const Doing& doing) {
    doing.household.router().settings().at = {doing.gaps.number(0), doing.gaps.number(1)};
    doing.household.changed();
    return kNow;
}
Result<Microseconds> add_extender(const Doing& doing) {
    doing.household.router().settings().extenders.push_back(
        {doing.gaps.number(0), doing.gaps.number(1)});
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_addresses(const Doing& doing) {
    doing.household.router().settings().addresses = static_cast<int>(doing.gaps.number(0));
    return kNow;
}
Result<Microseconds> squat(const Doing& doing) {
    const auto address = doing.household.router().address_of(doing.device->plan().serial);
    if (!address) {
        return wrong(fmt::format("\"{}\" has no address", doing.device->name()));
    }
    doing.household.router().squat(*address);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> microwave(const Doing& doing) {
    Household& household = doing.household;
    auto& ovens = household.air().microwaves;
    if (ovens.empty()) {
        ovens.push_back({});
    }
    ovens.back() = {.at = {doing.gaps.number(0), doing.gaps.number(1)}, .runs = true};
    household.changed();
    const Microseconds span = doing.gaps.duration(2);
    household.in(span, [&household] {
        household.air().microwaves.back().runs = false;
        household.changed();
    });
    return span;
}
Result<Microseconds> neighbours(const Doing& doing) {
    const double busy = std::clamp(doing.gaps.number(0) / 100, 0.0, 1.0);
    doing.household.air().busy24.fill(busy);
    doing.household.changed();
    return kNow;
}

// Line and cloud.

template <bool Line::* Part>
Result<Microseconds> line_part_for(const Doing& doing) {
    Household& household = doing.household;
    household.line().*Part = false;
    household.changed();
    const Microseconds span = doing.gaps.duration(0);
    household.in(span, [&household] {
        household.line().*Part = true;
        household.changed();
    });
    return span;
}
template <bool Line::* Part, bool Value>
Result<Microseconds> line_part(const Doing& doing) {
    doing.household.line().*Part = Value;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> line_speed(const Doing& doing) {
    doing.household.line().up_mbit = doing.gaps.number(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> cloud_for(const Doing& doing) {
    Household& household = doing.household;
    const std::string maker = doing.gaps.text(0);
    household.cloud(maker).is_up = false;
    household.changed();
    const Microseconds span = doing.gaps.duration(1);
    household.in(span, [&household, maker] {
        household.cloud(maker).is_up = true;
        household.changed();
    });
    return span;
}
Result<Microseconds> cloud_down(const Doing& doing) {
    doing.household.cloud(doing.gaps.text(0)).is_up = false;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> cloud_up(const Doing& doing) {
    doing.household.cloud(doing.gaps.text(0)).is_up = true;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> publish(const Doing& doing) {
    Release& latest = doing.household.cloud(doing.gaps.text(0)).latest;
    latest = {.number = latest.number + 1, .starts = true};
    return kNow;
}
Result<Microseconds> publish_broken(const Doing& doing) {
    Release& latest = doing.household.cloud(doing.gaps.text(0)).latest;
    latest = {.number = latest.number + 1, .starts = false};
    return kNow;
}

// The app.

Result<Microseconds> answer(const Doing& doing, const AppAnswer& answered) {
    doing.household.tell("app", answered.words);
    return kNow;
}
Result<Microseconds> add(const Doing& doing) {
    return answer(doing, doing.household.add(*doing.device, doing.household.router().plan().login));
}
Result<Microseconds> add_with(const Doing& doing) {
    return answer(doing,
                  doing.household.add(*doing.device, {doing.gaps.text(1), doing.gaps.text(2)}));
}
Result<Microseconds> remove(const Doing& doing) {
    return answer(doing, doing.household.remove(*doing.device));
}
Result<Microseconds> others_remove(const Doing& doing) {
    return answer(doing, doing.household.remove(*doing.device, kOtherHome));
}
Result<Microseconds> others_add(const Doing& doing) {
    return answer(doing, doing.household.add(*doing.device, doing.household.router().plan().login,
                                             kOtherHome));
}
Result<Microseconds> watch(const Doing& doing) {
    return answer(doing, doing.household.watch(*doing.device));
}
Result<Microseconds> stop_watching(const Doing& doing) {
    doing.household.stop_watching(*doing.device);
    return kNow;
}
Result<Microseconds> toggle(const Doing& doing) {
    doing.household.toggle_bluetooth();
    return kNow;
}
Result<Microseconds> identify(const Doing& doing) {
    doing.device->tell(device::Event::IdentifyAsked);
    return kNow;
}
template <bool IsArmed>
Result<Microseconds> arm(const Doing& doing) {
    doing.household.set_armed(IsArmed);
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
    doing.household.weather().coldest = doing.gaps.number(0);
    doing.household.weather().warmest = doing.gaps.number(1);
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
    Form{"the person takes the cells out of {name} for {time}", take_cells_for},
    Form{"the person takes the cells out of {name}", take_cells},
    Form{"the person puts the cells back into {name}", give_back},
    Form{"the person gives {name} {word} cells that are {number} % used", put_cells},
    Form{"the person unplugs {name} for {time}", take_cells_for},
    Form{"the person unplugs {name}", take_cells},
    Form{"the person plugs {name} in", give_back},
    Form{"the person powers {name} from a {number} mA adapter over {number} m of gauge {number}",
         power_by_adapter},
    Form{"the power is cut for {time}", power_cut},
    Form{"the person holds the button of {name} for {time}", hold_with_pin},
    Form{"the person holds the button of {name} with a finger for {time}", hold_with_finger},
    Form{"the person presses the button of {name} down", press_down},
    Form{"the person lets go of the button of {name}", let_go},
    Form{"somebody rings at {name}", ring},
    Form{"the person moves {name} {number} m away from the router", move_away},
    Form{"the person hangs {name} in the sun without air", move_into_sun},
    Form{"the person gives {name} shade and air", give_shade},
    Form{"the person cleans the lens of {name}", clean},
    Form{"the person switches the router off for {time}", router_off_for},
    Form{"the person changes the Wi-Fi password to {text}", router_password},
    Form{"the person renames the Wi-Fi to {text}", router_name},
    Form{"the person sets the router to {word} security", router_security},
    Form{"the person switches 5 GHz off", router_setting<&RouterPlan::band5, false>},
    Form{"the person switches 5 GHz on", router_setting<&RouterPlan::band5, true>},
    Form{"the person switches 2.4 GHz off", router_setting<&RouterPlan::band24, false>},
    Form{"the person switches 2.4 GHz on", router_setting<&RouterPlan::band24, true>},
    Form{"the person switches Smart Connect on", router_setting<&RouterPlan::steers, true>},
    Form{"the person switches Smart Connect off", router_setting<&RouterPlan::steers, false>},
    Form{"the person moves the router to {number} {number}", move_router},
    Form{"the person puts an extender at {number} {number}", add_extender},
    Form{"the router has {number} addresses", router_addresses},
    Form{"a guest's laptop takes the address of {name}", squat},
    Form{"a microwave at {number} {number} runs for {time}", microwave},
    Form{"the neighbours fill {number} % of 2.4 GHz", neighbours},
    Form{"the internet line is down for {time}", line_part_for<&Line::is_up>},
    Form{"the internet line goes down", line_part<&Line::is_up, false>},
    Form{"the internet line comes back", line_part<&Line::is_up, true>},
    Form{"the name service is down for {time}", line_part_for<&Line::has_dns>},
    Form{"the provider blocks time servers", line_part<&Line::has_ntp, false>},
    Form{"the internet line uploads {number} Mbit a second", line_speed},
    Form{"the cloud of {name} is down for {time}", cloud_for},
    Form{"the cloud of {name} goes down", cloud_down},
    Form{"the cloud of {name} comes back", cloud_up},
    Form{"{name} publishes new firmware", publish},
    Form{"{name} publishes firmware that does not start", publish_broken},
    Form{"the person adds {name} in the app", add},
    Form{"the person adds {name} in the app with {text} and {text}", add_with},
    Form{"the person deletes {name} in the app", remove},
    Form{"the previous owner deletes {name} in their app", others_remove},
    Form{"another home adds {name} in its app", others_add},
    Form{"the person opens the live view of {name}", watch},
    Form{"the person closes the live view of {name}", stop_watching},
    Form{"the person switches the phone's Bluetooth off and on", toggle},
    Form{"the person asks {name} to show itself", identify},
    Form{"the person arms the home", arm<true>},
    Form{"the person disarms the home", arm<false>},
    Form{"somebody walks past {name} at {number} m", walk_past},
    Form{"a spider spins a web on {name}", spider},
    Form{"the weather is between {number} and {number} degrees", weather_between},
    Form{"the sun shines {number} %", sunshine},
    Form{"the firmware of {name} leaks {number} MB an hour", leak},
    Form{"the flash of {name} loses its firmware", lose_firmware},
    Form{"the button contact of {name} is worn", break_contact},
    Form{"the drive of {name} has {number} MB left", fill_drive},
    Form{"the person empties the drive of {name}", empty_drive},
    Form{"{time} pass", wait_for},
    Form{"{time} passes", wait_for},
};

constexpr auto kFormTexts = [] {
    std::array<std::string_view, kForms.size()> texts;
    std::ranges::transform(kForms, texts.begin(), &Form::form);
    return texts;
}();

/// The forms whose first gap names no device.
bool names_device(std::string_view form) {
    const std::size_t gap = form.find('{');
    return gap != std::string_view::npos && form.substr(gap).starts_with("{name}") &&
           form.find("cloud of") == std::string_view::npos &&
           form.find("publishes") == std::string_view::npos;
}

struct Found {
    const Form* form;
    Gaps gaps;
    Device* device;
};

Result<Found> find_deed(Household& household, std::string_view sentence) {
    const std::vector<std::string> words = words_in(sentence);
    for (const Form& form : kForms) {
        const auto gaps = fit(form.form, words);
        if (!gaps) {
            continue;
        }
        Device* device = names_device(form.form) ? household.find(gaps->text(0)) : nullptr;
        if (device == nullptr && names_device(form.form)) {
            return wrong(fmt::format("there is no \"{}\" in this household", gaps->text(0)));
        }
        return Found{&form, *gaps, device};
    }
    return wrong(fmt::format("nobody can do this: \"{}\"; the nearest known sentence is \"{}\"",
                             sentence, nearest_form(words, kFormTexts)));
}

}  // namespace

Result<Microseconds> do_deed(Household& household, std::string_view sentence) {
    PL_TRY(const Found found, find_deed(household, sentence));
    household.tell("", std::string(sentence));
    return found.form->take({household, found.gaps, found.device});
}

std::span<const std::string_view> deed_forms() {
    return kFormTexts;
}

Result<> check_deed(Household& household, std::string_view sentence) {
    PL_TRY(const Found found, find_deed(household, sentence));
    return {};
}

Result<> schedule_happenings(Household& household, std::string_view path) {
    for (const Happening& happening : household.plan().happenings) {
        if (const auto checked = check_deed(household, happening.what); !checked) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("{}:{}: {}", path, happening.line, checked.error().message()));
        }
        household.in(happening.at, [&household, what = happening.what] {
            const auto done = do_deed(household, what);
            if (!done) {
                household.tell("", done.error().message());
            }
        });
    }
    return {};
}

}  // namespace porchlight::sim
