// SPDX-License-Identifier: Apache-2.0
#include "net/link/pairing_text.hpp"

#include "base/base64.hpp"
#include "net/ascii.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace porchlight::net::link {

namespace {

constexpr std::string_view kCameraHead = "PL1:C";
constexpr std::string_view kHubHead = "PL1:H";
constexpr std::uint32_t kCodes = 100'000'000;
constexpr std::size_t kCodeDigits = 8;
constexpr std::size_t kHexDigits = 32;
constexpr std::size_t kLongestText = 600;

bool is_hex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

bool is_128_bits(std::string_view text) {
    return text.size() == kHexDigits && is_hex(text);
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 16 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    });
}

/// Names and addresses of both families; no blank, no slash, nothing that means something else.
bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':';
    });
}

std::string capitals(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return small;
}

std::string hex_of(std::string_view text) {
    return capitals(
        to_hex(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size())));
}

/// The bytes, if that is hexadecimal capitals for at most `most` of them.
std::optional<std::string> bytes_of(std::string_view hex, std::size_t most) {
    const auto bytes = is_hex(hex) ? from_hex(hex) : Error(ErrorCode::InvalidArgument, "");
    if (!bytes || bytes->size() > most) {
        return std::nullopt;
    }
    return std::string(bytes->begin(), bytes->end());
}

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 ||
        text.front() == '0') {
        return std::nullopt;
    }
    return port;
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    bool more = text.size() <= kLongestText;
    while (more) {
        const auto slash = text.find('/');
        more = slash != std::string_view::npos;
        parts.push_back(text.substr(0, slash));
        text.remove_prefix(more ? slash + 1 : text.size());
    }
    return parts;
}

/// @param ssid, password In hexadecimal. Nothing inside when there is no network; nothing when
/// wrong.
std::optional<std::optional<WifiNetwork>> wifi_of(std::string_view ssid,
                                                  std::string_view password) {
    auto name = bytes_of(ssid, 32);
    auto secret = bytes_of(password, 64);
    if (!name || !secret || (name->empty() && !secret->empty())) {
        return std::nullopt;
    }
    if (name->empty()) {
        return std::optional<WifiNetwork>();
    }
    return std::optional(WifiNetwork{std::move(*name), Secret(std::move(*secret))});
}

Error not_a(std::string_view sentence) {
    return {ErrorCode::InvalidArgument, std::string(sentence)};
}

}  // namespace

Secret random_code() {
    return Secret(fmt::format("{:08}", randombytes_uniform(kCodes)));
}

Secret random_pairing_secret() {
    std::array<std::uint8_t, kHexDigits / 2> bits{};
    randombytes_buf(bits.data(), bits.size());
    return Secret(capitals(to_hex(bits)));
}

std::string spaced(const Secret& code) {
    const std::string& digits = code.reveal();
    return digits.substr(0, kCodeDigits / 2) + " " + digits.substr(kCodeDigits / 2);
}

Result<Secret> parse_code(std::string_view text) {
    std::string digits(text.substr(0, 40));
    std::erase_if(digits, [](char c) { return c == ' ' || c == '-'; });
    const bool all_digits =
        std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() != kCodeDigits || !all_digits || text.size() > 40) {
        return not_a("A pairing code has eight digits. It stands on the camera's label or screen.");
    }
    return Secret(std::move(digits));
}

std::string to_text(const CameraLabel& label) {
    return fmt::format("{}/{}/{}/{}", kCameraHead, label.serial.text(),
                       capitals(label.key_fingerprint), label.secret.reveal());
}

Secret to_text(const HubInvitation& invitation) {
    const WifiNetwork none;
    const WifiNetwork& wifi = invitation.wifi ? *invitation.wifi : none;
    return Secret(fmt::format("{}/{}/{}/{}/{}/{}/{}", kHubHead, invitation.id,
                              invitation.secret.reveal(), capitals(invitation.hub.host),
                              invitation.hub.port, hex_of(wifi.ssid),
                              hex_of(wifi.password.reveal())));
}

Result<CameraLabel> camera_label_from_text(std::string_view text) {
    const auto parts = parts_of(text);
    const auto serial = Serial::parse(parts.size() == 4 ? parts[1] : std::string_view());
    if (!serial || parts[0] != kCameraHead || serial->text() != parts[1] ||
        !is_128_bits(parts[2]) || !is_128_bits(parts[3])) {
        return not_a(
            "This is not the QR code of a Porchlight camera. It is on the camera's label "
            "or screen; or type the eight digits beside it.");
    }
    return CameraLabel{*serial, lower(parts[2]), Secret(std::string(parts[3]))};
}

Result<HubInvitation> hub_invitation_from_text(std::string_view text) {
    const Error wrong = not_a(
        "This is not a QR code for cameras. In the app, choose Add a camera, and hold what it "
        "shows before the lens.");
    const auto parts = parts_of(text);
    if (parts.size() != 7 || parts[0] != kHubHead || !is_id(parts[1]) || !is_128_bits(parts[2]) ||
        !is_host(parts[3])) {
        return wrong;
    }
    const auto port = port_of(parts[4]);
    auto wifi = wifi_of(parts[5], parts[6]);
    if (!port || !wifi) {
        return wrong;
    }
    return HubInvitation{std::string(parts[1]),
                         Secret(std::string(parts[2])),
                         {lower(parts[3]), *port},
                         std::move(*wifi)};
}

}  // namespace porchlight::net::link
