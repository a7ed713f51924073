// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_reply.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace porchlight::hal {
namespace {

constexpr int kWeakest = -120;  // dBm; weaker, or above 0, is no measurement
constexpr int kHighestFrequency = 100'000;

// What stands before `end`; takes it and `end` off the front.
std::string_view take_until(std::string_view& rest, char end) {
    const std::size_t at = rest.find(end);
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return taken;
}

// A number at the front: "20 MHz" is 20.
std::optional<int> leading_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end != text.data() ? std::optional(number) : std::nullopt;
}

std::optional<Dbm> to_rssi(std::string_view text) {
    const auto number = leading_number(text);
    return number && *number >= kWeakest && *number <= 0 ? std::optional(Dbm(*number))
                                                         : std::nullopt;
}

std::optional<Megahertz> to_frequency(std::string_view text) {
    const auto number = leading_number(text);
    return number && *number > 0 && *number <= kHighestFrequency ? std::optional(Megahertz(*number))
                                                                 : std::nullopt;
}

std::optional<KilobitsPerSecond> to_rate(std::string_view megabits) {
    constexpr int kFastest = 100'000;
    const auto number = leading_number(megabits);
    return number && *number > 0 && *number <= kFastest
               ? std::optional(KilobitsPerSecond(*number * 1000))
               : std::nullopt;
}

// The value of the last " key=": a network's name, which may hold anything, stands before it.
std::string_view last_field(std::string_view event, std::string_view key) {
    const std::size_t at = event.rfind(key);
    if (at == std::string_view::npos) {
        return {};
    }
    std::string_view value = event.substr(at + key.size());
    return take_until(value, ' ');
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

struct Unescaped {
    char byte = '\\';
    std::size_t length = 1;  // of what it was written as
};

// At a backslash.
Unescaped unescape(std::string_view text) {
    constexpr std::array<std::pair<char, char>, 6> kSimple = {
        {{'\\', '\\'}, {'"', '"'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'e', '\033'}}};
    if (text.size() < 2) {
        return {};
    }
    for (const auto& [written, meant] : kSimple) {
        if (text[1] == written) {
            return {meant, 2};
        }
    }
    if (text[1] == 'x' && text.size() >= 4) {
        const auto high = hex_digit(text[2]);
        const auto low = hex_digit(text[3]);
        if (high && low) {
            return {static_cast<char>(*high * 16 + *low), 4};
        }
    }
    return {};
}

RadioState state_of(std::string_view text) {
    constexpr std::array kJoining = {"AUTHENTICATING", "ASSOCIATING", "ASSOCIATED",
                                     "4WAY_HANDSHAKE", "GROUP_HANDSHAKE"};
    if (text == "COMPLETED") {
        return RadioState::Joined;
    }
    if (text == "SCANNING") {
        return RadioState::Scanning;
    }
    if (text == "INTERFACE_DISABLED" || text == "UNINITIALIZED") {
        return RadioState::Off;
    }
    const bool joining = std::any_of(kJoining.begin(), kJoining.end(),
                                     [&](const char* state) { return text == state; });
    return joining ? RadioState::Joining : RadioState::Idle;
}

WifiSecurity security_of(std::string_view flags) {
    const auto has = [&](const char* word) { return flags.find(word) != std::string_view::npos; };
    if (has("PSK") || has("SAE")) {
        return WifiSecurity::Password;
    }
    // Enterprise login is "WPA2-EAP".
    return has("WEP") || has("WPA") || has("OWE") ? WifiSecurity::Other : WifiSecurity::Open;
}

std::optional<AccessPoint> parse_scan_line(std::string_view line) {
    AccessPoint point;
    point.bssid = take_until(line, '\t');
    const auto frequency = to_frequency(take_until(line, '\t'));
    const auto rssi = to_rssi(take_until(line, '\t'));
    point.security = security_of(take_until(line, '\t'));
    constexpr std::size_t kBssidLength = 17;
    if (point.bssid.size() != kBssidLength || !frequency || !rssi) {
        return std::nullopt;
    }
    point.frequency = *frequency;
    point.rssi = *rssi;
    point.ssid = decode_ssid(line);
    // A hidden name is empty, or as many zero bytes as it is long.
    if (point.ssid.find_first_not_of('\0') == std::string::npos) {
        point.ssid.clear();
    }
    return point;
}

}  // namespace

bool is_event(std::string_view message) {
    return message.starts_with('<');
}

WpaEvent parse_event(std::string_view message) {
    using enum WpaEventKind;
    constexpr std::array<std::pair<std::string_view, WpaEventKind>, 8> kNames = {
        {{"CTRL-EVENT-CONNECTED", Connected},
         {"CTRL-EVENT-SCAN-RESULTS", ScanResults},
         {"CTRL-EVENT-SCAN-FAILED", ScanFailed},
         {"CTRL-EVENT-NETWORK-NOT-FOUND", NetworkNotFound},
         {"CTRL-EVENT-ASSOC-REJECT", AssocReject},
         {"CTRL-EVENT-AUTH-REJECT", AuthReject},
         {"CTRL-EVENT-SSID-TEMP-DISABLED", TempDisabled},
         {"CTRL-EVENT-TERMINATING", Terminating}}};
    take_until(message, '>');
    const std::string_view event = message;
    const std::string_view name = take_until(message, ' ');
    WpaEvent parsed;
    for (const auto& [text, kind] : kNames) {
        if (name == text) {
            parsed.kind = kind;
        }
    }
    parsed.reason = last_field(event, " reason=");
    parsed.status_code = leading_number(last_field(event, " status_code="));
    return parsed;
}

std::string decode_ssid(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        const Unescaped next = text.front() == '\\' ? unescape(text) : Unescaped{text.front(), 1};
        bytes += next.byte;
        text.remove_prefix(next.length);
    }
    return bytes;
}

Result<RadioStatus> parse_status(std::string_view reply) {
    RadioStatus status;
    bool has_state = false;
    while (!reply.empty()) {
        std::string_view value = take_until(reply, '\n');
        const std::string_view key = take_until(value, '=');
        if (key == "wpa_state") {
            status.state = state_of(value);
            has_state = true;
        } else if (key == "ssid") {
            status.ssid = decode_ssid(value);
        } else if (key == "bssid") {
            status.bssid = value;
        } else if (key == "freq") {
            status.frequency = to_frequency(value);
        }
    }
    if (!has_state) {
        return Error(ErrorCode::Corrupt, "the Wi-Fi service does not say how the radio is");
    }
    if (status.state != RadioState::Joined) {
        RadioStatus alone;
        alone.state = status.state;
        return alone;
    }
    return status;
}

void add_signal(std::string_view reply, RadioStatus& status) {
    while (!reply.empty()) {
        std::string_view value = take_until(reply, '\n');
        const std::string_view key = take_until(value, '=');
        if (key == "RSSI") {
            status.rssi = to_rssi(value);
        } else if (key == "LINKSPEED") {
            status.rate = to_rate(value);
        } else if (key == "WIDTH") {
            status.width = to_frequency(value);
        } else if (key == "FREQUENCY" && to_frequency(value)) {
            status.frequency = to_frequency(value);
        }
    }
}

std::vector<AccessPoint> parse_scan_results(std::string_view reply) {
    std::vector<AccessPoint> points;
    take_until(reply, '\n');  // the heads of the columns
    while (!reply.empty()) {
        if (auto point = parse_scan_line(take_until(reply, '\n'))) {
            points.push_back(*std::move(point));
        }
    }
    sort_by_strength(points);
    return points;
}

}  // namespace porchlight::hal
