// SPDX-License-Identifier: Apache-2.0
#include "camera/report_file.hpp"

#include "base/base64.hpp"
#include "net/ascii.hpp"
#include "net/signature.hpp"

#include <utility>
#include <variant>

namespace porchlight::camera {

namespace {

constexpr std::string_view kHead = "porchlight reports 1 ";

std::string digest_of(std::string_view body) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(body.data());
    return to_hex(net::sha256({bytes, body.size()}));
}

}  // namespace

std::string to_text(const std::deque<device::EventReport>& reports) {
    std::string body;
    for (const device::EventReport& report : reports) {
        body += device::to_json(device::LinkMessage(report)) + "\n";
    }
    return std::string(kHead) + digest_of(body) + "\n" + body;
}

std::vector<device::EventReport> parse_reports(std::string_view text) {
    std::vector<device::EventReport> reports;
    const std::string_view line = net::take_until(text, '\n');
    if (!line.starts_with(kHead) || line.substr(kHead.size()) != digest_of(text)) {
        return reports;
    }
    while (!text.empty()) {
        auto message = device::link_message_from_json(net::take_until(text, '\n'));
        auto* report = message ? std::get_if<device::EventReport>(&*message) : nullptr;
        if (report == nullptr) {
            continue;  // of another version of this program
        }
        if (!report->end) {
            report->end = report->start;
        }
        reports.push_back(std::move(*report));
    }
    return reports;
}

}  // namespace porchlight::camera
