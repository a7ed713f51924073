// SPDX-License-Identifier: Apache-2.0
#include "household/living.hpp"

#include "sim/deeds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace porchlight::household {

LivingHousehold::LivingHousehold(std::unique_ptr<sim::Household> household, const Clock& clock,
                                 double speed)
    : household_(std::move(household)),
      clock_(clock),
      speed_(std::clamp(speed, Pace::kSlowest, Pace::kFastest)),
      pace_(speed_, clock.monotonic_now()) {}

bool LivingHousehold::is_pressed() const {
    return std::ranges::any_of(household_->devices(), [](const auto& device) {
        return device->button_held().has_value();
    });
}

void LivingHousehold::set_speed(double speed) {
    catch_up();
    speed_ = std::clamp(speed, Pace::kSlowest, Pace::kFastest);
    settle();
}

void LivingHousehold::settle() {
    household_->advance(Microseconds(0));
    const double wanted = is_pressed() ? std::min(1.0, speed_) : speed_;
    if (wanted != pace_.speed()) {
        pace_.set_speed(wanted, clock_.monotonic_now());
    }
    if (listener_) {
        listener_();
    }
}

void LivingHousehold::let_go_of_the_forgotten(MonotonicTime now) {
    std::erase_if(presses_, [&](const auto& press) {
        const bool is_forgotten = now - press.second >= kLongestPress;
        if (is_forgotten) {
            press.first->release();
        }
        return is_forgotten;
    });
}

void LivingHousehold::catch_up() {
    const MonotonicTime now = clock_.monotonic_now();
    household_->advance(std::max(Microseconds(0), pace_.at(now) - household_->now()));
    let_go_of_the_forgotten(now);
    settle();
}

Result<> LivingHousehold::take(std::string_view deed) {
    catch_up();
    const auto taken = sim::do_deed(*household_, deed);
    settle();
    return taken ? Result<>() : Result<>(taken.error());
}

Result<sim::Device*> LivingHousehold::find(std::string_view device) {
    if (sim::Device* found = household_->find(device)) {
        return found;
    }
    std::vector<std::string_view> names;
    std::ranges::transform(household_->devices(), std::back_inserter(names),
                           [](const auto& known) { return std::string_view(known->name()); });
    return Error(ErrorCode::NotFound,
                 fmt::format("There is no \"{}\" in this household; there is {}.", device,
                             fmt::join(names, ", ")));
}

Result<> LivingHousehold::set_button(std::string_view device, bool is_down) {
    PL_TRY(sim::Device* const found, find(device));
    catch_up();
    const auto held = found->button_held();
    if (is_down && !held) {
        found->press();
        presses_[found] = clock_.monotonic_now();
        household_->tell("person", fmt::format("presses the button of \"{}\"", device));
    } else if (!is_down && held) {
        household_->tell("person", fmt::format("lets go of the button of \"{}\" after {:.1f} s",
                                               device, static_cast<double>(held->count()) / 1e6));
        presses_.erase(found);
        found->release();
    }
    settle();
    return {};
}

rt::Task<> LivingHousehold::live(LivingHousehold* self) {
    for (;;) {
        self->catch_up();
        PL_CO_TRY_VOID(co_await rt::sleep_for(kStep));
    }
}

}  // namespace porchlight::household
