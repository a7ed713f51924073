// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::media::rtp {

/// What a receiver asks of a sender.
struct Feedback {
    std::vector<std::uint16_t> lost;  ///< Sequence numbers to send again, as they were asked for.
    bool wants_key_frame = false;     ///< PLI or FIR: it cannot go on without one.
    /// Of the packets since its last report, 0 to 1; below 0 when it reports of nothing.
    double share_lost = -1;
    bool is_gone = false;  ///< BYE.
};

/// What a compound RTCP packet says of one sender. What is cut short or unknown is passed over.
/// @source RFC 4585 sections 6.2.1 (NACK) and 6.3.1 (PLI), RFC 5104 section 4.3.1 (FIR), RFC 3550
/// section 6.4.2 (the fraction lost of a report block).
[[nodiscard]] Feedback parse_feedback(ByteSpan bytes, std::uint32_t ssrc);

}  // namespace porchlight::media::rtp
