// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "net/ascii.hpp"
#include "net/sdp_text.hpp"
#include "net/webrtc/session.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::net::webrtc {
namespace {

constexpr std::size_t kLongestOffer = std::size_t{256} * 1024;
constexpr std::size_t kMostMedia = 16;
constexpr std::size_t kMostCodings = 128;
constexpr std::size_t kFingerprintLetters = 95;  ///< SHA-256 as "EE:95:…"

/// What is said of the transport, by the session or by one section.
struct Transport {
    std::string_view ice_fragment;
    std::string_view ice_password;
    std::vector<std::uint8_t> fingerprint;
    std::string_view setup;
};

/// A section while it is read.
struct Section {
    OfferedMedium medium;
    Transport transport;
    bool has_port = false;
    bool has_direction = false;
};

struct Draft {
    Transport transport;
    Direction direction = Direction::Both;
    std::vector<std::string_view> bundle;  ///< Mids.
    std::vector<Section> sections;
};

Error refused(const char* why) {
    return {ErrorCode::InvalidArgument, why};
}

/// "sha-256 EE:95:…"; empty when it is another hash, or broken.
std::vector<std::uint8_t> parse_fingerprint(std::string_view value) {
    const bool is_sha256 = ascii_iequals(take_word(value), "sha-256");
    if (!is_sha256 || value.size() != kFingerprintLetters) {
        return {};
    }
    std::string digits;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i % 3 != 2) {
            digits += value[i];
        } else if (value[i] != ':') {
            return {};
        }
    }
    return from_hex(digits).value_or({});
}

std::optional<Direction> parse_direction(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Direction>, 4> kNames = {{
        {"sendonly", Direction::SendOnly},
        {"recvonly", Direction::ReceiveOnly},
        {"sendrecv", Direction::Both},
        {"inactive", Direction::None},
    }};
    const auto* const found =
        std::ranges::find(kNames, name, &std::pair<std::string_view, Direction>::first);
    return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

/// "video 9 UDP/TLS/RTP/SAVPF 96 97"
Section parse_media_line(std::string_view value) {
    Section section;
    OfferedMedium& medium = section.medium;
    medium.kind = std::string(take_word(value));
    medium.medium = medium.kind == "video"   ? Medium::Video
                    : medium.kind == "audio" ? Medium::Audio
                                             : Medium::Other;
    std::string_view port = take_word(value);
    section.has_port = parse_number<std::uint16_t>(take_until(port, '/')).value_or(0) != 0;
    medium.protocol = std::string(take_word(value));
    while (!value.empty() && medium.medium != Medium::Other) {
        const auto payload_type = take_payload_type(value);
        const bool is_new = payload_type && medium.codings.size() < kMostCodings &&
                            std::ranges::find(medium.codings, *payload_type,
                                              &Coding::payload_type) == medium.codings.end();
        if (is_new) {
            medium.codings.emplace_back().payload_type = *payload_type;
        }
    }
    return section;
}

/// The coding that a line "a=rtpmap:97 …" is about; null when there is none.
Coding* take_coding(std::string_view& value, OfferedMedium& medium) {
    const auto payload_type = take_payload_type(value);
    const auto found =
        std::ranges::find(medium.codings, payload_type.value_or(-1), &Coding::payload_type);
    return found == medium.codings.end() ? nullptr : &*found;
}

void parse_rtpmap(std::string_view value, OfferedMedium& medium) {
    if (Coding* coding = take_coding(value, medium)) {
        RtpMap map = parse_rtp_map(value);
        coding->encoding = std::move(map.encoding);
        coding->clock_rate = map.clock_rate;
        coding->channels = map.channels;
    }
}

void parse_fmtp(std::string_view value, OfferedMedium& medium) {
    if (Coding* coding = take_coding(value, medium)) {
        coding->format = std::string(value);
    }
}

/// "96 nack pli", or "* nack" for all codings.
void parse_feedback(std::string_view value, OfferedMedium& medium) {
    const auto offer = parse_feedback_offer(value);
    for (Coding& coding : medium.codings) {
        if (offer && offer->payload_type.value_or(coding.payload_type) == coding.payload_type) {
            coding.takes_nack = coding.takes_nack || offer->is_nack;
            coding.takes_pli = coding.takes_pli || offer->is_pli;
        }
    }
}

/// Whether the attribute was one of the transport's.
bool parse_transport(std::string_view name, std::string_view value, Transport& transport) {
    if (name == "ice-ufrag") {
        transport.ice_fragment = value;
    } else if (name == "ice-pwd") {
        transport.ice_password = value;
    } else if (name == "setup") {
        transport.setup = value;
    } else if (name == "fingerprint") {
        if (transport.fingerprint.empty()) {
            transport.fingerprint = parse_fingerprint(value);
        }
    } else {
        return false;
    }
    return true;
}

void parse_section_attribute(std::string_view name, std::string_view value, Section& section) {
    OfferedMedium& medium = section.medium;
    if (name == "mid") {
        medium.mid = std::string(value);
    } else if (name == "rtcp-mux") {
        medium.muxes_rtcp = true;
    } else if (name == "rtpmap") {
        parse_rtpmap(value, medium);
    } else if (name == "fmtp") {
        parse_fmtp(value, medium);
    } else if (name == "rtcp-fb") {
        parse_feedback(value, medium);
    } else if (const auto direction = parse_direction(name)) {
        medium.direction = *direction;
        section.has_direction = true;
    }
}

/// "BUNDLE 0 1"; of several such groups the first counts.
void parse_group(std::string_view value, Draft& draft) {
    if (take_word(value) != "BUNDLE" || !draft.bundle.empty()) {
        return;
    }
    while (!value.empty() && draft.bundle.size() < kMostMedia) {
        draft.bundle.push_back(take_word(value));
    }
}

void parse_attribute(std::string_view value, Draft& draft) {
    const std::string_view name = trimmed(take_until(value, ':'));
    value = trimmed(value);
    if (!draft.sections.empty()) {
        Section& section = draft.sections.back();
        if (!parse_transport(name, value, section.transport)) {
            parse_section_attribute(name, value, section);
        }
    } else if (name == "group") {
        parse_group(value, draft);
    } else if (const auto direction = parse_direction(name)) {
        draft.direction = *direction;
    } else {
        parse_transport(name, value, draft.transport);
    }
}

Result<Draft> read_lines(std::string_view text) {
    Draft draft;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (line.starts_with("m=")) {
            if (draft.sections.size() >= kMostMedia) {
                return refused("the offer has more than 16 sections; 2 are enough to watch");
            }
            draft.sections.push_back(parse_media_line(line.substr(2)));
        } else if (line.starts_with("a=")) {
            parse_attribute(line.substr(2), draft);
        }
    }
    return draft;
}

/// What the session says counts where a section says nothing.
void inherit(const Draft& draft, Section& section) {
    Transport& own = section.transport;
    const Transport& session = draft.transport;
    own.ice_fragment = own.ice_fragment.empty() ? session.ice_fragment : own.ice_fragment;
    own.ice_password = own.ice_password.empty() ? session.ice_password : own.ice_password;
    own.setup = own.setup.empty() ? session.setup : own.setup;
    if (own.fingerprint.empty()) {
        own.fingerprint = session.fingerprint;
    }
    OfferedMedium& medium = section.medium;
    medium.direction = section.has_direction ? medium.direction : draft.direction;
    medium.is_bundled =
        !medium.mid.empty() && std::ranges::find(draft.bundle, medium.mid) != draft.bundle.end();
    medium.is_rejected = !section.has_port && !medium.is_bundled;
}

bool can_be_watched(const Section& section) {
    const OfferedMedium& medium = section.medium;
    return medium.medium != Medium::Other && medium.is_bundled && medium.muxes_rtcp;
}

/// The section whose transport all of the bundle share (RFC 8843 section 7.2).
const Section* tagged_section(const Draft& draft) {
    for (const std::string_view mid : draft.bundle) {
        for (const Section& section : draft.sections) {
            if (section.medium.mid == mid) {
                return &section;
            }
        }
    }
    return nullptr;
}

/// RFC 8839 section 5.4: letters, digits, "+" and "/".
bool is_ice_text(std::string_view text, std::size_t shortest) {
    return text.size() >= shortest && text.size() <= 256 && std::ranges::all_of(text, [](char c) {
               const char lower = ascii_lower(c);
               return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
                      c == '/';
           });
}

Result<> check_transport(const Transport& transport) {
    if (!is_ice_text(transport.ice_fragment, 4) || !is_ice_text(transport.ice_password, 22)) {
        return refused("the offer has no a=ice-ufrag and a=ice-pwd as ICE wants them");
    }
    if (transport.fingerprint.empty()) {
        return refused("the offer has no a=fingerprint of SHA-256");
    }
    if (transport.setup != "actpass" && transport.setup != "active") {
        return refused("the offer has no a=setup:actpass or a=setup:active");
    }
    return {};
}

}  // namespace

bool Offer::has_video() const {
    return std::ranges::any_of(
        media, [](const OfferedMedium& one) { return one.medium == Medium::Video; });
}

Result<Offer> parse_offer(std::string_view text) {
    if (text.size() > kLongestOffer) {
        return refused("the offer is longer than 256 KiB");
    }
    PL_TRY(Draft draft, read_lines(text));
    for (Section& section : draft.sections) {
        inherit(draft, section);
    }
    const Section* tagged = tagged_section(draft);
    if (tagged == nullptr || std::ranges::none_of(draft.sections, can_be_watched)) {
        return refused(
            "the offer has no video or audio section with a=rtcp-mux that is in a=group:BUNDLE");
    }
    PL_TRY_VOID(check_transport(tagged->transport));
    Offer offer;
    offer.ice_fragment = std::string(tagged->transport.ice_fragment);
    offer.ice_password = std::string(tagged->transport.ice_password);
    offer.fingerprint = tagged->transport.fingerprint;
    for (Section& section : draft.sections) {
        offer.media.push_back(std::move(section.medium));
    }
    return offer;
}

}  // namespace porchlight::net::webrtc
