// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "media/rtp/byte_order.hpp"
#include "media/rtp/rtp_packet.hpp"
#include "net/webrtc/dtls_fixture.hpp"
#include "net/webrtc/srtp.hpp"
#include "net/webrtc/stun_for_test.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

/// A browser that watches, on a real UDP socket: offer, checks, keys, packets.
namespace porchlight::live {

class WatchingBrowser {
  public:
    /// @param family  AF_INET or AF_INET6.
    explicit WatchingBrowser(sa_family_t family = AF_INET)
        : family_(family), socket_(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        const sockaddr_storage own = loopback(0);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&own), length()), 0);
    }
    ~WatchingBrowser() { ::close(socket_); }
    WatchingBrowser(const WatchingBrowser&) = delete;
    WatchingBrowser& operator=(const WatchingBrowser&) = delete;
    WatchingBrowser(WatchingBrowser&&) = delete;
    WatchingBrowser& operator=(WatchingBrowser&&) = delete;

    enum class Wants : std::uint8_t { Picture, Both, Sound };
    /// Who wants sound has a microphone, too.
    [[nodiscard]] std::string offer(Wants wants = Wants::Picture) const {
        std::string fingerprint;
        for (const std::uint8_t byte : own_.fingerprint()) {
            fingerprint += fmt::format("{}{:02X}", fingerprint.empty() ? "" : ":", byte);
        }
        const std::string transport = fmt::format(
            "c=IN IP4 0.0.0.0\r\na=ice-ufrag:thei\r\na=ice-pwd:theirpasswordtheirpassword\r\n"
            "a=fingerprint:sha-256 {}\r\na=setup:actpass\r\na=rtcp-mux\r\n",
            fingerprint);
        std::string sections;
        if (wants != Wants::Sound) {
            sections +=
                "m=video 9 UDP/TLS/RTP/SAVPF 102\r\n" + transport +
                "a=mid:0\r\na=recvonly\r\na=rtpmap:102 H264/90000\r\n"
                "a=rtcp-fb:102 nack\r\na=rtcp-fb:102 nack pli\r\n"
                "a=fmtp:102 "
                "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n";
        }
        if (wants != Wants::Picture) {
            sections += "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" + transport +
                        "a=mid:1\r\na=sendrecv\r\na=rtpmap:111 opus/48000/2\r\n";
        }
        const std::string_view bundle = wants == Wants::Picture ? "0"
                                        : wants == Wants::Both  ? "0 1"
                                                                : "1";
        return fmt::format(
            "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
            "a=group:BUNDLE {}\r\n{}",
            bundle, sections);
    }

    void take_answer(std::string_view answer, std::uint16_t port) {
        fragment_ = value_of(answer, "a=ice-ufrag:");
        password_ = value_of(answer, "a=ice-pwd:");
        hub_ = loopback(port);
    }
    static std::string value_of(std::string_view text, std::string_view name) {
        const std::size_t at = text.find(name);
        const std::size_t begin = at + name.size();
        return at == std::string_view::npos
                   ? ""
                   : std::string(text.substr(begin, text.find('\r', begin) - begin));
    }

    void send(media::ByteSpan datagram) const {
        ::sendto(socket_, datagram.data(), datagram.size(), 0,
                 reinterpret_cast<const sockaddr*>(&hub_), length());
    }
    /// The next datagram; empty when none comes.
    [[nodiscard]] media::ByteVector receive(int milliseconds = 2000) const {
        pollfd waiting{socket_, POLLIN, 0};
        media::ByteVector datagram(2048);
        if (::poll(&waiting, 1, milliseconds) != 1) {
            return {};
        }
        const ssize_t size = ::recv(socket_, datagram.data(), datagram.size(), 0);
        datagram.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return datagram;
    }
    void check() const { send(net::webrtc::stun_request(fragment_ + ":thei", password_)); }
    void check_wrongly() const {
        send(net::webrtc::stun_request(fragment_ + ":thei", "another password"));
    }

    /// Checks, and shakes hands; then packets come.
    bool join() {
        check();
        if (!net::webrtc::is_stun(receive())) {
            return false;
        }
        net::webrtc::BrowserForTest browser(own_, {}, [this](auto bytes) { send(bytes); });
        browser.step();
        while (!browser.is_done()) {
            const media::ByteVector datagram = receive();
            if (datagram.empty() || browser.has_failed()) {
                return false;
            }
            if (net::webrtc::is_dtls(datagram)) {
                browser.step(datagram);
            }
        }
        const bool is_gcm = browser.profile() == net::webrtc::SrtpProfile::Aes128Gcm;
        const std::size_t salt = is_gcm ? 12 : 14;
        const auto exported = browser.exported(32 + 2 * salt);
        net::webrtc::SrtpKeys keys;
        keys.profile = browser.profile();
        const auto put = [&](net::webrtc::SrtpKey& key, std::size_t which) {
            std::copy_n(exported.begin() + static_cast<std::ptrdiff_t>(16 * which), 16,
                        key.bytes.begin());
            std::copy_n(exported.begin() + static_cast<std::ptrdiff_t>(32 + salt * which), salt,
                        key.bytes.begin() + 16);
            key.size = 16 + salt;
        };
        put(keys.ours, 0);
        put(keys.theirs, 1);
        srtp_ = net::webrtc::Srtp::create(keys).value();
        return true;
    }
    /// The next RTP packet, opened; empty when none comes.
    media::ByteVector packet(int milliseconds = 2000) {
        for (;;) {
            media::ByteVector datagram = receive(milliseconds);
            if (datagram.empty()) {
                return {};
            }
            if (net::webrtc::is_stun(datagram) || net::webrtc::is_dtls(datagram) ||
                media::rtp::is_rtcp(datagram)) {
                continue;
            }
            const auto size = srtp_->open_rtp(datagram);
            EXPECT_TRUE(size);
            datagram.resize(size ? *size : 0);
            return datagram;
        }
    }
    void send_rtcp(media::ByteVector plain) {
        const std::size_t size = plain.size();
        plain.resize(size + net::webrtc::Srtp::kLargestTrailer);
        plain.resize(srtp_->protect_rtcp(plain, size).value());
        send(plain);
    }
    void send_rtp(media::ByteVector plain) {
        const std::size_t size = plain.size();
        plain.resize(size + net::webrtc::Srtp::kLargestTrailer);
        plain.resize(srtp_->protect_rtp(plain, size).value());
        send(plain);
    }

  private:
    [[nodiscard]] socklen_t length() const {
        return family_ == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    }
    [[nodiscard]] sockaddr_storage loopback(std::uint16_t port) const {
        sockaddr_storage name{};
        if (family_ == AF_INET6) {
            auto& v6 = reinterpret_cast<sockaddr_in6&>(name);
            v6.sin6_addr = in6addr_loopback;
            v6.sin6_port = htons(port);
        } else {
            auto& v4 = reinterpret_cast<sockaddr_in&>(name);
            v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            v4.sin_port = htons(port);
        }
        name.ss_family = family_;
        return name;
    }

    sa_family_t family_;
    int socket_;
    sockaddr_storage hub_{};
    net::webrtc::SelfSigned own_ = net::webrtc::SelfSigned::make();
    std::string fragment_;
    std::string password_;
    std::unique_ptr<net::webrtc::Srtp> srtp_;
};

}  // namespace porchlight::live
