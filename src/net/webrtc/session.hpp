// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The offer of a browser that wants to watch (WHEP), and our answer. The offer's rooms stay in
/// their order and all share one transport (BUNDLE), with RTCP in it (rtcp-mux); we are ICE-lite,
/// passive in DTLS, and send only (or take the browser's sound besides, for talk).
/// @source RFC 8866, RFC 8829 section 5.3, RFC 8843, RFC 8839, RFC 8842, WHEP draft.
namespace porchlight::net::webrtc {

/// What an m= section is to carry.
enum class Medium : std::uint8_t { Video, Audio, Other };
/// Seen from who wrote it.
enum class Direction : std::uint8_t { SendOnly, ReceiveOnly, Both, None };

/// One coding that a section offers.
struct Coding {
    int payload_type = 0;
    std::string encoding;  ///< Upper case: "H264", "OPUS", "RTX".
    int clock_rate = 0;
    int channels = 1;
    std::string
        format;  ///< a=fmtp as it stands: "level-asymmetry-allowed=1;packetization-mode=1;…"
    bool takes_nack = false;  ///< a=rtcp-fb: nack
    bool takes_pli = false;   ///< a=rtcp-fb: nack pli

    /// Of `format`, e.g. "packetization-mode"; empty when missing.
    [[nodiscard]] std::string_view format_value(std::string_view name) const;
};

struct OfferedMedium {
    Medium medium = Medium::Other;
    std::string kind;      ///< As the m= line has it: "video".
    std::string protocol;  ///< "UDP/TLS/RTP/SAVPF"
    std::string mid;
    Direction direction = Direction::Both;
    std::vector<Coding> codings;  ///< In the order of preference.
    bool muxes_rtcp = false;
    bool is_bundled = false;   ///< It is in the BUNDLE group.
    bool is_rejected = false;  ///< Port 0 outside of the bundle.
};

/// All that matters of an offer.
struct Offer {
    std::string ice_fragment;  ///< a=ice-ufrag, 4 to 256 letters.
    std::string ice_password;  ///< a=ice-pwd, 22 to 256.
    /// SHA-256 of the browser's certificate, 32 bytes.
    std::vector<std::uint8_t> fingerprint;
    std::vector<OfferedMedium> media;

    /// Else it is for sound alone.
    [[nodiscard]] bool has_video() const;
};

/// Reads what is readable; lines that are not understood are skipped, any line end will do.
/// Attributes of the session count for each section that has none of its own.
/// @error InvalidArgument  Says what a watching browser's offer must have and this one has not: ICE
/// credentials, a SHA-256 fingerprint, setup that lets us be passive (actpass or active), a video
/// or audio section with rtcp-mux in the bundle; more than 16 sections, or over 256 KiB
/// (Chromium 156 offers sixteen pictures in 78 KiB).
Result<Offer> parse_offer(std::string_view text);

/// The H.264 that we send by an offer: packetization-mode 1, the profile nearest to the stream's
/// (browsers decode a higher one all the same: measured, shared reference media.md §4).
/// @param profile_level_id  Of the stream, e.g. 0x42e01f.  @return Null when no H.264 is offered.
[[nodiscard]] const Coding* choose_h264(const OfferedMedium& medium,
                                        std::uint32_t profile_level_id);
[[nodiscard]] const Coding* choose_opus(const OfferedMedium& medium);

/// Where we can be reached: a host candidate.
struct HostCandidate {
    std::string address;  ///< Numeric, IPv4 or IPv6, or a name for mDNS.
    std::uint16_t port = 0;
};

/// What is answered to one section of the offer, at the same place.
struct AnsweredMedium {
    const Coding* coding = nullptr;  ///< Of that section; null: it is rejected (port 0).
    std::uint32_t ssrc = 0;          ///< What we send with; 0: we send nothing.
    Direction direction = Direction::SendOnly;
};

struct Answer {
    std::string ice_fragment;
    std::string ice_password;
    std::vector<std::uint8_t> fingerprint;  ///< SHA-256 of our certificate.
    std::vector<HostCandidate> candidates;
    std::vector<AnsweredMedium> media;  ///< As many as the offer has.
    std::string name = "porchlight";    ///< CNAME and stream id.
    std::uint64_t session = 1;          ///< For the o= line.
};

/// The answer's text. All candidates are in the first section that is not rejected, then
/// a=end-of-candidates. Rejected besides is what does not share the one transport (no bundle, no
/// rtcp-mux), and no direction goes further than the offer lets it.
[[nodiscard]] std::string write_answer(const Offer& offer, const Answer& answer);

}  // namespace porchlight::net::webrtc
