// SPDX-License-Identifier: Apache-2.0
#include "support/h264_feed.hpp"

#include "base/base64.hpp"
#include "base/check.hpp"
#include "media/nal.hpp"
#include "media/rtp/access_unit.hpp"
#include "media/rtp/byte_order.hpp"
#include "media/video_encoder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::test {
namespace {

using media::ByteSpan;
using media::ByteVector;

constexpr std::size_t kPayload = 1400;
constexpr std::uint8_t kVideoType = 96;
constexpr std::uint8_t kPcmuType = 0;

/// Numbers packets as a camera does.
class Packer {
  public:
    Packer(Feed& feed, Markers markers) : feed_(feed), markers_(markers) {}

    void begin_frame() { feed_.frames.emplace_back(); }
    void add_nal(ByteSpan nal, bool is_last) {
        if (nal.size() <= kPayload) {
            add_video(ByteVector(nal.begin(), nal.end()), is_last);
            return;
        }
        const std::uint8_t header = nal[0];
        ByteSpan rest = nal.subspan(1);
        for (bool is_first = true; !rest.empty(); is_first = false) {
            const auto piece = rest.first(std::min(rest.size(), kPayload - 2));
            rest = rest.subspan(piece.size());
            const unsigned flags = (is_first ? 0x80U : 0U) | (rest.empty() ? 0x40U : 0U);
            ByteVector payload{static_cast<std::uint8_t>((header & 0xE0U) | 28U),
                               static_cast<std::uint8_t>(flags | (header & 0x1FU))};
            payload.insert(payload.end(), piece.begin(), piece.end());
            add_video(std::move(payload), is_last && rest.empty());
        }
    }
    void add_sound() {
        const auto samples = static_cast<std::size_t>(feed_.interval.count() * 8 / 1000);
        add(1, kPcmuType, false, 0x50000000U + sound_time_, sound_sequence_++,
            ByteVector(samples, 0xFF));
        sound_time_ += static_cast<std::uint32_t>(samples);
    }
    void end_frame() { time_ += feed_.ticks_per_frame; }

  private:
    void add_video(ByteVector payload, bool is_last) {
        add(0, kVideoType, is_last && markers_ == Markers::Set, time_, sequence_++,
            std::move(payload));
    }
    void add(int track, std::uint8_t type, bool marker, std::uint32_t time, std::uint16_t sequence,
             ByteVector payload) {
        ByteVector rtp{0x80, static_cast<std::uint8_t>(type | (marker ? 0x80U : 0U)),
                       static_cast<std::uint8_t>(sequence >> 8U),
                       static_cast<std::uint8_t>(sequence)};
        media::rtp::append_u32(rtp, time);
        media::rtp::append_u32(rtp, 0x1000U + static_cast<std::uint32_t>(track));
        rtp.insert(rtp.end(), payload.begin(), payload.end());
        feed_.frames.back().push_back({track, std::move(rtp)});
    }

    Feed& feed_;
    Markers markers_;
    std::uint16_t sequence_ = 100;
    std::uint16_t sound_sequence_ = 7;
    std::uint32_t time_ = 1000000;
    std::uint32_t sound_time_ = 0;
};

std::string make_sdp(const ByteVector& sps, const ByteVector& pps, const FeedOptions& options) {
    std::string sdp =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=Test camera\r\nt=0 0\r\na=control:*\r\n"
        "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";
    if (options.parameter_sets == ParameterSets::InDescription) {
        sdp += fmt::format("a=fmtp:96 packetization-mode=1;sprop-parameter-sets={},{}\r\n",
                           to_base64(sps), to_base64(pps));
    }
    if (options.with_sound) {
        sdp += "m=audio 0 RTP/AVP 0\r\na=control:track2\r\n";
    }
    return sdp;
}

std::vector<std::vector<ByteVector>> split_access_units(const ByteVector& annexb) {
    std::vector<std::vector<ByteVector>> units(1);
    bool has_picture = false;
    media::for_each_annexb_nal(annexb, [&](ByteSpan nal) {
        const bool is_slice = media::rtp::is_slice(media::Codec::H264, nal);
        const bool begins = !is_slice || media::rtp::starts_picture(media::Codec::H264, nal);
        if (has_picture && begins) {
            units.emplace_back();
            has_picture = false;
        }
        has_picture = has_picture || is_slice;
        units.back().emplace_back(nal.begin(), nal.end());
    });
    return units;
}

Feed pack(const std::vector<std::vector<ByteVector>>& units, const FeedOptions& options) {
    Feed feed;
    feed.interval = options.interval;
    ByteVector sps;
    ByteVector pps;
    Packer packer(feed, options.markers);
    for (const auto& unit : units) {
        packer.begin_frame();
        for (const ByteVector& nal : unit) {
            const int type = media::nal_type(media::Codec::H264, nal);
            if (type == static_cast<int>(media::H264Nal::Sps)) {
                sps = nal;
            } else if (type == static_cast<int>(media::H264Nal::Pps)) {
                pps = nal;
            }
            packer.add_nal(nal, &nal == &unit.back());
        }
        if (options.with_sound) {
            packer.add_sound();
        }
        packer.end_frame();
    }
    feed.sdp = make_sdp(sps, pps, options);
    return feed;
}

void paint(media::Picture& picture, int frame, std::uint32_t& noise) {
    const auto plane = picture.plane(0);
    for (int y = 0; y < plane.height; ++y) {
        std::uint8_t* row = picture.data(0) + static_cast<std::ptrdiff_t>(y) * picture.stride(0);
        for (int x = 0; x < plane.width; ++x) {
            noise = noise * 1664525U + 1013904223U;
            row[x] =
                static_cast<std::uint8_t>((x + y + 4 * frame) / 16 % 128 + 60 + (noise >> 28U));
        }
    }
    for (const int chroma : {1, 2}) {
        const auto view = picture.plane(chroma);
        std::fill_n(picture.data(chroma),
                    static_cast<std::ptrdiff_t>(view.height) * picture.stride(chroma),
                    std::uint8_t{128});
    }
}

}  // namespace

Feed make_h264_feed(const ByteVector& annexb, const FeedOptions& options) {
    return pack(split_access_units(annexb), options);
}

Feed make_synthetic_feed(int frames, int gop, const FeedOptions& options) {
    // 640x480, constrained baseline.
    const ByteVector sps{0x67, 0x42, 0xC0, 0x1E, 0xDA, 0x02, 0x80,
                         0xF6, 0x80, 0x6D, 0x0A, 0x13, 0x50};
    const ByteVector pps{0x68, 0xCE, 0x06, 0xE2};
    std::vector<std::vector<ByteVector>> units;
    for (int i = 0; i < frames; ++i) {
        const bool is_key = i % gop == 0;
        ByteVector slice(is_key ? 6000 : 900, static_cast<std::uint8_t>(i | 1));
        slice[0] = is_key ? 0x65 : 0x41;
        slice[1] = is_key ? 0x88 : 0x9A;
        units.push_back(is_key ? std::vector<ByteVector>{sps, pps, slice}
                               : std::vector<ByteVector>{slice});
    }
    return pack(units, options);
}

Feed make_encoded_feed(PictureSize size, int frames, int gop, std::int64_t bit_rate,
                       const FeedOptions& options) {
    media::EncoderSettings settings;
    settings.size = size;
    settings.frame_rate = 1e6 / static_cast<double>(options.interval.count());
    settings.bit_rate = bit_rate;
    settings.key_frame_interval = gop;
    auto encoder = media::VideoEncoder::create(settings);
    PL_CHECK(encoder.has_value(), "tests need x264");
    media::Picture picture(size);
    std::uint32_t noise = 1;
    std::vector<std::vector<ByteVector>> units;
    for (int i = 0; i < frames; ++i) {
        paint(picture, i, noise);
        picture.set_pts(MediaTime(i * 6000));
        const auto packet = encoder->encode(picture);
        PL_CHECK(packet.has_value(), "encoding a test picture failed");
        std::vector<ByteVector> unit;
        if (packet->kind == media::FrameKind::Key) {
            unit = {encoder->track().sps, encoder->track().pps};
        }
        const auto split = media::for_each_nal(
            packet->data, [&](ByteSpan nal) { unit.emplace_back(nal.begin(), nal.end()); });
        PL_CHECK(split.has_value(), "our own encoder's packet is broken");
        units.push_back(std::move(unit));
    }
    return pack(units, options);
}

}  // namespace porchlight::test
