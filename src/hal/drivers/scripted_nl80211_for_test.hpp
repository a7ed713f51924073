// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/nl80211.hpp"

#include <cstring>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <optional>
#include <string>
#include <utility>

namespace porchlight::hal {

/// A netlink message as net/wireless/nl80211.c lays it out: header, command, attributes.
class Nl80211Message {
  public:
    explicit Nl80211Message(std::uint8_t command) {
        put(nlmsghdr{0, 0x1c, NLM_F_MULTI, 1, 0});
        put(genlmsghdr{command, 1, 0});
    }

    template <typename Number>
    Nl80211Message& add(int type, Number number) {
        return add_bytes(type, std::string(reinterpret_cast<const char*>(&number), sizeof(number)));
    }
    Nl80211Message& add_bytes(int type, const std::string& value) {
        put(nlattr{static_cast<std::uint16_t>(NLA_HDRLEN + value.size()),
                   static_cast<std::uint16_t>(type)});
        bytes_.append(value);
        bytes_.resize(NLMSG_ALIGN(bytes_.size()), '\0');
        return *this;
    }
    /// The attributes of `inner` as the value of one.
    Nl80211Message& nest(int type, const Nl80211Message& inner) {
        return add_bytes(type | NLA_F_NESTED, inner.bytes_.substr(NLMSG_HDRLEN + GENL_HDRLEN));
    }

    [[nodiscard]] std::vector<std::byte> bytes() const {
        std::string whole = bytes_;
        const auto length = static_cast<std::uint32_t>(whole.size());
        std::memcpy(whole.data(), &length, sizeof(length));
        const auto* first = reinterpret_cast<const std::byte*>(whole.data());
        return {first, first + whole.size()};
    }

  private:
    template <typename Head>
    void put(const Head& head) {
        bytes_.append(reinterpret_cast<const char*>(&head), sizeof(head));
    }
    std::string bytes_;
};

/// As a camera's interface on channel 36 answers. @source nl80211_send_iface() of Linux 6.1
inline Nl80211Message interface_message(const std::string& ssid = "Home") {
    Nl80211Message message(NL80211_CMD_NEW_INTERFACE);
    message.add(NL80211_ATTR_IFINDEX, std::uint32_t{3})
        .add_bytes(NL80211_ATTR_IFNAME, std::string("wlan0\0", 6))
        .add(NL80211_ATTR_WIPHY, std::uint32_t{0})
        .add(NL80211_ATTR_IFTYPE, std::uint32_t{NL80211_IFTYPE_STATION})
        .add(NL80211_ATTR_WDEV, std::uint64_t{1})
        .add_bytes(NL80211_ATTR_MAC, "\x02\x11\x22\x33\x44\x55")
        .add(NL80211_ATTR_WIPHY_FREQ, std::uint32_t{5180})
        .add(NL80211_ATTR_CHANNEL_WIDTH, std::uint32_t{NL80211_CHAN_WIDTH_80})
        .add(NL80211_ATTR_CENTER_FREQ1, std::uint32_t{5210})
        .add_bytes(NL80211_ATTR_SSID, ssid);
    return message;
}

/// As the access point of that interface. @source nl80211_send_station() of Linux 6.1
inline Nl80211Message station_message(std::int8_t signal = -61) {
    Nl80211Message rate(0);
    rate.add(NL80211_RATE_INFO_BITRATE32, std::uint32_t{4333})
        .add(NL80211_RATE_INFO_BITRATE, std::uint16_t{4333})
        .add(NL80211_RATE_INFO_VHT_MCS, std::uint8_t{9});
    Nl80211Message station(0);
    station.add(NL80211_STA_INFO_INACTIVE_TIME, std::uint32_t{12})
        .add(NL80211_STA_INFO_RX_BYTES64, std::uint64_t{123456789})
        .add(NL80211_STA_INFO_SIGNAL, signal)
        .add(NL80211_STA_INFO_SIGNAL_AVG, std::int8_t{-63})
        .nest(NL80211_STA_INFO_TX_BITRATE, rate);
    Nl80211Message message(NL80211_CMD_NEW_STATION);
    message.add(NL80211_ATTR_IFINDEX, std::uint32_t{3})
        .add_bytes(NL80211_ATTR_MAC, std::string("\x02\0\0\0\0\x01", 6))
        .add(NL80211_ATTR_GENERATION, std::uint32_t{7})
        .nest(NL80211_ATTR_STA_INFO, station);
    return message;
}

/// Answers as a kernel with one Wi-Fi interface, "wlan0".
class ScriptedNl80211 final : public Nl80211Calls {
  public:
    struct Script {
        Messages interface;
        Messages stations;
        std::optional<Error> error;  ///< Answered instead, while it is set.
        int questions = 0;
    };
    /// @param script Outlives it.
    explicit ScriptedNl80211(Script& script) : script_(script) {}

    Result<Messages> ask(Nl80211Question question, const std::string& interface) override {
        ++script_.questions;
        if (interface != "wlan0") {
            return Error(ErrorCode::NotFound, "there is no network interface " + interface);
        }
        if (script_.error) {
            return *script_.error;
        }
        return question == Nl80211Question::Interface ? script_.interface : script_.stations;
    }

  private:
    Script& script_;
};

}  // namespace porchlight::hal
