// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "net/webrtc/dtls.hpp"
#include "net/webrtc/dtls_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <poll.h>
#include <sys/socket.h>

namespace porchlight::net::webrtc {
namespace {

using State = DtlsSession::State;

/// `openssl s_client` on a UDP port, and a session behind that port.
class CommandLineBrowser {
  public:
    explicit CommandLineBrowser(const SelfSigned& own)
        : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&here), sizeof here), 0);
        EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&here), &size), 0);
        const std::string pem = folder_.path() + "/browser.pem";
        EXPECT_TRUE(write_file_atomically(
            pem, tls::to_pem(own.certificate.get()) + tls::to_pem(own.key.get()).reveal(), 0600));
        const std::string command =
            "timeout 30 openssl s_client -dtls1_2 -connect 127.0.0.1:" +
            std::to_string(ntohs(here.sin_port)) + " -cert " + pem + " -key " + pem +
            " -use_srtp SRTP_AEAD_AES_128_GCM -keymatexport EXTRACTOR-dtls_srtp"
            " -keymatexportlen 56 </dev/null 2>/dev/null";
        output_ = ::popen(command.c_str(), "r");  // NOLINT(cert-env33-c): nothing from outside
    }
    ~CommandLineBrowser() { ::pclose(output_); }
    CommandLineBrowser(const CommandLineBrowser&) = delete;
    CommandLineBrowser& operator=(const CommandLineBrowser&) = delete;
    CommandLineBrowser(CommandLineBrowser&&) = delete;
    CommandLineBrowser& operator=(CommandLineBrowser&&) = delete;

    void send(std::span<const std::uint8_t> datagram) const {
        ::send(socket_.get(), datagram.data(), datagram.size(), 0);
    }
    /// Empty when nothing came for ten seconds.
    [[nodiscard]] Datagram receive() const {
        pollfd readable{socket_.get(), POLLIN, 0};
        Datagram datagram(2000);
        sockaddr_in from{};
        socklen_t size = sizeof from;
        if (::poll(&readable, 1, 10'000) != 1) {
            return {};
        }
        const auto got = ::recvfrom(socket_.get(), datagram.data(), datagram.size(), 0,
                                    reinterpret_cast<sockaddr*>(&from), &size);
        ::connect(socket_.get(), reinterpret_cast<sockaddr*>(&from), size);
        datagram.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return datagram;
    }
    /// All that it has printed, once it has ended.
    [[nodiscard]] std::string printed() const {
        std::string text;
        std::array<char, 1000> piece{};
        while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), output_)) {
            text.append(piece.data(), got);
        }
        return text;
    }

  private:
    TemporaryFolder folder_;
    UniqueFd socket_;
    std::FILE* output_ = nullptr;
};

TEST(DtlsSession, HasTheKeysThatOpensslsOwnClientHas) {
    const SelfSigned own = SelfSigned::make();
    const CommandLineBrowser client(own);
    const auto session =
        DtlsSession::create(DtlsIdentity::create().value(), own.fingerprint(), [&](auto bytes) {
            client.send(bytes);
        }).value();
    while (session->state() != State::Closed) {
        const Datagram datagram = client.receive();
        ASSERT_TRUE(is_dtls(datagram));
        if (!session->take(datagram)) {
            break;  // it has printed all and says good-bye
        }
    }
    ASSERT_TRUE(session->keys());
    const std::string printed = client.printed();
    const std::string mark = "Keying material: ";
    const auto at = printed.find(mark);
    ASSERT_NE(at, std::string::npos) << printed;
    const auto material = from_hex(printed.substr(at + mark.size(), 112));
    ASSERT_TRUE(material);
    expect_same_keys(*session->keys(), SrtpProfile::Aes128Gcm,
                     Datagram(material->begin(), material->end()));
}

}  // namespace
}  // namespace porchlight::net::webrtc
