// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/srtp.hpp"

#include <srtp2/srtp.h>

#include <string>
#include <type_traits>
#include <utility>

namespace porchlight::net::webrtc {

namespace {

struct Deallocated {
    void operator()(srtp_t session) const { srtp_dealloc(session); }
};
using SessionPtr = std::unique_ptr<std::remove_pointer_t<srtp_t>, Deallocated>;

/// How far behind the newest packet one may be to be opened, or protected again for a resend.
constexpr unsigned kWindow = 2048;
constexpr std::size_t kRtpHeader = 12;
/// With the sender's SSRC. @source RFC 3550 section 6.1.
constexpr std::size_t kRtcpHeader = 8;

Error refused(std::string doing, srtp_err_status_t status) {
    return {ErrorCode::Internal, std::move(doing) + ": libsrtp says " + std::to_string(status)};
}

void choose(SrtpProfile profile, srtp_policy_t& policy) {
    if (profile == SrtpProfile::Aes128Gcm) {
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
    } else {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
    }
}

/// One way's session, for whatever SSRC; the key is copied.
Result<SessionPtr> make_session(SrtpProfile profile, SrtpKey key, srtp_ssrc_type_t way) {
    srtp_policy_t policy{};
    choose(profile, policy);
    if (key.size != static_cast<std::size_t>(policy.rtp.cipher_key_len)) {
        return Error(ErrorCode::Internal, "a key of the wrong length for SRTP");
    }
    policy.ssrc.type = way;
    policy.key = key.bytes.data();
    policy.window_size = kWindow;
    policy.allow_repeat_tx = 1;
    srtp_t session = nullptr;
    if (const auto status = srtp_create(&session, &policy); status != srtp_err_status_ok) {
        return refused("set up SRTP", status);
    }
    return SessionPtr(session);
}

bool has_version_2(std::span<const std::uint8_t> packet, std::size_t header) {
    return packet.size() >= header && packet[0] >> 6U == 2;
}

using Protect = srtp_err_status_t(srtp_t, void*, int*);

Result<std::size_t> protect(Protect& way, srtp_t session, std::span<std::uint8_t> buffer,
                            std::size_t size, std::size_t header) {
    if (buffer.size() < size + Srtp::kLargestTrailer ||
        !has_version_2(buffer.first(size), header)) {
        return Error(ErrorCode::InvalidArgument, "this is no packet to protect");
    }
    int length = static_cast<int>(size);
    if (const auto status = way(session, buffer.data(), &length); status != srtp_err_status_ok) {
        return Error(ErrorCode::InvalidArgument,
                     "a packet that cannot be protected: libsrtp says " + std::to_string(status));
    }
    return static_cast<std::size_t>(length);
}

Result<std::size_t> open(Protect& way, srtp_t session, std::span<std::uint8_t> packet,
                         std::size_t header) {
    int length = static_cast<int>(packet.size());
    if (!has_version_2(packet, header) ||
        way(session, packet.data(), &length) != srtp_err_status_ok) {
        return Error(ErrorCode::PermissionDenied, "a packet that the other end did not send");
    }
    return static_cast<std::size_t>(length);
}

class LibSrtp final : public Srtp {
  public:
    LibSrtp(SessionPtr ours, SessionPtr theirs)
        : ours_(std::move(ours)), theirs_(std::move(theirs)) {}

    Result<std::size_t> protect_rtp(std::span<std::uint8_t> buffer, std::size_t size) override {
        return protect(srtp_protect, ours_.get(), buffer, size, kRtpHeader);
    }
    Result<std::size_t> protect_rtcp(std::span<std::uint8_t> buffer, std::size_t size) override {
        return protect(srtp_protect_rtcp, ours_.get(), buffer, size, kRtcpHeader);
    }
    Result<std::size_t> open_rtp(std::span<std::uint8_t> packet) override {
        return open(srtp_unprotect, theirs_.get(), packet, kRtpHeader);
    }
    Result<std::size_t> open_rtcp(std::span<std::uint8_t> packet) override {
        return open(srtp_unprotect_rtcp, theirs_.get(), packet, kRtcpHeader);
    }

  private:
    SessionPtr ours_;
    SessionPtr theirs_;
};

}  // namespace

Result<std::unique_ptr<Srtp>> Srtp::create(const SrtpKeys& keys) {
    static const srtp_err_status_t readied = srtp_init();  // once, whichever thread is first
    if (readied != srtp_err_status_ok) {
        return refused("ready SRTP", readied);
    }
    PL_TRY(auto ours, make_session(keys.profile, keys.ours, ssrc_any_outbound));
    PL_TRY(auto theirs, make_session(keys.profile, keys.theirs, ssrc_any_inbound));
    return std::unique_ptr<Srtp>(std::make_unique<LibSrtp>(std::move(ours), std::move(theirs)));
}

}  // namespace porchlight::net::webrtc
