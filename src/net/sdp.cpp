// SPDX-License-Identifier: Apache-2.0
#include "net/sdp.hpp"

#include "net/ascii.hpp"
#include "net/sdp_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace porchlight::net {
namespace {

constexpr std::size_t kMostMedia = 64;
constexpr std::size_t kMostParameters = 64;

struct StaticType {
    int payload_type;
    std::string_view encoding;
    int clock_rate;
};
/// RFC 3551 section 6, those a camera may use.
constexpr std::array<StaticType, 8> kStaticTypes = {{
    {0, "PCMU", 8000},
    {3, "GSM", 8000},
    {8, "PCMA", 8000},
    {9, "G722", 8000},
    {10, "L16", 44100},
    {14, "MPA", 90000},
    {26, "JPEG", 90000},
    {32, "MPV", 90000},
}};

/// "video 0 RTP/AVP 96 97"
SdpMedia parse_media_line(std::string_view value) {
    SdpMedia media;
    const std::string_view kind = take_word(value);
    media.kind = ascii_iequals(kind, "video")   ? MediaKind::Video
                 : ascii_iequals(kind, "audio") ? MediaKind::Audio
                                                : MediaKind::Other;
    take_word(value);  // port
    take_word(value);  // transport
    media.payload_type = take_payload_type(value).value_or(0);
    while (!value.empty() && media.other_payload_types.size() < 16) {
        if (const auto other = take_payload_type(value)) {
            media.other_payload_types.push_back(*other);
        }
    }
    return media;
}

enum class About : std::uint8_t { No, Perhaps, Yes };

/// Whether a line "a=rtpmap:97 ..." or "a=fmtp:97 ..." is about this media. Some cameras number the
/// m= line and its attributes differently: an attribute that is about nothing else counts.
About is_about(const SdpMedia& media, int payload_type) {
    if (payload_type == media.payload_type) {
        return About::Yes;
    }
    const bool other = std::ranges::find(media.other_payload_types, payload_type) !=
                       media.other_payload_types.end();
    return other ? About::No : About::Perhaps;
}

/// "96 H264/90000" or "97 MPEG4-GENERIC/16000/1"
void parse_rtpmap(std::string_view value, SdpMedia& media) {
    const auto payload_type = take_payload_type(value);
    const About about = payload_type ? is_about(media, *payload_type) : About::No;
    if (about == About::No || (about == About::Perhaps && !media.encoding.empty())) {
        return;
    }
    const RtpMap map = parse_rtp_map(value);
    media.encoding = map.encoding;
    media.clock_rate = map.clock_rate;
    media.channels = map.channels;
}

/// "96 packetization-mode=1; profile-level-id=4D0029;sprop-parameter-sets=..."
void parse_fmtp(std::string_view value, SdpMedia& media) {
    const auto payload_type = take_payload_type(value);
    const About about = payload_type ? is_about(media, *payload_type) : About::No;
    if (about == About::No || (about == About::Perhaps && !media.format.empty())) {
        return;
    }
    while (!value.empty() && media.format.size() < kMostParameters) {
        std::string_view parameter = trimmed(take_until(value, ';'));
        const std::string name = ascii_lower(trimmed(take_until(parameter, '=')));
        parameter = trimmed(parameter);
        if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"') {
            parameter = parameter.substr(1, parameter.size() - 2);
        }
        if (!name.empty()) {
            media.format.emplace_back(name, parameter);
        }
    }
}

void parse_attribute(std::string_view value, Sdp& sdp) {
    const std::string name = ascii_lower(trimmed(take_until(value, ':')));
    value = trimmed(value);
    if (name == "control") {
        (sdp.media.empty() ? sdp.control : sdp.media.back().control) = std::string(value);
        return;
    }
    if (sdp.media.empty()) {
        return;
    }
    SdpMedia& media = sdp.media.back();
    if (name == "rtpmap") {
        parse_rtpmap(value, media);
    } else if (name == "fmtp") {
        parse_fmtp(value, media);
    } else if (name == "rtcp-fb") {
        const auto offer = parse_feedback_offer(value);
        media.takes_picture_loss =
            media.takes_picture_loss ||
            (offer && offer->is_pli &&
             offer->payload_type.value_or(media.payload_type) == media.payload_type);
    } else if (name == "sendonly") {
        // Seen from the client (ONVIF streaming specification, section 5.3): sendonly is talk-back.
        media.is_backchannel = media.kind == MediaKind::Audio;
        media.is_send_only = true;
    }
}

void fill_in_unnamed(SdpMedia& media) {
    if (media.encoding.empty()) {
        const auto known =
            std::ranges::find(kStaticTypes, media.payload_type, &StaticType::payload_type);
        if (known != kStaticTypes.end()) {
            media.encoding = std::string(known->encoding);
            media.clock_rate = known->clock_rate;
        } else if (!media.format_value("sprop-parameter-sets").empty() ||
                   !media.format_value("profile-level-id").empty()) {
            media.encoding = media.kind == MediaKind::Video ? "H264" : "MPEG4-GENERIC";
        } else if (!media.format_value("sprop-sps").empty()) {
            media.encoding = "H265";
        }
    }
    if (media.kind == MediaKind::Video || media.clock_rate <= 0) {
        // RFC 6184 and 7798 allow no other for video; some cameras write 0 or 9000.
        media.clock_rate = media.kind == MediaKind::Video ? 90000 : 8000;
    }
}

/// The last a=sendonly of several audio sections is talk-back only if another section is not.
void keep_only_audio_there_is(Sdp& sdp) {
    const auto is_audio = [](const SdpMedia& m) { return m.kind == MediaKind::Audio; };
    if (std::ranges::count_if(sdp.media, is_audio) == 1) {
        for (SdpMedia& media : sdp.media) {
            media.is_backchannel = false;
        }
    }
}

/// Splits "rtsp://host:port/rest" into its origin and the rest, both as they stand.
std::optional<std::pair<std::string_view, std::string_view>> split_origin(std::string_view url) {
    const auto colon = url.find("://");
    if (colon == std::string_view::npos || colon > 8) {
        return std::nullopt;
    }
    const auto path = url.find_first_of("/?", colon + 3);
    return std::pair(url.substr(0, path),
                     path == std::string_view::npos ? std::string_view() : url.substr(path));
}

}  // namespace

std::string_view SdpMedia::format_value(std::string_view name) const {
    const auto found = std::ranges::find_if(format, [&](const auto& p) { return p.first == name; });
    return found == format.end() ? std::string_view() : std::string_view(found->second);
}

Result<Sdp> parse_sdp(std::string_view text) {
    Sdp sdp;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (line.size() < 2 || line[1] != '=') {
            continue;
        }
        const std::string_view value = trimmed(line.substr(2));
        if (line[0] == 'm') {
            if (sdp.media.size() >= kMostMedia) {
                return Error(ErrorCode::Corrupt,
                             "the camera describes more than 64 streams at one address");
            }
            sdp.media.push_back(parse_media_line(value));
        } else if (line[0] == 'a') {
            parse_attribute(value, sdp);
        } else if (line[0] == 's') {
            sdp.name = std::string(value);
        }
    }
    if (sdp.media.empty()) {
        return Error(ErrorCode::Corrupt, "the camera describes no stream at this address");
    }
    std::ranges::for_each(sdp.media, fill_in_unnamed);
    keep_only_audio_there_is(sdp);
    return sdp;
}

std::string resolve_control(std::string_view base, std::string_view control) {
    if (control.empty() || control == "*") {
        return std::string(base);
    }
    if (ascii_istarts_with(control, "rtsp://") || ascii_istarts_with(control, "rtsps://")) {
        return std::string(control);
    }
    if (control.starts_with('/')) {
        const auto origin = split_origin(base);
        const std::string_view base_path = origin ? origin->second : std::string_view();
        if (origin && base_path.size() > 1 && control.starts_with(base_path)) {
            return fmt::format("{}{}", origin->first, control);
        }
        // Cameras that write "/trackID=1" mean it below the base, whatever the rules say.
        control.remove_prefix(1);
    }
    const bool has_slash = base.ends_with('/') || control.starts_with('?');
    return fmt::format("{}{}{}", base, has_slash ? "" : "/", control);
}

std::string control_base(std::string_view content_base, std::string_view content_location,
                         std::string_view request_uri) {
    const std::string_view named = trimmed(content_base.empty() ? content_location : content_base);
    const auto asked = split_origin(request_uri);
    const auto answer = split_origin(named);
    if (!asked) {
        return std::string(request_uri);
    }
    if (!answer) {
        // Relative, or no URL at all: only a path of its own is believable.
        return named.starts_with('/') ? fmt::format("{}{}", asked->first, named)
                                      : std::string(request_uri);
    }
    return fmt::format("{}{}", asked->first, answer->second);
}

}  // namespace porchlight::net
