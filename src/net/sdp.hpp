// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace porchlight::net {

enum class MediaKind : std::uint8_t { Video, Audio, Other };

/// One m= section of a session description, its first payload type only: cameras offer one.
struct SdpMedia {
    MediaKind kind = MediaKind::Other;
    /// What the section says; 0 to 127.
    int payload_type = 0;
    /// The other payload types of the section, e.g. for retransmission.
    std::vector<int> other_payload_types;
    /// Upper case, e.g. "H264", "MPEG4-GENERIC", "PCMU". From a=rtpmap, else from the static
    /// payload type (RFC 3551 section 6), else guessed from a=fmtp; empty when unknown.
    std::string encoding;
    int clock_rate = 0;  ///< Hz. 90000 for video that does not say.
    int channels = 1;    ///< Audio.
    /// a=fmtp, names in lower case.
    std::vector<std::pair<std::string, std::string>> format;
    /// a=control as it stands; empty when missing.
    std::string control;
    /// a=sendonly and so on, as cameras use it for a talk-back channel: true when we would send.
    bool is_backchannel = false;
    /// a=sendonly as it stands. Whose sending is meant is not always the same: see the sender's
    /// other sections.
    bool is_send_only = false;

    /// a=rtcp-fb: nack pli: the sender makes a key frame when it is asked. @source RFC 4585 4.2.
    bool takes_picture_loss = false;

    /// The value of a format parameter, empty when missing. `name` in lower case.
    [[nodiscard]] std::string_view format_value(std::string_view name) const;
};

/// A session description. @source RFC 8866, RFC 2326 appendix C.
struct Sdp {
    std::string name;     ///< s=
    std::string control;  ///< a=control of the session; empty when missing.
    std::vector<SdpMedia> media;
};

/// Reads what is readable: unknown and broken lines are skipped, any line end will do.
/// @error Corrupt  No m= line, or more than 64.
Result<Sdp> parse_sdp(std::string_view text);

/// The URL that a control attribute stands for.
///
/// "*" and a missing attribute mean the base itself; an absolute URL is taken as it is; anything
/// else is joined to the base with one slash, as cameras expect, not as RFC 3986 would merge it (a
/// base without a final slash is kept whole, and a query of the base stays before the joined part).
/// @param base  Content-Base, else Content-Location, else the URL that was asked for.
[[nodiscard]] std::string resolve_control(std::string_view base, std::string_view control);

/// Which base to use. A camera behind a router, or one that never learnt its address, names a host
/// in its headers that cannot be reached: then the host and port that we are connected to are put
/// in its place.
/// @param content_base, content_location  The headers, empty when missing.   @param request_uri
/// What was asked for.
[[nodiscard]] std::string control_base(std::string_view content_base,
                                       std::string_view content_location,
                                       std::string_view request_uri);

}  // namespace porchlight::net
