// SPDX-License-Identifier: Apache-2.0
#include "net/ascii.hpp"
#include "net/webrtc/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

namespace porchlight::net::webrtc {
namespace {

/// RFC 6184 section 8.1: what is meant where nothing is said, Baseline at level 1.
constexpr std::uint32_t kUnsaidProfile = 0x420010;

/// Profiles by what they can: a decoder of a later one mostly takes those before it.
/// @source RFC 6184 table 5, ITU-T H.264 annex A.2.
int profile_rank(std::uint32_t profile_level_id) {
    const bool is_constrained = (profile_level_id & 0x4000U) != 0;
    switch (profile_level_id >> 16U) {
        case 0x42:
            return is_constrained ? 0 : 1;
        case 0x4D:
            return 2;
        case 0x64:
            return 3;
        default:
            return 4;  // High 10, High 4:2:2, High 4:4:4, and what nobody sends.
    }
}

/// How far an offered profile is from the stream's; of two at one distance the richer is nearer.
/// What is beyond High has decoders of its own, that ordinary streams do not go to.
int distance(std::uint32_t offered, std::uint32_t stream) {
    constexpr int kHigh = 3;
    constexpr int kFar = 100;
    const int rank = profile_rank(offered);
    const int further = rank - profile_rank(stream);
    const bool is_beyond = rank > kHigh && further > 0;
    return 2 * std::abs(further) + (further < 0 ? 1 : 0) + (is_beyond ? kFar : 0);
}

std::uint32_t profile_of(const Coding& coding) {
    return parse_number(coding.format_value("profile-level-id"), 16).value_or(kUnsaidProfile);
}

bool sends(Direction direction) {
    return direction == Direction::SendOnly || direction == Direction::Both;
}

bool receives(Direction direction) {
    return direction == Direction::ReceiveOnly || direction == Direction::Both;
}

const char* name_of(bool sends, bool receives) {
    return sends ? (receives ? "sendrecv" : "sendonly") : (receives ? "recvonly" : "inactive");
}

/// "EE:95:…"
std::string fingerprint_text(std::span<const std::uint8_t> fingerprint) {
    std::string text;
    for (const std::uint8_t byte : fingerprint) {
        fmt::format_to(std::back_inserter(text), "{}{:02X}", text.empty() ? "" : ":", byte);
    }
    return text;
}

/// Writes the sections one after another.
class AnswerWriter {
  public:
    AnswerWriter(const Offer& offer, const Answer& answer) : offer_(offer), answer_(answer) {}

    std::string write() && {
        add("v=0\r\no=- {} 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n", answer_.session);
        add_group();
        for (std::size_t i = 0; i < offer_.media.size(); ++i) {
            if (const AnsweredMedium* answered = taken(i)) {
                add_section(offer_.media[i], *answered);
            } else {
                add_rejection(offer_.media[i]);
            }
        }
        return std::move(text_);
    }

  private:
    template <typename... Values>
    void add(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    }

    /// The answer to a section that is not rejected; null when it is. One transport carries all.
    [[nodiscard]] const AnsweredMedium* taken(std::size_t index) const {
        const OfferedMedium& offered = offer_.media[index];
        const bool is_taken = index < answer_.media.size() &&
                              answer_.media[index].coding != nullptr && offered.is_bundled &&
                              offered.muxes_rtcp && !offered.is_rejected;
        return is_taken ? &answer_.media[index] : nullptr;
    }

    void add_group() {
        std::string mids;
        for (std::size_t i = 0; i < offer_.media.size(); ++i) {
            if (taken(i) != nullptr) {
                mids += ' ' + offer_.media[i].mid;
            }
        }
        if (!mids.empty()) {
            add("a=group:BUNDLE{}\r\n", mids);
        }
    }

    /// A format must stand there, whatever it is (RFC 3264 section 6).
    void add_rejection(const OfferedMedium& offered) {
        const int format = offered.codings.empty() ? 0 : offered.codings.front().payload_type;
        add("m={} 0 {} {}\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n", offered.kind, offered.protocol,
            offered.medium == Medium::Other ? "webrtc-datachannel" : std::to_string(format));
        if (!offered.mid.empty()) {
            add("a=mid:{}\r\n", offered.mid);
        }
    }

    /// Port 9 and no address: candidates alone say where (RFC 8839 section 4.2.1.1).
    void add_section(const OfferedMedium& offered, const AnsweredMedium& answered) {
        add("m={} 9 {} {}\r\nc=IN IP4 0.0.0.0\r\na=mid:{}\r\n", offered.kind, offered.protocol,
            answered.coding->payload_type, offered.mid);
        add_transport();
        const bool is_sent =
            answered.ssrc != 0 && sends(answered.direction) && receives(offered.direction);
        const bool is_received = receives(answered.direction) && sends(offered.direction);
        add("a={}\r\na=rtcp-mux\r\n", name_of(is_sent, is_received));
        add_coding(*answered.coding);
        if (is_sent) {
            add("a=msid:{0} {0}-{1}\r\na=ssrc:{2} cname:{0}\r\n", answer_.name, offered.mid,
                answered.ssrc);
        }
        add_candidates();
    }

    void add_transport() {
        add("a=ice-ufrag:{}\r\na=ice-pwd:{}\r\na=fingerprint:sha-256 {}\r\na=setup:passive\r\n",
            answer_.ice_fragment, answer_.ice_password, fingerprint_text(answer_.fingerprint));
    }

    void add_coding(const Coding& coding) {
        const std::string channels = coding.channels > 1 ? fmt::format("/{}", coding.channels) : "";
        add("a=rtpmap:{} {}/{}{}\r\n", coding.payload_type, coding.encoding, coding.clock_rate,
            channels);
        if (!coding.format.empty()) {
            add("a=fmtp:{} {}\r\n", coding.payload_type, coding.format);
        }
        if (coding.takes_nack) {
            add("a=rtcp-fb:{} nack\r\n", coding.payload_type);
        }
        if (coding.takes_pli) {
            add("a=rtcp-fb:{} nack pli\r\n", coding.payload_type);
        }
    }

    /// In the first section only. Priorities of host candidates in our order of preference
    /// (RFC 8445 section 5.1.2.1).
    void add_candidates() {
        if (std::exchange(has_candidates_, true)) {
            return;
        }
        constexpr std::uint32_t kHost = 126;
        std::uint32_t preference = 65535;
        for (const HostCandidate& candidate : answer_.candidates) {
            add("a=candidate:{} 1 udp {} {} {} typ host\r\n", 65536 - preference,
                (kHost << 24U) + (preference << 8U) + 255, candidate.address, candidate.port);
            --preference;
        }
        add("a=end-of-candidates\r\n");
    }

    const Offer& offer_;
    const Answer& answer_;
    std::string text_;
    bool has_candidates_ = false;
};

}  // namespace

std::string_view Coding::format_value(std::string_view name) const {
    std::string_view rest = format;
    while (!rest.empty()) {
        std::string_view value = take_until(rest, ';');
        if (ascii_iequals(trimmed(take_until(value, '=')), name)) {
            return trimmed(value);
        }
    }
    return {};
}

const Coding* choose_h264(const OfferedMedium& medium, std::uint32_t profile_level_id) {
    const Coding* nearest = nullptr;
    int least = std::numeric_limits<int>::max();
    for (const Coding& coding : medium.codings) {
        const int away = distance(profile_of(coding), profile_level_id);
        if (coding.encoding == "H264" && coding.format_value("packetization-mode") == "1" &&
            away < least) {
            nearest = &coding;
            least = away;
        }
    }
    return nearest;
}

const Coding* choose_opus(const OfferedMedium& medium) {
    const auto found = std::ranges::find_if(medium.codings, [](const Coding& coding) {
        return coding.encoding == "OPUS" && coding.clock_rate == 48000;
    });
    return found == medium.codings.end() ? nullptr : &*found;
}

std::string write_answer(const Offer& offer, const Answer& answer) {
    return AnswerWriter(offer, answer).write();
}

}  // namespace porchlight::net::webrtc
