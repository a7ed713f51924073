// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/dtls.hpp"

#include "base/clock.hpp"
#include "net/tls/certificate_parts.hpp"
#include "net/webrtc/datagram_bio.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <sys/time.h>
#include <utility>

namespace porchlight::net::webrtc {

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, tls::Freed<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, tls::Freed<SSL_free>>;
using Sha256 = std::array<unsigned char, 32>;

/// Browsers look at the fingerprint alone, and the key is gone when the program ends.
constexpr auto kCertificateLife = std::chrono::days(397);
/// Fits into IPv6's least MTU of 1280 with the headers of IP and UDP, so that no flight is
/// fragmented.
constexpr int kLargestDatagram = 1200;
/// The first wait of DTLS-SRTP by RFC 9147 section 5.8.2; doubled each time up to the last one.
constexpr unsigned kFirstRetryMicroseconds = 400'000;
constexpr unsigned kLastRetryMicroseconds = 3'200'000;
/// In the order of SrtpProfile.
constexpr const char* kProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";
/// Our certificate is of ECDSA; both are what every browser has (RFC 8827 section 6.5).
constexpr const char* kCiphers = "ECDHE+ECDSA+AESGCM:ECDHE+ECDSA+CHACHA20";
constexpr std::string_view kExporter = "EXTRACTOR-dtls_srtp";

Sha256 fingerprint_of(const X509* certificate) {
    Sha256 digest{};
    X509_digest(certificate, EVP_sha256(), digest.data(), nullptr);
    return digest;
}

/// Who the peer must be, and whether it turned out to be somebody else.
struct Suspect {
    std::vector<std::uint8_t> fingerprint;
    bool is_impostor = false;
};

/// Instead of all that OpenSSL would verify of a chain.
int judge_certificate(X509_STORE_CTX* shown, void* /*unused*/) {
    const auto* ssl = static_cast<const SSL*>(
        X509_STORE_CTX_get_ex_data(shown, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* suspect = static_cast<Suspect*>(SSL_get_app_data(ssl));
    const X509* certificate = X509_STORE_CTX_get0_cert(shown);
    suspect->is_impostor = certificate == nullptr ||
                           !std::ranges::equal(fingerprint_of(certificate), suspect->fingerprint);
    X509_STORE_CTX_set_error(shown, suspect->is_impostor ? X509_V_ERR_CERT_UNTRUSTED : X509_V_OK);
    return suspect->is_impostor ? 0 : 1;
}

unsigned next_wait(SSL* /*ssl*/, unsigned last_microseconds) {
    return last_microseconds == 0 ? kFirstRetryMicroseconds
                                  : std::min(last_microseconds * 2, kLastRetryMicroseconds);
}

class OpenSslIdentity final : public DtlsIdentity {
  public:
    OpenSslIdentity(ContextPtr context, const Sha256& fingerprint)
        : context_(std::move(context)), fingerprint_(fingerprint.begin(), fingerprint.end()) {}

    [[nodiscard]] const std::vector<std::uint8_t>& fingerprint() const override {
        return fingerprint_;
    }
    [[nodiscard]] SSL_CTX* context() const { return context_.get(); }

  private:
    ContextPtr context_;
    std::vector<std::uint8_t> fingerprint_;
};

Result<ContextPtr> make_context(X509* certificate, EVP_PKEY* key) {
    ContextPtr context(SSL_CTX_new(DTLS_server_method()));
    SSL_CTX* raw = context.get();
    if (raw == nullptr || SSL_CTX_set_min_proto_version(raw, DTLS1_2_VERSION) != 1 ||
        SSL_CTX_set_max_proto_version(raw, DTLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(raw, kCiphers) != 1 ||
        SSL_CTX_use_certificate(raw, certificate) != 1 || SSL_CTX_use_PrivateKey(raw, key) != 1 ||
        SSL_CTX_set_tlsext_use_srtp(raw, kProfiles) != 0) {
        return tls::openssl_error("set up DTLS");
    }
    SSL_CTX_set_verify(raw, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_cert_verify_callback(raw, judge_certificate, nullptr);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(raw, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_NO_QUERY_MTU);
    return context;
}

std::size_t salt_size(SrtpProfile profile) {
    return profile == SrtpProfile::Aes128Gcm ? 12 : 14;
}

Result<SrtpProfile> agreed_profile(SSL* ssl) {
    const SRTP_PROTECTION_PROFILE* agreed = SSL_get_selected_srtp_profile(ssl);
    if (agreed == nullptr) {
        return Error(ErrorCode::Unavailable,
                     "the browser knows no protection of the picture that we know");
    }
    return agreed->id == SRTP_AEAD_AES_128_GCM ? SrtpProfile::Aes128Gcm
                                               : SrtpProfile::Aes128CmSha1_80;
}

/// The client's key, the server's, the client's salt, the server's. @source RFC 5764 section 4.2.
Result<SrtpKeys> exported_keys(SSL* ssl) {
    constexpr std::size_t kKeySize = 16;
    PL_TRY(const SrtpProfile profile, agreed_profile(ssl));
    const std::size_t salt = salt_size(profile);
    std::array<std::uint8_t, 2 * (kKeySize + 14)> material{};
    if (SSL_export_keying_material(ssl, material.data(), 2 * (kKeySize + salt), kExporter.data(),
                                   kExporter.size(), nullptr, 0, 0) != 1) {
        return tls::openssl_error("take the keys of the picture");
    }
    const auto part = [&](std::size_t index) {
        SrtpKey key{.size = kKeySize + salt};
        std::copy_n(material.begin() + index * kKeySize, kKeySize, key.bytes.begin());
        std::copy_n(material.begin() + 2 * kKeySize + index * salt, salt,
                    key.bytes.begin() + kKeySize);
        return key;
    };
    SrtpKeys keys{.profile = profile, .ours = part(1), .theirs = part(0)};
    OPENSSL_cleanse(material.data(), material.size());
    return keys;
}

class OpenSslSession final : public DtlsSession {
  public:
    OpenSslSession(SslPtr ssl, std::vector<std::uint8_t> peer_fingerprint, Send send)
        : pipe_{.inbox = {}, .send = std::move(send)},
          peer_{.fingerprint = std::move(peer_fingerprint)},
          ssl_(std::move(ssl)) {}

    Result<> start();
    Result<> take(std::span<const std::uint8_t> datagram) override;
    [[nodiscard]] std::optional<std::chrono::microseconds> retry_in() const override;
    Result<> passed() override;
    void close() override;

    [[nodiscard]] State state() const override { return state_; }
    [[nodiscard]] const std::optional<SrtpKeys>& keys() const override { return keys_; }

  private:
    Result<> shake_hands();
    Result<> read_what_came();
    Result<> after(int code);
    Error fail();

    DatagramPipe pipe_;
    Suspect peer_;
    SslPtr ssl_;  // after what it points to
    State state_ = State::Handshaking;
    std::optional<SrtpKeys> keys_;
};

Result<> OpenSslSession::start() {
    BIO* bio = new_datagram_bio(pipe_);
    if (bio == nullptr) {
        return tls::openssl_error("set up DTLS");
    }
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_app_data(ssl_.get(), &peer_);
    SSL_set_mtu(ssl_.get(), kLargestDatagram);
    DTLS_set_timer_cb(ssl_.get(), next_wait);
    SSL_set_accept_state(ssl_.get());
    return {};
}

Result<> OpenSslSession::take(std::span<const std::uint8_t> datagram) {
    if (state_ == State::Closed) {
        return Error(ErrorCode::Unavailable, "the connection was closed");
    }
    ERR_clear_error();
    pipe_.inbox = datagram;
    auto outcome = state_ == State::Handshaking ? shake_hands() : Result<>();
    if (outcome && state_ == State::Keyed) {
        outcome = read_what_came();
    }
    pipe_.inbox = {};
    ERR_clear_error();
    return outcome;
}

Result<> OpenSslSession::shake_hands() {
    const int code = SSL_do_handshake(ssl_.get());
    if (code != 1) {
        return after(code);
    }
    auto keys = exported_keys(ssl_.get());
    if (!keys) {
        close();
        return keys.error();
    }
    keys_ = std::move(*keys);
    state_ = State::Keyed;
    return {};
}

/// Nobody talks to us over DTLS itself. What comes are ends, and the last flight of a peer to whom
/// ours was lost: reading sends it again.
Result<> OpenSslSession::read_what_came() {
    std::array<std::uint8_t, 512> unwanted{};
    std::size_t size = 0;
    int code = 1;
    while (code == 1) {
        code = SSL_read_ex(ssl_.get(), unwanted.data(), unwanted.size(), &size);
    }
    return after(code);
}

Result<> OpenSslSession::after(int code) {
    const int lacks = SSL_get_error(ssl_.get(), code);
    if (lacks == SSL_ERROR_WANT_READ || lacks == SSL_ERROR_WANT_WRITE) {
        return {};
    }
    if (lacks == SSL_ERROR_ZERO_RETURN) {
        close();
        return Error(ErrorCode::Unavailable, "the browser ended the connection");
    }
    return fail();
}

Error OpenSslSession::fail() {
    state_ = State::Closed;
    if (peer_.is_impostor) {
        ERR_clear_error();
        return {ErrorCode::PermissionDenied,
                "the browser shows another certificate than it said it would"};
    }
    const Error reason = tls::openssl_error("DTLS");
    return {ErrorCode::Unavailable, "the browser and we cannot agree on keys: " + reason.message()};
}

std::optional<std::chrono::microseconds> OpenSslSession::retry_in() const {
    ::timeval left{};
    if (state_ != State::Handshaking || DTLSv1_get_timeout(ssl_.get(), &left) != 1) {
        return std::nullopt;
    }
    return std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
}

Result<> OpenSslSession::passed() {
    if (state_ != State::Handshaking) {
        return {};
    }
    ERR_clear_error();
    const bool is_over = DTLSv1_handle_timeout(ssl_.get()) < 0;
    ERR_clear_error();
    if (is_over) {
        state_ = State::Closed;
        return Error(ErrorCode::TimedOut, "the browser does not answer");
    }
    return {};
}

void OpenSslSession::close() {
    if (state_ != State::Closed && SSL_is_init_finished(ssl_.get()) == 1) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }
    state_ = State::Closed;
}

}  // namespace

bool is_dtls(std::span<const std::uint8_t> datagram) {
    return !datagram.empty() && datagram[0] >= 20 && datagram[0] <= 63;
}

Result<std::shared_ptr<const DtlsIdentity>> DtlsIdentity::create() {
    const tls::KeyPtr key(EVP_EC_gen("P-256"));
    if (!key) {
        return tls::openssl_error("make a key");
    }
    PL_TRY(
        const auto certificate,
        tls::blank_certificate(key.get(), "Porchlight", SystemClock().utc_now(), kCertificateLife));
    PL_TRY_VOID(tls::sign_certificate(certificate.get(), certificate.get(), key.get()));
    PL_TRY(auto context, make_context(certificate.get(), key.get()));
    return std::shared_ptr<const DtlsIdentity>(
        std::make_shared<OpenSslIdentity>(std::move(context), fingerprint_of(certificate.get())));
}

Result<std::unique_ptr<DtlsSession>> DtlsSession::create(
    std::shared_ptr<const DtlsIdentity> identity, std::vector<std::uint8_t> peer_fingerprint,
    Send send) {
    // The one kind that there is. Its context lives on in the session's SSL.
    const auto& own = static_cast<const OpenSslIdentity&>(*identity);
    SslPtr ssl(SSL_new(own.context()));
    if (!ssl) {
        return tls::openssl_error("set up DTLS");
    }
    auto session = std::make_unique<OpenSslSession>(std::move(ssl), std::move(peer_fingerprint),
                                                    std::move(send));
    PL_TRY_VOID(session->start());
    return std::unique_ptr<DtlsSession>(std::move(session));
}

}  // namespace porchlight::net::webrtc
