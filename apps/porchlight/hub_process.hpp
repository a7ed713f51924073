// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "hub/config.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::app {

/// What the person who started the hub should know.
struct Started {
    std::vector<std::string> addresses;  ///< "http://127.0.0.1:8420"
    std::optional<Secret> setup_token;   ///< While there is no owner.
    std::string fingerprint;             ///< Of the hub's authority; empty without TLS.
};

/// The hub's parts, made and joined: store, cameras, accounts, API and server. Used from main().
class HubProcess {
  public:
    /// @param config With every folder filled in.
    explicit HubProcess(hub::HubConfig config);
    ~HubProcess();
    HubProcess(const HubProcess&) = delete;
    HubProcess& operator=(const HubProcess&) = delete;
    HubProcess(HubProcess&&) = delete;
    HubProcess& operator=(HubProcess&&) = delete;

    /// @error With the sentence for the person; `stop` is still to be called.
    Result<Started> start();
    /// Ends what was started, in the opposite order. Open clips are finished.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace porchlight::app
