// SPDX-License-Identifier: Apache-2.0
#include "sim/internet.hpp"

#include <chrono>

namespace porchlight::sim {

bool Cloud::ask(Microseconds now) {
    while (!asked.empty() && asked.front() + std::chrono::minutes(1) <= now) {
        asked.pop_front();
    }
    asked.push_back(now);  // those that are refused count, too: impatience makes it worse
    return is_up && static_cast<int>(asked.size()) <= asks_per_minute;
}

device::BindingAnswer Registry::ask(std::string_view serial,
                                    const device::BindingRequest& request) {
    device::Binding& binding = bindings_[std::string(serial)];
    const device::BindingChange changed = device::change(binding, request);
    binding = changed.binding;
    return changed.answer;
}

HomeId Registry::owner_of(std::string_view serial) const {
    const auto found = bindings_.find(serial);
    return found == bindings_.end() ? HomeId() : found->second.owner;
}

}  // namespace porchlight::sim
