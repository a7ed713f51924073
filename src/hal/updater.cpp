// SPDX-License-Identifier: Apache-2.0
#include "hal/updater.hpp"

namespace porchlight::hal {

std::string_view to_string(Slot slot) {
    return slot == Slot::A ? "a" : "b";
}

BootChoice choose_slot(SlotState state) {
    if (state.tries_left <= 0) {
        return {state.active, {state.active, 0}};
    }
    return {other(state.active), {state.active, state.tries_left - 1}};
}

}  // namespace porchlight::hal
