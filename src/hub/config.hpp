// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "base/units.hpp"
#include "hub/probes/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub {

/// An address to listen on. Plain HTTP when it is a loopback address, TLS when it is any other.
struct ListenAddress {
    std::string address;  ///< Without brackets.
    std::uint16_t port = 0;
    friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// What hub.toml says. Everything has a sensible value without any file.
struct HubConfig {
    std::vector<ListenAddress> listen{{"127.0.0.1", 8420}};
    /// Names, beside this machine's own, by which browsers reach the hub.
    std::vector<std::string> names;
    /// Database, keys and certificates. Empty: `default_state_dir()`.
    std::string state_dir;
    /// Empty: "clips" in the state folder.
    std::string clips_dir;
    /// Folders whose videos may be played as cameras (file://). Only this file can name them.
    std::vector<std::string> video_folders;
    /// The web app's files. Empty: beside the program.
    std::string web_dir;
    /// Where Porchlight's own cameras connect, on each address of `listen`; 0: nowhere. Unset:
    /// 8430, and the hub goes on without it when that port is taken.
    std::optional<std::uint16_t> camera_port;
    /// UDP, for live video over WebRTC; 0: none. It goes on without it when the port is taken.
    std::uint16_t webrtc_port = 8421;
    /// Where browsers reach that port besides at this machine's own addresses: a VPN's, a relay's.
    std::vector<std::string> webrtc_addresses;
    /// What a new home keeps; later the app sets it.
    std::optional<int> keep_days;
    std::optional<Bytes> keep_below;
    log::Level log_level = log::Level::Info;
    /// [probes]: whom the doctor asks beyond the home, and whether it may.
    ReferenceHosts reference_hosts;
    ProbePlan::Beyond beyond = ProbePlan::Beyond::Asked;
};

/// Reads TOML. @param name Of the file, for the sentence.
/// @error InvalidArgument  "hub.toml, line 3: …": broken TOML, an unknown key (with the nearest
/// known one), or a value that is not allowed.
Result<HubConfig> parse_config(std::string_view text, std::string_view name);
/// @error NotFound   @error InvalidArgument  As parse_config.
Result<HubConfig> load_config(const std::string& path);

/// "127.0.0.1:8420" or "[::1]:8420". @error InvalidArgument
Result<ListenAddress> parse_listen(std::string_view text);
[[nodiscard]] bool is_loopback(const ListenAddress& listen);

/// $XDG_STATE_HOME/porchlight, else ~/.local/state/porchlight.
/// @error FailedPrecondition  Neither XDG_STATE_HOME nor HOME is set.
Result<std::string> default_state_dir();

}  // namespace porchlight::hub
