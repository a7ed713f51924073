// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/serial.hpp"
#include "device/binding.hpp"
#include "net/signature.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A device that has proven its key and its code (net/link/pairing.hpp), and the home that wants
/// it.
struct Claimant {
    Serial serial;
    std::string model;
    net::PublicKey key{};
    HomeId by;
    std::string name;  ///< What the home will call it; may be empty.
};

/// Whose device is whose: the table of device/binding.hpp over the store. Of any number of claims
/// at once, from any number of hubs on one store, one succeeds.
///
/// Who asks for a serial of another home is refused with the same words and, measured from the
/// question, after the same time, whoever has it and whatever else is going on. A device of another
/// home and one that never was look alike.
///
/// Thread-safe as the store is; `changed` is called on the caller's thread.
class Registry {
  public:
    /// How long every refusal takes.
    static constexpr std::chrono::milliseconds kRefusedAfter{150};

    /// Called after each change: the device as it was and as it is. Links of one that is another
    /// home's now have to end there.
    using Changed = std::function<void(const store::Device& before, const store::Device& after)>;

    /// Called after an alert for a home was kept; it may be another hub's home.
    using Told = std::function<void(const store::Alert&)>;

    /// All outlive this.
    Registry(
        store::Store& store, const Clock& clock, Changed changed, Told told = [](const auto&) {});

    /// @error AlreadyExists  device::kAlreadyRegistered.
    rt::Task<store::Device> claim(Claimant claimant);
    /// The claimant has the device in hand, and another home will not let it go. @error
    /// AlreadyExists
    rt::Task<store::Device> contest(Claimant claimant);

    // All of these: @error NotFound  device::kNotInThisHome.
    rt::Task<> remove(Serial serial, HomeId by);
    rt::Task<store::Device> offer(Serial serial, HomeId by, HomeId to);
    rt::Task<store::Device> withdraw(Serial serial, HomeId by);
    /// Takes what another home offers.
    rt::Task<store::Device> accept(Serial serial, HomeId by);
    /// Says no to a contest.
    rt::Task<store::Device> keep(Serial serial, HomeId by);
    rt::Task<store::Device> rename(Serial serial, HomeId by, std::string name);

    /// One that the home owns.
    rt::Task<store::Device> owned(Serial serial, HomeId home);
    /// Those that the home owns or is offered.
    rt::Task<std::vector<store::Device>> devices(HomeId home);

    /// Releases devices whose owner was silent for the whole contest. To be called now and then.
    rt::Task<> end_contests();

  private:
    rt::Task<store::Device> apply(Serial serial, device::BindingRequest request,
                                  std::optional<Claimant> claimant);
    rt::Task<store::Device> try_once(Serial serial, device::BindingRequest request,
                                     std::optional<Claimant> claimant);
    rt::Task<> tell(store::Device before, device::BindingRequest request,
                    device::BindingAction action);
    rt::Task<> tell_home(HomeId home, UtcTime at, std::string sentence);
    [[nodiscard]] device::BindingRequest request(device::BindingEvent event, HomeId by,
                                                 HomeId to = {}) const;

    store::Store* store_;
    const Clock* clock_;
    Changed changed_;
    Told told_;
    Random random_;
};

}  // namespace porchlight::hub
