// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// One question to one name server, not to the resolver of this machine: whom one asks is the
/// point.
namespace porchlight::hub::probing {

enum class RecordType : std::uint8_t { A = 1, Aaaa = 28 };

struct DnsAnswer {
    int code = 0;  ///< 0 no error, 2 server failure, 3 no such name. @source RFC 1035 section 4.1.1
    std::vector<std::string> addresses;
};

/// A question as it goes over the wire. @param name At most 253 letters. @error InvalidArgument
Result<std::string> dns_question(std::string_view name, RecordType type, std::uint16_t id);
/// @error Corrupt  Not a DNS answer, or not to that question.
Result<DnsAnswer> parse_dns_answer(std::string_view bytes, std::uint16_t id);

struct NameServer {
    std::string address;
    std::uint16_t port = 53;
};
/// @error TimedOut, Unavailable, Corrupt, Cancelled, InvalidArgument
rt::Task<DnsAnswer> look_up(NameServer server, std::string name, RecordType type);

/// "nameserver" lines of /etc/resolv.conf; empty when it cannot be read.
[[nodiscard]] std::vector<std::string> name_servers_of_this_machine();

}  // namespace porchlight::hub::probing
