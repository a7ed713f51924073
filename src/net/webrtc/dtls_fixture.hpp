// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "net/tls/certificate_parts.hpp"
#include "net/webrtc/datagram_bio.hpp"
#include "net/webrtc/dtls.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::net::webrtc {

using Datagram = std::vector<std::uint8_t>;
using Datagrams = std::vector<Datagram>;

/// A key with a certificate that it signed itself, as a browser has.
struct SelfSigned {
    tls::KeyPtr key;
    tls::CertificatePtr certificate;

    static SelfSigned make(tls::KeyPtr key = tls::KeyPtr(EVP_EC_gen("P-256"))) {
        auto blank = tls::blank_certificate(key.get(), "WebRTC", SystemClock().utc_now(),
                                            std::chrono::days(30));
        X509* self = blank.value().get();
        EXPECT_TRUE(tls::sign_certificate(self, self, key.get()).has_value());
        return {std::move(key), std::move(*blank)};
    }
    [[nodiscard]] std::vector<std::uint8_t> fingerprint() const {
        std::vector<std::uint8_t> digest(32);
        X509_digest(certificate.get(), EVP_sha256(), digest.data(), nullptr);
        return digest;
    }
};

/// What a browser may be like.
struct BrowserTraits {
    std::string profiles = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";
    bool shows_certificate = true;
    int version = DTLS1_2_VERSION;
    int largest_datagram = 1200;
};

/// The other end: OpenSSL as a DTLS client.
class BrowserForTest {
  public:
    BrowserForTest(const SelfSigned& own, const BrowserTraits& traits, DtlsSession::Send send)
        : pipe_{.inbox = {}, .send = std::move(send)}, context_(SSL_CTX_new(DTLS_client_method())) {
        SSL_CTX_set_security_level(context_.get(), 0);
        SSL_CTX_set_min_proto_version(context_.get(), traits.version);
        SSL_CTX_set_max_proto_version(context_.get(), traits.version);
        SSL_CTX_set_options(context_.get(), SSL_OP_NO_QUERY_MTU);
        if (traits.shows_certificate) {
            SSL_CTX_use_certificate(context_.get(), own.certificate.get());
            SSL_CTX_use_PrivateKey(context_.get(), own.key.get());
        }
        if (!traits.profiles.empty()) {
            EXPECT_EQ(SSL_CTX_set_tlsext_use_srtp(context_.get(), traits.profiles.c_str()), 0);
        }
        ssl_.reset(SSL_new(context_.get()));
        BIO* bio = new_datagram_bio(pipe_);
        SSL_set_bio(ssl_.get(), bio, bio);
        SSL_set_mtu(ssl_.get(), traits.largest_datagram);
        SSL_set_connect_state(ssl_.get());
    }

    /// Says what it has to say, at first and after each datagram; reads once it has keys.
    void step(std::span<const std::uint8_t> datagram = {}) {
        std::uint8_t unwanted = 0;
        std::size_t size = 0;
        pipe_.inbox = datagram;
        ERR_clear_error();
        const int code =
            is_done() ? SSL_read_ex(ssl_.get(), &unwanted, 1, &size) : SSL_do_handshake(ssl_.get());
        last_ = SSL_get_error(ssl_.get(), code);
        pipe_.inbox = {};
        ERR_clear_error();
    }
    void passed() { DTLSv1_handle_timeout(ssl_.get()); }
    void leave() { SSL_shutdown(ssl_.get()); }

    [[nodiscard]] bool is_done() const { return SSL_is_init_finished(ssl_.get()) == 1; }
    [[nodiscard]] bool has_failed() const { return last_ == SSL_ERROR_SSL; }
    [[nodiscard]] bool was_left() const { return last_ == SSL_ERROR_ZERO_RETURN; }
    [[nodiscard]] SrtpProfile profile() const {
        return SSL_get_selected_srtp_profile(ssl_.get())->id == SRTP_AEAD_AES_128_GCM
                   ? SrtpProfile::Aes128Gcm
                   : SrtpProfile::Aes128CmSha1_80;
    }
    /// @return As RFC 5764 section 4.2 cuts it: client's key, server's key, client's salt,
    /// server's.
    [[nodiscard]] Datagram exported(std::size_t size) const {
        Datagram material(size);
        EXPECT_EQ(SSL_export_keying_material(ssl_.get(), material.data(), size,
                                             "EXTRACTOR-dtls_srtp", 19, nullptr, 0, 0),
                  1);
        return material;
    }
    /// SHA-256 of what the server showed.
    [[nodiscard]] std::vector<std::uint8_t> fingerprint_seen() const {
        std::vector<std::uint8_t> digest(32);
        X509_digest(SSL_get0_peer_certificate(ssl_.get()), EVP_sha256(), digest.data(), nullptr);
        return digest;
    }

  private:
    DatagramPipe pipe_;
    std::unique_ptr<SSL_CTX, tls::Freed<SSL_CTX_free>> context_;
    std::unique_ptr<SSL, tls::Freed<SSL_free>> ssl_;
    int last_ = SSL_ERROR_NONE;
};

enum class Way : std::uint8_t { ToSession, ToBrowser };

/// What a network makes of the nth datagram of a way: none, one or more.
using Network = std::function<Datagrams(Way way, std::size_t index, const Datagram& datagram)>;

/// A browser and a session with a network between them. Nobody waits: time passes by `retry`.
class Meeting {
  public:
    explicit Meeting(Network network = {}, const BrowserTraits& traits = {},
                     SelfSigned own_certificate = SelfSigned::make())
        : own(std::move(own_certificate)),
          network_(std::move(network)),
          browser(own, traits, [this](auto bytes) { to_session_.carry(network_, bytes); }) {
        expect(own.fingerprint());
    }

    /// Begins anew with a session that waits for this fingerprint.
    void expect(std::vector<std::uint8_t> fingerprint) {
        session = DtlsSession::create(identity, std::move(fingerprint), [this](auto bytes) {
                      largest = std::max(largest, bytes.size());
                      to_browser_.carry(network_, bytes);
                  }).value();
    }
    /// Until nothing is under way.
    void deliver() {
        while (!to_session_.under_way.empty() || !to_browser_.under_way.empty()) {
            if (const auto datagram = to_session_.next()) {
                give(*datagram);
            }
            if (const auto datagram = to_browser_.next()) {
                browser.step(*datagram);
            }
        }
    }
    void give(const Datagram& datagram) {
        if (auto taken = session->take(datagram); !taken && last) {
            last = std::move(taken);
        }
    }
    /// The handshake as far as it goes without a retry.
    void run() {
        browser.step();
        deliver();
    }
    /// What both do once their waits are over.
    void retry() {
        if (auto passed = session->passed(); !passed && last) {
            last = std::move(passed);
        }
        browser.passed();
        deliver();
    }
    [[nodiscard]] bool is_keyed() const {
        return session->state() == DtlsSession::State::Keyed && browser.is_done();
    }
    [[nodiscard]] std::size_t sent(Way way) const {
        return way == Way::ToSession ? to_session_.sent : to_browser_.sent;
    }

  private:
    struct Wire {
        explicit Wire(Way its_way) : way(its_way) {}

        Way way;
        std::size_t sent = 0;
        std::deque<Datagram> under_way;

        void carry(const Network& network, std::span<const std::uint8_t> bytes) {
            Datagram datagram(bytes.begin(), bytes.end());
            if (!network) {
                under_way.push_back(std::move(datagram));
            } else {
                for (Datagram& arriving : network(way, sent, datagram)) {
                    under_way.push_back(std::move(arriving));
                }
            }
            ++sent;
        }
        std::optional<Datagram> next() {
            if (under_way.empty()) {
                return std::nullopt;
            }
            Datagram first = std::move(under_way.front());
            under_way.pop_front();
            return first;
        }
    };

  public:
    std::shared_ptr<const DtlsIdentity> identity = DtlsIdentity::create().value();
    SelfSigned own;

  private:
    Network network_;
    Wire to_session_{Way::ToSession};
    Wire to_browser_{Way::ToBrowser};

  public:
    BrowserForTest browser;
    std::unique_ptr<DtlsSession> session;
    Result<> last;            ///< The first error of the session.
    std::size_t largest = 0;  ///< Datagram of the session, in bytes.
};

inline Datagram bytes_of(const SrtpKey& key) {
    return {key.bytes.begin(), key.bytes.begin() + static_cast<std::ptrdiff_t>(key.size)};
}

/// @param index  0: what the browser protects with, 1: what the session does.
inline Datagram cut(const Datagram& material, std::size_t index) {
    const std::size_t salt = material.size() / 2 - 16;
    const auto part = [&](std::size_t from, std::size_t size) {
        return std::span(material).subspan(from, size);
    };
    const auto key_part = part(index * 16, 16);
    const auto salt_part = part(32 + index * salt, salt);
    Datagram key(key_part.begin(), key_part.end());
    key.insert(key.end(), salt_part.begin(), salt_part.end());
    return key;
}

/// @param material  As a client exports it.
inline void expect_same_keys(const SrtpKeys& keys, SrtpProfile profile, const Datagram& material) {
    EXPECT_EQ(keys.profile, profile);
    EXPECT_EQ(bytes_of(keys.theirs), cut(material, 0));
    EXPECT_EQ(bytes_of(keys.ours), cut(material, 1));
    EXPECT_NE(bytes_of(keys.ours), bytes_of(keys.theirs));
}

}  // namespace porchlight::net::webrtc
