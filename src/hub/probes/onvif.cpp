// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/onvif.hpp"

#include "base/random.hpp"
#include "hub/probes/datagram.hpp"
#include "net/http/fetch.hpp"
#include "rt/deadline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <utility>

namespace porchlight::hub::probing {
namespace {

constexpr std::uint16_t kSearchPort = 3702;
constexpr std::string_view kSearchGroup = "239.255.255.250";
constexpr std::chrono::milliseconds kSearchTime(2000);
constexpr std::string_view kAskTime =
    R"(<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>)";

/// Cameras choose their own prefixes: "tt:Year" is found by "Year".
bool is_called(const pugi::xml_node& node, std::string_view name) {
    const std::string_view full = node.name();
    const auto colon = full.rfind(':');
    return full.substr(colon == std::string_view::npos ? 0 : colon + 1) == name;
}

pugi::xml_node find(const pugi::xml_node& in, std::string_view name) {
    return in.find_node([name](const pugi::xml_node& node) { return is_called(node, name); });
}

std::optional<int> number(const pugi::xml_node& in, std::string_view name) {
    const pugi::xml_node node = find(in, name);
    return node ? std::optional(node.text().as_int(-1)) : std::nullopt;
}

std::string search_text(std::uint64_t random) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>uuid:{:08x}-0000-4000-8000-{:012x}</w:MessageID><w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>)",
        random >> 32U, random & 0xFFFFFFFFFFFFU);
}

bool has_answer(const Result<std::vector<Reply>>& replies, std::string_view from) {
    return replies && std::ranges::any_of(*replies, [&](const Reply& reply) {
               return reply.from == from && reply.bytes.find("ProbeMatch") != std::string::npos;
           });
}

}  // namespace

Result<UtcTime> parse_camera_time(std::string_view xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) {
        return Error(ErrorCode::Corrupt, "the camera's answer is no XML");
    }
    const pugi::xml_node utc = find(document, "UTCDateTime");
    const auto year = number(utc, "Year");
    const auto month = number(utc, "Month");
    const auto day = number(utc, "Day");
    const auto hour = number(utc, "Hour");
    const auto minute = number(utc, "Minute");
    const auto second = number(utc, "Second");
    if (!year || !month || !day || !hour || !minute || !second) {
        return Error(ErrorCode::Corrupt, "the camera does not tell its time");
    }
    return from_rfc3339(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", *year, *month, *day,
                                    *hour, *minute, *second));
}

rt::Task<UtcTime> camera_time(std::string address, std::uint16_t port) {
    net::http::Errand errand;
    errand.address = std::move(address);
    errand.port = port;
    errand.path = "/onvif/device_service";
    errand.type = "application/soap+xml; charset=utf-8";
    errand.body = kAskTime;
    auto asking = net::http::fetch(std::move(errand));
    PL_CO_TRY(const net::http::Page page, co_await std::move(asking));
    co_return parse_camera_time(page.body);
}

rt::Task<Search> search_for(std::string address) {
    const std::string text = search_text(Random().next());
    std::vector<Letter> everybody{{std::string(kSearchGroup), kSearchPort, text}};
    auto searching = ask_all(std::move(everybody), kSearchTime);
    const auto found = co_await std::move(searching);
    if (!found) {
        co_return found.error();
    }
    if (has_answer(found, address)) {
        co_return Search::Answers;
    }
    std::vector<Letter> it{{address, kSearchPort, text}};
    auto asking = ask_all(std::move(it), kSearchTime);
    const auto answered = co_await std::move(asking);
    co_return has_answer(answered, address) ? Search::OnlyDirect : Search::Silent;
}

}  // namespace porchlight::hub::probing
