// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/dns.hpp"

#include "base/fd.hpp"
#include "base/random.hpp"
#include "hub/probes/datagram.hpp"

#include <boost/asio/ip/address.hpp>

#include <arpa/nameser.h>
#include <array>
#include <cstring>
#include <resolv.h>
#include <sstream>
#include <utility>

namespace porchlight::hub::probing {
namespace {

constexpr int kTries = 3;
constexpr std::chrono::milliseconds kPatience(900);
constexpr std::size_t kHeader = 12;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <typename Address>
std::string address_from(const unsigned char* data) {
    typename Address::bytes_type bytes{};
    std::memcpy(bytes.data(), data, bytes.size());
    return Address(bytes).to_string();
}

/// Names in the answer may be aliases of each other: every address in it counts.
std::string address_in(const ns_rr& record) {
    if (ns_rr_type(record) == ns_t_a && ns_rr_rdlen(record) == NS_INADDRSZ) {
        return address_from<boost::asio::ip::address_v4>(ns_rr_rdata(record));
    }
    if (ns_rr_type(record) == ns_t_aaaa && ns_rr_rdlen(record) == NS_IN6ADDRSZ) {
        return address_from<boost::asio::ip::address_v6>(ns_rr_rdata(record));
    }
    return {};
}

}  // namespace

Result<std::string> dns_question(std::string_view name, RecordType type, std::uint16_t id) {
    std::array<unsigned char, NS_MAXCDNAME> packed{};
    const int size =
        ns_name_compress(std::string(name).c_str(), packed.data(), packed.size(), nullptr, nullptr);
    if (size < 0 || name.empty()) {
        return Error(ErrorCode::InvalidArgument, "no name that could be looked up");
    }
    std::string question(kHeader, '\0');
    question[0] = static_cast<char>(id >> 8U);
    question[1] = static_cast<char>(id & 0xFFU);
    question[2] = 1;  // recursion desired
    question[5] = 1;  // one question
    question.append(reinterpret_cast<const char*>(packed.data()), static_cast<std::size_t>(size));
    const auto kind = static_cast<std::uint16_t>(type);
    question += {static_cast<char>(kind >> 8U), static_cast<char>(kind & 0xFFU), 0, 1};
    return question;
}

Result<DnsAnswer> parse_dns_answer(std::string_view bytes, std::uint16_t id) {
    ns_msg message{};
    if (ns_initparse(bytes_of(bytes), static_cast<int>(bytes.size()), &message) != 0 ||
        ns_msg_id(message) != id || ns_msg_getflag(message, ns_f_qr) != 1) {
        return Error(ErrorCode::Corrupt, "no answer to this question");
    }
    DnsAnswer answer;
    answer.code = ns_msg_getflag(message, ns_f_rcode);
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
        ns_rr record{};
        if (ns_parserr(&message, ns_s_an, i, &record) != 0) {
            return Error(ErrorCode::Corrupt, "a broken answer");
        }
        if (std::string address = address_in(record); !address.empty()) {
            answer.addresses.push_back(std::move(address));
        }
    }
    return answer;
}

rt::Task<DnsAnswer> look_up(NameServer server, std::string name, RecordType type) {
    const auto id = static_cast<std::uint16_t>(Random().next());
    PL_CO_TRY(std::string question, dns_question(name, type, id));
    auto asking = ask({server.address, server.port, std::move(question)}, kTries, kPatience);
    PL_CO_TRY(const std::string bytes, co_await std::move(asking));
    co_return parse_dns_answer(bytes, id);
}

std::vector<std::string> name_servers_of_this_machine() {
    std::vector<std::string> servers;
    const auto text = read_file("/etc/resolv.conf", 64U << 10U);
    std::istringstream lines(text ? *text : "");
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string key;
        std::string address;
        if (words >> key >> address && key == "nameserver") {
            servers.push_back(address);
        }
    }
    return servers;
}

}  // namespace porchlight::hub::probing
