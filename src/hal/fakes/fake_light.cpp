// SPDX-License-Identifier: Apache-2.0
#include "hal/fakes/fake_light.hpp"

#include "hal/lit_colours.hpp"

namespace porchlight::hal {

Result<> FakeLight::show(light::ColourSet lit) {
    PL_TRY_VOID(check_lit(lit, colours_));
    if (!plugged_) {
        return Error(ErrorCode::NotFound, "the light was unplugged");
    }
    if (lit == lit_) {
        return {};
    }
    lit_ = lit;
    history_.push_back({lit, clock_.monotonic_now()});
    if (history_.size() > kMostRemembered) {
        history_.pop_front();
    }
    return {};
}

void FakeLight::unplug() {
    plugged_ = false;
    lit_ = {};
}

}  // namespace porchlight::hal
