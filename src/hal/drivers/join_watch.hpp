// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/wpa_reply.hpp"
#include "hal/radio.hpp"

#include <optional>

namespace porchlight::hal {

/// Tells from wpa_supplicant's events how an attempt to join ends.
///
/// | event                                        | means                                         |
/// |----------------------------------------------|-----------------------------------------------|
/// | CONNECTED                                    | Joined                                        |
/// | SSID-TEMP-DISABLED reason=WRONG_KEY          | WrongPassword (WPA, WPA2)                     |
/// | AUTH-REJECT status_code=15 (challenge fails) | WrongPassword (WPA3)                          |
/// | other AUTH-REJECT, ASSOC-REJECT              | Refused, the second time                      |
/// | NETWORK-NOT-FOUND                            | NotFound, the second time: one scan may miss  |
/// | none of these in time                        | what was seen once, else TimedOut             |
class JoinWatch {
  public:
    /// The outcome, once it is certain.
    std::optional<JoinOutcome> on_event(const WpaEvent& event);
    /// The outcome when the time is over.
    [[nodiscard]] JoinOutcome at_deadline() const;

  private:
    int refusals_ = 0;
    int misses_ = 0;
};

}  // namespace porchlight::hal
