// SPDX-License-Identifier: Apache-2.0
#include "sim/deed_table.hpp"

#include <array>

namespace porchlight::sim {

namespace {

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
Result<Microseconds> install(const Doing& doing) {
    doing.device->install_update();
    return kNow;
}
template <bool IsArmed>
Result<Microseconds> arm(const Doing& doing) {
    doing.household.set_armed(IsArmed);
    return kNow;
}

constexpr std::array kForms{
    DeedForm{"the person adds {name} in the app", add},
    DeedForm{"the person adds {name} in the app with {text} and {text}", add_with},
    DeedForm{"the person deletes {name} in the app", remove},
    DeedForm{"the previous owner deletes {name} in their app", others_remove},
    DeedForm{"another home adds {name} in its app", others_add},
    DeedForm{"the person opens the live view of {name}", watch},
    DeedForm{"the person closes the live view of {name}", stop_watching},
    DeedForm{"the person switches the phone's Bluetooth off and on", toggle},
    DeedForm{"the person asks {name} to show itself", identify},
    DeedForm{"the person installs new firmware on {name}", install},
    DeedForm{"the person arms the home", arm<true>},
    DeedForm{"the person disarms the home", arm<false>},
};

}  // namespace

std::span<const DeedForm> app_deeds() {
    return kForms;
}

}  // namespace porchlight::sim
