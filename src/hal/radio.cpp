// SPDX-License-Identifier: Apache-2.0
#include "hal/radio.hpp"

#include <algorithm>
#include <tuple>

namespace porchlight::hal {
namespace {

constexpr std::size_t kLongestSsid = 32;
constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 63;
constexpr std::size_t kKeyDigits = 64;

bool is_printable(char c) {
    return c >= ' ' && c <= '~';
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

std::optional<WifiChannel> channel_of(Megahertz frequency) {
    struct Range {
        int first;  // MHz, the middle of a channel
        int last;
        int zero;  // where channel 0 would be
        WifiBand band;
    };
    constexpr Range kRanges[] = {{2412, 2472, 2407, WifiBand::Ghz2},
                                 {5160, 5885, 5000, WifiBand::Ghz5},
                                 {5955, 7115, 5950, WifiBand::Ghz6}};
    constexpr int kJapanese14 = 2484;
    constexpr int kSixGhz2 = 5935;
    if (frequency.count() == kJapanese14) {
        return WifiChannel{WifiBand::Ghz2, 14};
    }
    if (frequency.count() == kSixGhz2) {
        return WifiChannel{WifiBand::Ghz6, 2};
    }
    for (const Range& range : kRanges) {
        const int from_zero = frequency.count() - range.zero;
        if (frequency.count() >= range.first && frequency.count() <= range.last &&
            from_zero % 5 == 0) {
            return WifiChannel{range.band, from_zero / 5};
        }
    }
    return std::nullopt;
}

void sort_by_strength(std::vector<AccessPoint>& points) {
    std::sort(points.begin(), points.end(), [](const AccessPoint& a, const AccessPoint& b) {
        return std::tie(b.rssi, a.bssid) < std::tie(a.rssi, b.bssid);
    });
}

std::string sentence_of(JoinOutcome outcome, const std::string& ssid) {
    const std::string name = "\"" + ssid + "\"";
    switch (outcome) {
        case JoinOutcome::Joined:
            return "Joined the Wi-Fi network " + name + ".";
        case JoinOutcome::WrongPassword:
            return "The Wi-Fi network " + name + " does not accept this password.";
        case JoinOutcome::NotFound:
            return "No Wi-Fi network " + name + " is in reach of the camera.";
        case JoinOutcome::Refused:
            return "The router turns the camera away from the Wi-Fi network " + name +
                   ": it may be full, or let in known devices only.";
        case JoinOutcome::TimedOut:
            break;
    }
    return "The Wi-Fi network " + name +
           " is there but does not let the camera in within the time.";
}

Result<> check_credentials(const WifiCredentials& credentials) {
    if (credentials.ssid.empty() || credentials.ssid.size() > kLongestSsid) {
        return Error(ErrorCode::InvalidArgument,
                     "The name of a Wi-Fi network has 1 to 32 characters.");
    }
    const std::string& password = credentials.password.reveal();
    const bool is_key =
        password.size() == kKeyDigits && std::all_of(password.begin(), password.end(), is_hex);
    const bool is_phrase = password.size() >= kShortestPassword &&
                           password.size() <= kLongestPassword &&
                           std::all_of(password.begin(), password.end(), is_printable);
    if (!password.empty() && !is_key && !is_phrase) {
        return Error(ErrorCode::InvalidArgument,
                     "A Wi-Fi password has 8 to 63 letters, digits or signs without accents.");
    }
    return {};
}

}  // namespace porchlight::hal
