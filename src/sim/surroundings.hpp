// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "sim/agenda.hpp"
#include "sim/internet.hpp"
#include "sim/router.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace porchlight::sim {

class Device;

/// What a device finds around itself: a household. Strand-bound.
class Surroundings {
  public:
    Surroundings() = default;
    Surroundings(const Surroundings&) = delete;
    Surroundings& operator=(const Surroundings&) = delete;
    Surroundings(Surroundings&&) = delete;
    Surroundings& operator=(Surroundings&&) = delete;
    virtual ~Surroundings() = default;

    virtual Agenda& agenda() = 0;
    /// There is power in the sockets.
    [[nodiscard]] virtual bool has_mains() const = 0;
    [[nodiscard]] virtual Celsius warmth_of(const Device& device) const = 0;
    [[nodiscard]] virtual bool is_dark() const = 0;

    virtual Admission join(const Device& device) = 0;
    [[nodiscard]] virtual bool keeps_wifi(const Device& device) const = 0;
    /// The network of the hub that it belongs to, if that hub is awake and near.
    [[nodiscard]] virtual std::optional<WifiLogin> login_of_hub(const Device& device) const = 0;
    /// Its hub, or what stands for it: its maker's cloud.
    [[nodiscard]] virtual bool hub_answers(const Device& device) const = 0;
    [[nodiscard]] virtual bool reaches_internet(const Device& device) const = 0;
    [[nodiscard]] virtual bool reaches_time(const Device& device) const = 0;

    [[nodiscard]] virtual Release newest_release(const Device& device) const = 0;
    virtual void keep_clip(const Device& device, Microseconds length) = 0;
    /// It has begun to record, or somebody rings.
    virtual void alert(const Device& device, std::string what) = 0;
    /// It is with its hub, and starts with a clean table: no live view is open.
    virtual void came_online(const Device& device) = 0;
    virtual void live_ended(const Device& device) = 0;

    virtual void tell_story(const Device& device, std::string what, std::string light) = 0;
    /// Others may see something else now: they look around again.
    virtual void changed() = 0;
};

}  // namespace porchlight::sim
