// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "media/nal.hpp"

#include <cstdint>
#include <optional>

namespace porchlight::media::rtp {

/// A sender's own clock beside its RTP timestamp. @source RFC 3550 section 6.4.1.
struct SenderReport {
    std::uint32_t ssrc = 0;
    /// 32.32 fixed point seconds since 1900, or of a clock of the camera's own.
    std::uint64_t ntp = 0;
    std::uint32_t rtp_timestamp = 0;
};

/// What a compound RTCP packet says that we act on. Unknown parts are skipped.
struct RtcpFacts {
    std::optional<SenderReport> report;
    bool bye = false;
};
[[nodiscard]] RtcpFacts parse_rtcp(ByteSpan bytes);

/// What was received of one sender, for reports back. Over TCP nothing is lost, but some cameras
/// end the stream when no report comes. @source RFC 3550 section 6.4.2 and appendix A.3.
class ReceptionReport {
  public:
    void on_packet(std::uint32_t ssrc, std::uint16_t sequence);
    void on_sender_report(const SenderReport& report, MonotonicTime arrived);
    /// A receiver report and the CNAME item it must come with, ready to send.
    /// @param own_ssrc Ours, any number but the sender's.
    [[nodiscard]] ByteVector write(std::uint32_t own_ssrc, MonotonicTime now);
    /// The same with a picture loss indication: the sender is to make a key frame.
    /// @source RFC 4585 section 6.3.1.
    [[nodiscard]] ByteVector write_picture_loss(std::uint32_t own_ssrc, MonotonicTime now);

  private:
    std::uint32_t ssrc_ = 0;
    std::uint32_t highest_ = 0;  ///< Extended sequence number.
    std::uint32_t base_ = 0;
    std::uint32_t received_ = 0;
    std::uint32_t expected_before_ = 0;
    std::uint32_t received_before_ = 0;
    std::uint32_t last_report_ = 0;  ///< Middle 32 bits of its NTP time.
    MonotonicTime last_report_at_;
};

}  // namespace porchlight::media::rtp
