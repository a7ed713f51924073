// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/backchannel.hpp"

#include "net/ascii.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using media::Codec;
using net::MediaKind;
using net::SdpMedia;

constexpr int kTelephoneRate = 8000;
/// RFC 3551 section 6.
constexpr int kStaticPcmu = 0;
constexpr int kStaticPcma = 8;

std::optional<Backchannel> telephone(const SdpMedia& section, Codec codec, int payload_type) {
    return Backchannel{{codec, section.clock_rate > 0 ? section.clock_rate : kTelephoneRate, 1, {}},
                       payload_type,
                       section.control,
                       {}};
}

/// As our packets are laid out.
bool is_usual_aac(const SdpMedia& section) {
    const auto is = [&](std::string_view name, std::string_view usual) {
        const std::string_view value = section.format_value(name);
        return value.empty() || net::ascii_iequals(value, usual);
    };
    return is("mode", "AAC-hbr") && is("sizelength", "13") && is("indexlength", "3") &&
           section.channels == 1;
}

std::optional<Backchannel> speaker_in(const SdpMedia& section) {
    if (section.encoding == "PCMU" || section.encoding == "PCMA") {
        return telephone(section, section.encoding == "PCMU" ? Codec::Pcmu : Codec::Pcma,
                         section.payload_type);
    }
    // Further types of the section are not looked into, but these two say what they are.
    for (const auto& [type, codec] :
         {std::pair(kStaticPcmu, Codec::Pcmu), std::pair(kStaticPcma, Codec::Pcma)}) {
        if (std::ranges::count(section.other_payload_types, type) > 0) {
            auto found = telephone(section, codec, type);
            found->track.sample_rate = kTelephoneRate;
            return found;
        }
    }
    if (section.encoding == "MPEG4-GENERIC" && is_usual_aac(section)) {
        return Backchannel{
            {Codec::Aac, section.clock_rate, 1, {}}, section.payload_type, section.control, {}};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Backchannel> find_backchannel(const net::Sdp& sdp) {
    const bool means_itself = std::ranges::any_of(sdp.media, [](const SdpMedia& section) {
        return section.kind == MediaKind::Video && section.is_send_only;
    });
    std::optional<Backchannel> best;
    for (const SdpMedia& section : sdp.media) {
        if (means_itself || section.kind != MediaKind::Audio || !section.is_send_only) {
            continue;
        }
        auto found = speaker_in(section);
        const bool is_better =
            found &&
            (!best || (best->track.codec == Codec::Aac && found->track.codec != Codec::Aac));
        if (is_better) {
            best = std::move(found);
        }
    }
    return best;
}

}  // namespace porchlight::sources::rtsp
