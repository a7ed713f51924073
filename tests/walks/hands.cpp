// SPDX-License-Identifier: Apache-2.0
#include "walks/hands.hpp"

#include "sim/deeds.hpp"
#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <variant>

namespace porchlight::walks {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Does one sentence after the other, and keeps the first that cannot be done.
class Hands {
  public:
    Hands(sim::Household& household, sim::Device& device)
        : household_(household), device_(device) {}

    sim::Household& household() { return household_; }
    sim::Device& device() { return device_; }
    /// Its hub; the device itself if it is one or has none.
    sim::Device& hub() {
        sim::Device* hub = household_.hub_of(device_);
        return hub == nullptr ? device_ : *hub;
    }
    /// The one that is given a Wi-Fi: cameras of a hub take theirs from it.
    sim::Device& joiner() { return device_.behaviour().takes_hub_wifi ? hub() : device_; }

    template <typename... Values>
    void say(fmt::format_string<Values...> form, Values&&... values) {
        const std::string sentence = fmt::format(form, std::forward<Values>(values)...);
        const auto takes = sim::do_deed(household_, sentence);
        if (!takes) {
            error_ = error_ ? error_ : std::optional(takes.error());
            return;
        }
        done_.push_back(sentence);
        household_.advance(*takes);
    }

    Result<std::vector<std::string>> done() && {
        return error_ ? Result<std::vector<std::string>>(*error_) : std::move(done_);
    }

  private:
    sim::Household& household_;
    sim::Device& device_;
    std::vector<std::string> done_;
    std::optional<Error> error_;
};

bool has_cells(const sim::Device& device) {
    return std::holds_alternative<sim::Pack>(device.plan().supply);
}

void off_and_on(Hands& hands, sim::Device& device) {
    const int wait = device.behaviour().kind == device::Kind::Hub ? 20 : 30;
    if (has_cells(device)) {
        hands.say("the person takes the cells out of \"{}\" for {} s", device.name(), wait);
    } else {
        hands.say("the person unplugs \"{}\" for {} s", device.name(), wait);
    }
    hands.say("1 min passes");
}

/// In its app, with the Wi-Fi as it is now; once more if the phone has found nothing.
void add(Hands& hands, sim::Device& device) {
    if (device.behaviour().takes_hub_wifi && !hands.household().is_online(hands.hub())) {
        return;
    }
    hands.say("the person adds \"{}\" in the app", device.name());
    if (hands.household().story().back().what.find("the phone does not find") !=
        std::string::npos) {
        hands.say("the person switches the phone's Bluetooth off and on");
        hands.say("the person adds \"{}\" in the app", device.name());
    }
    hands.say("1 min passes");
}

void hold_until_armed(Hands& hands, sim::Device& device) {
    constexpr seconds kToBeSure(3);
    const auto hold = device.behaviour().grammar.armed_from + kToBeSure;
    hands.say("the person holds the button of \"{}\" for {}", device.name(), sim::time_text(hold));
    hands.say("30 s pass");
}

void erase_and_add(Hands& hands, sim::Device& device) {
    hold_until_armed(hands, device);
    add(hands, device);
}

/// If it listens; a camera that lost its Wi-Fi does, and one in its box.
void join_again(Hands& hands, sim::Device& device) {
    if (!device.is_pairing()) {
        hold_until_armed(hands, device);
    }
    add(hands, device);
}

template <typename Holds>
void wait_until(Hands& hands, Microseconds most, Holds holds) {
    const Microseconds end = hands.household().now() + most;
    while (!holds() && hands.household().now() < end) {
        hands.say("10 min pass");
    }
    hands.say("3 min pass");
}

void restart_router(Hands& hands) {
    hands.say("the person switches the router off for 30 s");
    hands.say("5 min pass");
}

struct Way {
    std::string_view step;
    void (*take)(Hands& hands);
};

// At the camera.
constexpr std::array kAtTheCamera{
    Way{"restart_camera", [](Hands& hands) { off_and_on(hands, hands.device()); }},
    Way{"cold_boot_with_the_button",
        [](Hands& hands) {
            const std::string& name = hands.device().name();
            if (has_cells(hands.device())) {
                hands.say("the person takes the cells out of \"{}\"", name);
            } else {
                hands.say("the person unplugs \"{}\"", name);
            }
            hands.say("the person presses the button of \"{}\" down", name);
            hands.say("10 s pass");
            if (has_cells(hands.device())) {
                hands.say("the person puts the cells back into \"{}\"", name);
            } else {
                hands.say("the person plugs \"{}\" in", name);
            }
            hands.say("5 s pass");
            hands.say("the person lets go of the button of \"{}\"", name);
            hands.say("1 min passes");
        }},
    Way{"new_lithium_cells",
        [](Hands& hands) {
            hands.say("the person gives \"{}\" lithium cells that are 0 % used",
                      hands.device().name());
            hands.say("1 min passes");
            if (hands.device().is_in({device::Stage::Pairing})) {
                add(hands, hands.device());  // the reset that had stopped half-way
            }
        }},
    Way{"factory_reset", [](Hands& hands) { erase_and_add(hands, hands.device()); }},
    Way{"hold_button_long", [](Hands& hands) { erase_and_add(hands, hands.device()); }},
    Way{"free_button", [](Hands& hands) { erase_and_add(hands, hands.device()); }},
    Way{"join_again", [](Hands& hands) { join_again(hands, hands.joiner()); }},
    Way{"finish_setup", [](Hands& hands) { join_again(hands, hands.device()); }},
    Way{"closer_to_router",
        [](Hands& hands) {
            hands.say("the person moves \"{}\" 8 m away from the router", hands.device().name());
        }},
    Way{"cool_place",
        [](Hands& hands) {
            hands.say("the person gives \"{}\" shade and air", hands.device().name());
            hands.say("30 min pass");
        }},
    Way{"clean_lens",
        [](Hands& hands) {
            hands.say("the person cleans the lens of \"{}\"", hands.device().name());
        }},
    Way{"remove_web",
        [](Hands& hands) {
            hands.say("the person cleans the lens of \"{}\"", hands.device().name());
        }},
    Way{"own_adapter",
        [](Hands& hands) {
            hands.say("the person powers \"{}\" from a 1000 mA adapter over 2 m of gauge 24",
                      hands.device().name());
            hands.say("1 min passes");
        }},
    Way{"shorter_cable",
        [](Hands& hands) {
            const auto* now = std::get_if<sim::Adapter>(&hands.device().plan().supply);
            hands.say("the person powers \"{}\" from a {} mA adapter over 1.5 m of gauge 22",
                      hands.device().name(), now == nullptr ? 1000 : now->rated_milliamps);
            hands.say("1 min passes");
        }},
    Way{"plug_in",
        [](Hands& hands) {
            if (!hands.device().is_connected()) {
                hands.say("the person plugs \"{}\" in", hands.device().name());
            }
            hands.say("1 min passes");
        }},
    Way{"update_the_firmware",
        [](Hands& hands) {
            if (hands.device().is_in({device::Stage::Hung})) {
                hands.say("the person unplugs \"{}\" for 30 s", hands.device().name());
                hands.say("1 min pass");
            }
            hands.say("the person installs new firmware on \"{}\"", hands.device().name());
            hands.say("10 min pass");
        }},
    Way{"ask_for_replacement",
        [](Hands& hands) {
            hands.say("the maker replaces \"{}\"", hands.device().name());
            hands.say("30 s pass");
            add(hands, hands.device());
        }},
    Way{"former_owner_deletes_it",
        [](Hands& hands) {
            hands.say("the previous owner deletes \"{}\" in their app", hands.device().name());
            join_again(hands, hands.device());
        }},
    Way{"arm_system", [](Hands& hands) { hands.say("the person arms the home"); }},
};

// At the hub.
constexpr std::array kAtTheHub{
    Way{"restart_hub",
        [](Hands& hands) {
            off_and_on(hands, hands.hub());
            hands.say("3 min pass");
        }},
    Way{"hub_to_wifi",
        [](Hands& hands) {
            erase_and_add(hands, hands.hub());
            hands.say("3 min pass");
        }},
    Way{"reset_hub",
        [](Hands& hands) {
            erase_and_add(hands, hands.hub());
            hands.say("3 min pass");
        }},
    Way{"plug_in_hub",
        [](Hands& hands) {
            if (!hands.hub().is_connected()) {
                hands.say("the person plugs \"{}\" in", hands.hub().name());
            }
            hands.say("3 min pass");
        }},
    Way{"make_room_on_hub",
        [](Hands& hands) {
            hands.say("the person empties the drive of \"{}\"", hands.hub().name());
        }},
};

// At the router.
constexpr std::array kAtTheRouter{
    Way{"restart_router", restart_router},
    Way{"reserve_address", restart_router},
    Way{"automatic_names", restart_router},
    Way{"add_extender",
        [](Hands& hands) {
            const sim::Position a = hands.household().router().plan().at;
            const sim::Position b = hands.device().plan().at;
            hands.say("the person puts an extender at {} {}", (a.x + b.x) / 2, (a.y + b.y) / 2);
        }},
    Way{"turn_on_24",
        [](Hands& hands) {
            hands.say("the person switches 2.4 GHz on");
            join_again(hands, hands.joiner());
        }},
    Way{"pause_5ghz",
        [](Hands& hands) {
            hands.say("the person switches 5 GHz off");
            hands.say("2 min pass");
            if (!hands.household().is_online(hands.joiner())) {
                join_again(hands, hands.joiner());
            }
            hands.say("the person switches 5 GHz on");
        }},
    Way{"own_24_wifi",
        [](Hands& hands) {
            hands.say("the person switches Smart Connect off");
            hands.say("1 min passes");
            if (!hands.household().is_online(hands.joiner())) {
                join_again(hands, hands.joiner());
            }
        }},
    Way{"wpa2_for_cameras",
        [](Hands& hands) { hands.say("the person sets the router to wpa2 security"); }},
    Way{"fix_channel",
        [](Hands& hands) {
            hands.say("the person puts the router on channel {}",
                      hands.household().air().quietest_channel());
        }},
    Way{"more_addresses", [](Hands& hands) { hands.say("the router has 200 addresses"); }},
    Way{"replace_router", restart_router},
};

// Waits. Nothing else is done.
constexpr std::array kWaits{
    Way{"wait_for_line",
        [](Hands& hands) {
            wait_until(hands, hours(24), [&] { return hands.household().line().reaches_world(); });
        }},
    Way{"call_provider",
        [](Hands& hands) {
            wait_until(hands, hours(24), [&] { return hands.household().line().reaches_world(); });
        }},
    Way{"wait_for_the_maker",
        [](Hands& hands) {
            wait_until(hands, hours(24),
                       [&] { return hands.household().cloud(hands.device().model().maker).is_up; });
        }},
    Way{"wait_for_the_update", [](Hands& hands) { hands.say("10 min pass"); }},
    Way{"wait_for_hub", [](Hands& hands) { hands.say("6 min pass"); }},
    Way{"wait_until_cool", [](Hands& hands) { hands.say("2 h pass"); }},
    Way{"wait_until_warm", [](Hands& hands) { hands.say("6 h pass"); }},
};

const Way* way_of(std::string_view step) {
    for (const std::span<const Way> ways :
         {std::span<const Way>(kAtTheCamera), std::span<const Way>(kAtTheHub),
          std::span<const Way>(kAtTheRouter), std::span<const Way>(kWaits)}) {
        const auto found = std::ranges::find(ways, step, &Way::step);
        if (found != ways.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace

Result<std::vector<std::string>> take_step(sim::Household& household, std::string_view device,
                                           std::string_view step) {
    sim::Device* found = household.find(device);
    if (found == nullptr) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("there is no \"{}\" in this household", device));
    }
    Hands hands(household, *found);
    if (const Way* way = way_of(step)) {
        way->take(hands);
    } else {
        hands.say("10 min pass");
    }
    return std::move(hands).done();
}

}  // namespace porchlight::walks
