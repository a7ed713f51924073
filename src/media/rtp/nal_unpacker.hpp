// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/access_unit.hpp"

#include <string>

namespace porchlight::media::rtp {

/// Takes the NAL units, or the piece of one, out of one RTP payload into `unit`; marks the unit
/// damaged when a piece does not fit.
/// @source RFC 6184 sections 5.6 to 5.8: single NAL unit, STAP-A, FU-A. @error Unsupported  STAP-B,
/// MTAP and FU-B, which only the interleaved mode uses and no camera is known to send.
Result<> unpack_h264(ByteSpan payload, AccessUnit& unit);

/// @source RFC 7798 sections 4.4.1 to 4.4.3: single NAL unit, aggregation, fragmentation; without
/// decoding order numbers. @error Unsupported  PACI packets.
Result<> unpack_h265(ByteSpan payload, AccessUnit& unit);

/// What an RTP payload begins with, to tell where one picture ends and the next begins when marker
/// and timestamp do not.
enum class PayloadStart : std::uint8_t { NewPicture, SamePicture };
[[nodiscard]] PayloadStart payload_start(Codec codec, ByteSpan payload);

}  // namespace porchlight::media::rtp
