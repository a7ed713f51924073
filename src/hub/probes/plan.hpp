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

/// A name of the internet that has led to the same addresses for years.
struct ReferenceName {
    std::string name;
    std::vector<std::string> addresses;  ///< IPv4 and IPv6; empty: any answer is right.
};
/// A place on the internet that is asked by its address.
struct ReferencePlace {
    std::vector<std::string> addresses;  ///< IPv4 and IPv6; one that answers is enough.
    std::uint16_t port = 443;            ///< Of TLS.
};

/// Whom the probes ask beyond the home: public services that answer anybody. They are told nothing
/// but that somebody asks; docs/guide/probes.md lists them for owners.
struct ReferenceHosts {
    /// Root name servers. @source IANA, list of root servers
    std::vector<ReferenceName> names{{"a.root-servers.net", {"198.41.0.4", "2001:503:ba3e::2:30"}},
                                     {"k.root-servers.net", {"193.0.14.129", "2001:7fd::1"}}};
    /// Public name servers of two operators, which speak TLS too.
    std::vector<ReferencePlace> places{{{"1.1.1.1", "2606:4700:4700::1111"}, 443},
                                       {{"9.9.9.9", "2620:fe::fe"}, 443}};
    /// A name server beside the home's own; asked only when that one fails or seems to lie.
    std::vector<std::string> second_resolver{"9.9.9.9", "2620:fe::fe"};
    std::vector<std::string> time_servers{"0.debian.pool.ntp.org", "1.debian.pool.ntp.org"};
    /// A page of plain HTTP whose text is known: what comes instead is somebody's login page.
    /// Empty: not asked. @source Debian's package network-manager-config-connectivity-debian
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
    /// Whether everybody in the home is asked who gives out addresses.
    enum class Givers : std::uint8_t { Asked, LeftAlone };
    Givers givers = Givers::Asked;
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
