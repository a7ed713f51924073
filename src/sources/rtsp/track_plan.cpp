// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/track_plan.hpp"

#include "base/base64.hpp"
#include "media/nal.hpp"
#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using media::AudioTrack;
using media::Codec;
using media::VideoTrack;
using net::MediaKind;
using net::SdpMedia;

/// Base 64 NAL units between commas. Broken ones are left out: they come in the stream, too.
void keep_parameter_sets(VideoTrack& track, std::string_view list) {
    while (!list.empty()) {
        const auto nal = from_base64(net::trimmed(net::take_until(list, ',')));
        // By its own type, whatever attribute it came in.
        media::ByteVector* slot = nal ? media::parameter_slot(track, *nal) : nullptr;
        if (slot != nullptr && slot->empty()) {
            *slot = *nal;
        }
    }
}

std::optional<VideoTrack> video_track(const SdpMedia& section) {
    VideoTrack track;
    if (section.encoding == "H264") {
        keep_parameter_sets(track, section.format_value("sprop-parameter-sets"));
        return track;
    }
    if (section.encoding == "H265" || section.encoding == "HEVC") {
        track.codec = Codec::H265;
        for (const std::string_view name : {"sprop-vps", "sprop-sps", "sprop-pps"}) {
            keep_parameter_sets(track, section.format_value(name));
        }
        return track;
    }
    return std::nullopt;
}

std::optional<int> small_number(const SdpMedia& section, std::string_view name, int most) {
    const auto number = net::parse_number<int>(section.format_value(name));
    return number && *number >= 0 && *number <= most ? number : std::nullopt;
}

bool is_aac_mode(std::string_view mode) {
    return mode.empty() || net::ascii_iequals(mode, "AAC-hbr") ||
           net::ascii_iequals(mode, "AAC-lbr");
}

/// The AudioSpecificConfig; made up from the clock when a camera leaves it out.
/// @source ISO/IEC 14496-3 table 1.18 for the sampling frequency index.
media::ByteVector aac_config(const SdpMedia& section) {
    if (auto config = from_hex(section.format_value("config")); config && config->size() >= 2) {
        return *config;
    }
    constexpr std::array<int, 13> kRates = {96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                            22050, 16000, 12000, 11025, 8000,  7350};
    const auto rate = std::ranges::find(kRates, section.clock_rate);
    if (rate == kRates.end()) {
        return {};
    }
    constexpr unsigned kLowComplexity = 2;
    const auto index = static_cast<unsigned>(rate - kRates.begin());
    const auto channels = static_cast<unsigned>(section.channels);
    return {static_cast<std::uint8_t>((kLowComplexity << 3U) | (index >> 1U)),
            static_cast<std::uint8_t>((index << 7U) | (channels << 3U))};
}

std::optional<media::rtp::TrackFormat> aac_format(const SdpMedia& section) {
    const bool is_lbr = net::ascii_iequals(section.format_value("mode"), "AAC-lbr");
    auto config = aac_config(section);
    if (!is_aac_mode(section.format_value("mode")) || config.empty()) {
        return std::nullopt;
    }
    media::rtp::TrackFormat format;
    format.track = AudioTrack{Codec::Aac, section.clock_rate, section.channels, std::move(config)};
    format.aac.size_length = small_number(section, "sizelength", 32).value_or(is_lbr ? 6 : 13);
    format.aac.index_length = small_number(section, "indexlength", 16).value_or(is_lbr ? 2 : 3);
    format.aac.index_delta_length =
        small_number(section, "indexdeltalength", 16).value_or(is_lbr ? 2 : 3);
    const auto duration = small_number(section, "constantduration", 8192).value_or(1024);
    format.aac.unit_duration = static_cast<std::uint32_t>(duration);
    return format;
}

std::optional<media::rtp::TrackFormat> audio_format(const SdpMedia& section) {
    media::rtp::TrackFormat format;
    if (section.encoding == "MPEG4-GENERIC") {
        return aac_format(section);
    }
    if (section.encoding == "PCMU" || section.encoding == "PCMA") {
        const Codec codec = section.encoding == "PCMU" ? Codec::Pcmu : Codec::Pcma;
        format.track = AudioTrack{codec, section.clock_rate, section.channels, {}};
        return format;
    }
    if (section.encoding == "OPUS") {
        // The RTP clock is 48 kHz whatever is inside (RFC 7587 section 4.1).
        format.track = AudioTrack{Codec::Opus, 48000, section.channels, {}};
        return format;
    }
    return std::nullopt;
}

std::string shown(const SdpMedia& section) {
    return section.encoding.empty() ? fmt::format("payload type {}", section.payload_type)
                                    : section.encoding.substr(0, 32);
}

PlannedTrack planned(const SdpMedia& section, media::rtp::TrackFormat format,
                     const std::string& base) {
    format.payload_type = section.payload_type;
    format.other_payload_types = section.other_payload_types;
    format.clock_rate = section.encoding == "OPUS" ? 48000 : section.clock_rate;
    return {std::move(format), net::resolve_control(base, section.control),
            section.takes_picture_loss};
}

void plan_audio(const net::Sdp& sdp, const std::string& base, TrackPlan& plan) {
    for (const SdpMedia& section : sdp.media) {
        if (section.kind != MediaKind::Audio || section.is_backchannel) {
            continue;
        }
        if (auto format = audio_format(section)) {
            plan.audio = planned(section, std::move(*format), base);
            plan.notes.clear();
            return;
        }
        plan.notes.push_back(fmt::format(
            "The camera's sound ({}) is in a format that is not recorded; set the camera to AAC or "
            "G.711 to have sound",
            shown(section)));
    }
}

Error no_video(const net::Sdp& sdp) {
    const auto video =
        std::ranges::find_if(sdp.media, [](const auto& m) { return m.kind == MediaKind::Video; });
    if (video == sdp.media.end()) {
        return Error(ErrorCode::Unsupported, "This address offers no picture")
            .with_fault("stream.wrong_path");
    }
    return Error(
               ErrorCode::Unsupported,
               fmt::format("The camera sends its picture as {}. Set it to H.264 (or H.265) in the "
                           "camera's own settings",
                           shown(*video)))
        .with_fault("stream.codec_unsupported");
}

}  // namespace

Result<TrackPlan> plan_tracks(const net::Sdp& sdp, const std::string& base, Sound sound) {
    const std::string session_url = net::resolve_control(base, sdp.control);
    // Only an absolute session URL changes what the tracks' URLs are relative to.
    const bool is_absolute = net::ascii_istarts_with(sdp.control, "rtsp");
    const std::string& track_base = is_absolute ? session_url : base;
    TrackPlan plan;
    plan.play_url = session_url;
    for (const SdpMedia& section : sdp.media) {
        auto track = section.kind == MediaKind::Video ? video_track(section) : std::nullopt;
        if (!track) {
            continue;
        }
        media::rtp::TrackFormat format;
        format.track = std::move(*track);
        plan.video = planned(section, std::move(format), track_base);
        if (sound == Sound::Take) {
            plan_audio(sdp, track_base, plan);
        }
        return plan;
    }
    return no_video(sdp);
}

}  // namespace porchlight::sources::rtsp
