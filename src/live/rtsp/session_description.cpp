// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/session_description.hpp"

#include "base/base64.hpp"
#include "media/rtp/aac_packetiser.hpp"
#include "media/rtp/packetiser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::live {

namespace {

/// A session's name is one line, and not empty (RFC 8866 section 5.3).
std::string one_line(std::string name) {
    std::ranges::replace_if(name, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return name.empty() ? "Porchlight" : name;
}

/// Profile and level are the three bytes behind the head of the sequence parameter set.
std::string profile_of(const media::ByteVector& sps) {
    constexpr std::size_t kProfileEnds = 4;
    return sps.size() < kProfileEnds ? "42E01E" : to_hex(std::span(sps).subspan(1, 3));
}

constexpr int kPcmu = 0;
constexpr int kPcma = 8;
constexpr int kVoiceInAac = 98;
constexpr int kTelephoneRate = 8000;
constexpr int kSpeechRate = 16000;
/// AAC-LC, 16 kHz, one channel (ISO/IEC 14496-3 section 1.6.2.1).
const media::ByteVector& speech_config() {
    static const media::ByteVector config{0x14, 0x08};
    return config;
}

std::string_view direction(Asked asked) {
    return asked == Asked::WithSpeaker ? "recvonly" : "sendonly";
}

/// The profile stays RTP/AVP, which players expect, though RFC 4585 would have AVPF beside rtcp-fb.
std::string describe_picture(const media::VideoTrack& track, Asked asked) {
    std::string text = fmt::format(
        "m=video 0 RTP/AVP {0}\r\na=rtpmap:{0} H264/90000\r\n"
        "a=fmtp:{0} packetization-mode=1;profile-level-id={1};sprop-parameter-sets={2},{3}\r\n"
        "a=rtcp-fb:{0} nack pli\r\n",
        media::rtp::H264Packetiser::kPayloadType, profile_of(track.sps), to_base64(track.sps),
        to_base64(track.pps));
    if (track.frame_rate > 0) {
        text += fmt::format("a=framerate:{:.2f}\r\n", track.frame_rate);
    }
    return text + fmt::format("a={}\r\na=control:track1\r\n", direction(asked));
}

/// The profile-level-id is what ffmpeg and GStreamer say, too; players read the config.
std::string describe_aac(int payload_type, int sample_rate, int channels,
                         const media::ByteVector& config) {
    return fmt::format(
        "a=rtpmap:{0} MPEG4-GENERIC/{1}/{2}\r\n"
        "a=fmtp:{0} streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
        "indexdeltalength=3;config={3}\r\n",
        payload_type, sample_rate, channels, to_hex(config));
}

std::string describe_sound(const media::AudioTrack& track, Asked asked) {
    const int type = media::rtp::AacPacketiser::kPayloadType;
    return fmt::format("m=audio 0 RTP/AVP {}\r\n{}a={}\r\na=control:track2\r\n", type,
                       describe_aac(type, track.sample_rate, track.channels, track.config),
                       direction(asked));
}

std::string describe_speaker() {
    return fmt::format(
        "m=audio 0 RTP/AVP {0} {1} {2}\r\na=rtpmap:{0} PCMU/{3}\r\na=rtpmap:{1} PCMA/{3}\r\n{4}"
        "a=sendonly\r\na=control:track3\r\n",
        kPcmu, kPcma, kVoiceInAac, kTelephoneRate,
        describe_aac(kVoiceInAac, kSpeechRate, 1, speech_config()));
}

}  // namespace

std::optional<media::rtp::TrackFormat> voice_format(int payload_type) {
    media::rtp::TrackFormat format;
    format.payload_type = payload_type;
    format.clock_rate = payload_type == kVoiceInAac ? kSpeechRate : kTelephoneRate;
    switch (payload_type) {
        case kPcmu:
            format.track = media::AudioTrack{media::Codec::Pcmu, kTelephoneRate, 1, {}};
            return format;
        case kPcma:
            format.track = media::AudioTrack{media::Codec::Pcma, kTelephoneRate, 1, {}};
            return format;
        case kVoiceInAac:
            format.track = media::AudioTrack{media::Codec::Aac, kSpeechRate, 1, speech_config()};
            return format;
        default:
            return std::nullopt;
    }
}

std::string describe_session(const media::VideoTrack& video,
                             const std::optional<media::AudioTrack>& audio, Asked asked,
                             const std::string& name, const std::string& own_address) {
    const std::string_view family = own_address.find(':') == std::string::npos ? "IP4" : "IP6";
    return fmt::format(
               "v=0\r\no=- 1 1 IN {0} {1}\r\ns={2}\r\nc=IN {0} {3}\r\nt=0 0\r\na=control:*\r\n"
               "a=range:npt=now-\r\n",
               family, own_address.empty() ? "0.0.0.0" : own_address, one_line(name),
               family == "IP4" ? "0.0.0.0" : "::") +
           describe_picture(video, asked) + (audio ? describe_sound(*audio, asked) : "") +
           (asked == Asked::WithSpeaker ? describe_speaker() : "");
}

}  // namespace porchlight::live
