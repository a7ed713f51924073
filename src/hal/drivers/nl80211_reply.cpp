// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/nl80211_reply.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>

namespace porchlight::hal {
namespace {

constexpr int kWeakest = -120;  // dBm; below is no signal
constexpr std::uint32_t kHighestFrequency = 100'000;
constexpr std::uint32_t kFastest = 1'000'000;  // in 100 kbit/s: 100 Gbit/s
constexpr int kKilobitsPerStep = 100;
constexpr int kLongestSsid = 32;

/// The attributes on one level, by their number.
template <int kLast>
class Attributes {
  public:
    explicit Attributes(nlattr* nested) {
        if (nested != nullptr) {
            nla_parse_nested(found_.data(), kLast, nested, nullptr);
        }
    }
    explicit Attributes(const genlmsghdr* head) {
        nla_parse(found_.data(), kLast, genlmsg_attrdata(head, 0), genlmsg_attrlen(head, 0),
                  nullptr);
    }

    [[nodiscard]] nlattr* get(int number) const {
        return found_.at(static_cast<std::size_t>(number));
    }
    /// A number of exactly this type, if it is there.
    template <typename Number>
    [[nodiscard]] std::optional<Number> number(int of) const {
        const nlattr* attribute = get(of);
        if (attribute == nullptr || nla_len(attribute) < static_cast<int>(sizeof(Number))) {
            return std::nullopt;
        }
        Number value{};
        std::memcpy(&value, nla_data(attribute), sizeof(value));
        return value;
    }

  private:
    std::array<nlattr*, kLast + 1> found_{};
};

std::optional<Megahertz> to_frequency(std::optional<std::uint32_t> value) {
    return value && *value > 0 && *value <= kHighestFrequency
               ? std::optional(Megahertz(static_cast<int>(*value)))
               : std::nullopt;
}

std::optional<Megahertz> to_width(std::optional<std::uint32_t> code) {
    switch (code.value_or(UINT32_MAX)) {
        case NL80211_CHAN_WIDTH_20_NOHT:
        case NL80211_CHAN_WIDTH_20:
            return Megahertz(20);
        case NL80211_CHAN_WIDTH_40:
            return Megahertz(40);
        case NL80211_CHAN_WIDTH_80:
            return Megahertz(80);
        case NL80211_CHAN_WIDTH_80P80:
        case NL80211_CHAN_WIDTH_160:
            return Megahertz(160);
        case NL80211_CHAN_WIDTH_320:
            return Megahertz(320);
        default:  // 5 and 10 MHz and slices of 1 MHz: no home has them
            return std::nullopt;
    }
}

std::string to_bssid(const nlattr* attribute) {
    std::array<std::uint8_t, 6> mac{};
    if (attribute == nullptr || nla_len(attribute) < static_cast<int>(mac.size())) {
        return {};
    }
    std::memcpy(mac.data(), nla_data(attribute), mac.size());
    return fmt::format("{:02x}", fmt::join(mac, ":"));
}

std::optional<Dbm> to_rssi(std::optional<std::int8_t> value) {
    return value && *value >= kWeakest && *value <= 0 ? std::optional(Dbm(*value)) : std::nullopt;
}

/// The wider of the two fields, where the kernel gives both.
std::optional<KilobitsPerSecond> to_rate(nlattr* nested) {
    const Attributes<NL80211_RATE_INFO_MAX> rate(nested);
    std::optional<std::uint32_t> steps = rate.number<std::uint32_t>(NL80211_RATE_INFO_BITRATE32);
    if (!steps) {
        steps = rate.number<std::uint16_t>(NL80211_RATE_INFO_BITRATE);
    }
    if (!steps || *steps == 0 || *steps > kFastest) {
        return std::nullopt;
    }
    return KilobitsPerSecond(static_cast<int>(*steps) * kKilobitsPerStep);
}

void add_interface(const Attributes<NL80211_ATTR_MAX>& found, WifiLink& link) {
    link.frequency = to_frequency(found.number<std::uint32_t>(NL80211_ATTR_WIPHY_FREQ));
    link.width = to_width(found.number<std::uint32_t>(NL80211_ATTR_CHANNEL_WIDTH));
    const nlattr* ssid = found.get(NL80211_ATTR_SSID);
    if (ssid != nullptr && nla_len(ssid) <= kLongestSsid) {
        const auto length = static_cast<std::size_t>(nla_len(ssid));
        link.ssid.assign(static_cast<const char*>(nla_data(ssid)), length);
    }
}

void add_station(const Attributes<NL80211_ATTR_MAX>& found, WifiLink& link) {
    const Attributes<NL80211_STA_INFO_MAX> station(found.get(NL80211_ATTR_STA_INFO));
    link.bssid = to_bssid(found.get(NL80211_ATTR_MAC));
    link.rssi = to_rssi(station.number<std::int8_t>(NL80211_STA_INFO_SIGNAL));
    if (!link.rssi) {
        link.rssi = to_rssi(station.number<std::int8_t>(NL80211_STA_INFO_SIGNAL_AVG));
    }
    link.rate = to_rate(station.get(NL80211_STA_INFO_TX_BITRATE));
}

const genlmsghdr* head_of(std::span<const std::byte> message) {
    nlmsghdr header{};
    if (message.size() < sizeof(header)) {
        return nullptr;
    }
    std::memcpy(&header, message.data(), sizeof(header));
    if (header.nlmsg_len > message.size()) {
        return nullptr;
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): libnl reads only, and has no const
    auto* whole = reinterpret_cast<nlmsghdr*>(const_cast<std::byte*>(message.data()));
    return genlmsg_valid_hdr(whole, 0) != 0 ? genlmsg_hdr(whole) : nullptr;
}

}  // namespace

void add_message(std::span<const std::byte> message, WifiLink& link) {
    const genlmsghdr* head = head_of(message);
    if (head == nullptr) {
        return;
    }
    if (head->cmd == NL80211_CMD_NEW_INTERFACE) {
        add_interface(Attributes<NL80211_ATTR_MAX>(head), link);
    } else if (head->cmd == NL80211_CMD_NEW_STATION) {
        add_station(Attributes<NL80211_ATTR_MAX>(head), link);
    }
}

void add_link(const WifiLink& link, RadioStatus& status) {
    const auto fill = [](auto& place, const auto& known) {
        if (!place) {
            place = known;
        }
    };
    if (status.bssid.empty()) {
        status.bssid = link.bssid;
    }
    fill(status.frequency, link.frequency);
    fill(status.width, link.width);
    fill(status.rssi, link.rssi);
    fill(status.rate, link.rate);
}

}  // namespace porchlight::hal
