// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::hub {

/// The camera that is asked, and what the hub remembers of it.
struct ProbedCamera {
    Secret url;  ///< rtsp:// or rtsps:// with its login; empty: only its address is asked.
    /// Its address in the home network; empty: the host of `url`.
    std::string address;
    std::uint16_t onvif_port = 80;
    /// Of its network card, when it last worked, as "aa:bb:cc:dd:ee:ff"; empty: never seen.
    std::string mac;
    /// Width and height that it sent when it last worked.
    std::optional<std::pair<int, int>> size;
};

/// A well-known place on the internet, asked whether the way there is open.
struct ReferenceHost {
    std::string name;  ///< Looked up through the home's name server.
    /// Where it is, IPv4 and IPv6: what its name must lead to, and where it is asked by address.
    std::vector<std::string> addresses;
    std::uint16_t port = 443;
};

/// Whom the probes ask beyond the home. Public services that answer anybody; they are told nothing
/// but that somebody asks. `docs/guide/probes.md` lists them for owners.
struct ReferenceHosts {
    std::vector<ReferenceHost> internet{
        {"one.one.one.one",
         {"1.1.1.1", "1.0.0.1", "2606:4700:4700::1111", "2606:4700:4700::1001"},
         443},
        {"dns.google",
         {"8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"},
         443}};
    /// A name server beside the home's own, asked only when that one fails or seems to lie.
    std::vector<std::string> second_resolver{"9.9.9.9", "2620:fe::fe"};
    std::vector<std::string> time_servers{"0.debian.pool.ntp.org", "1.debian.pool.ntp.org"};
    /// A page of plain HTTP whose text is known: what comes instead is somebody's login page.
    /// Empty: not asked. The host and text of Debian's NetworkManager.
    std::string page_host = "network-test.debian.org";
    std::string page_path = "/nm";
    std::string page_text = "NetworkManager is online";
};

/// What `run_probes` does.
struct ProbePlan {
    std::optional<ProbedCamera> camera;
    /// The maker's server, as a name; asked only if its owner said so. Empty: not asked.
    std::string maker_host;
    std::uint16_t maker_port = 443;
    ReferenceHosts references;
    /// Whether hosts beyond the home are asked at all.
    enum class Beyond : std::uint8_t { Asked, LeftAlone };
    Beyond beyond = Beyond::Asked;
    /// In place of what the kernel and /etc/resolv.conf say, for tests.
    std::string gateway;
    std::vector<std::string> name_servers;
    std::uint16_t dns_port = 53;
    std::uint16_t ntp_port = 123;
    /// Where clips are kept; empty: not looked at.
    std::string storage_dir;
    /// All probes together take no longer; what has no answer by then has none.
    std::chrono::milliseconds deadline{8000};
};

}  // namespace porchlight::hub
