// SPDX-License-Identifier: Apache-2.0
#include "media/mp4_boxes.hpp"

#include "media/h264.hpp"
#include "media/h265.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::media::mp4 {

std::vector<Box> children(ByteSpan body) {
    std::vector<Box> boxes;
    std::size_t at = 0;
    while (body.size() - at >= 8) {
        Cursor cursor(body.subspan(at));
        const std::size_t size = cursor.u32();
        const std::uint32_t type = cursor.u32();
        if (size < 8 || size > body.size() - at) {
            break;
        }
        boxes.push_back({type, body.subspan(at + 8, size - 8), at + 8});
        at += size;
    }
    return boxes;
}

std::optional<Box> child(ByteSpan body, std::uint32_t type) {
    for (const Box& box : children(body)) {
        if (box.type == type) {
            return box;
        }
    }
    return std::nullopt;
}

std::optional<Mp4TrackFacts> parse_track(ByteSpan trak) {
    const auto tkhd = child(trak, fourcc("tkhd"));
    const auto mdia = child(trak, fourcc("mdia"));
    if (!tkhd || !mdia) {
        return std::nullopt;
    }
    const auto mdhd = child(mdia->body, fourcc("mdhd"));
    const auto hdlr = child(mdia->body, fourcc("hdlr"));
    if (!mdhd || !hdlr) {
        return std::nullopt;
    }
    Mp4TrackFacts facts;
    Cursor header(tkhd->body);
    header.skip(header.u32() >> 24U == 1 ? 16 : 8);
    facts.id = header.u32();
    Cursor media(mdhd->body);
    media.skip(media.u32() >> 24U == 1 ? 16 : 8);
    facts.timescale = media.u32();
    Cursor handler(hdlr->body);
    handler.skip(8);
    const std::uint32_t kind = handler.u32();
    const bool known = kind == fourcc("vide") || kind == fourcc("soun");
    if (!known || header.failed() || media.failed() || facts.timescale == 0) {
        return std::nullopt;
    }
    facts.kind = kind == fourcc("vide") ? TrackKind::Video : TrackKind::Audio;
    return facts;
}

std::optional<VideoTrack> parse_video(ByteSpan trak) {
    constexpr std::size_t kVisualEntry = 78;  // before the boxes in it
    ByteSpan at = trak;
    for (const std::uint32_t type :
         {fourcc("mdia"), fourcc("minf"), fourcc("stbl"), fourcc("stsd")}) {
        const auto inner = child(at, type);
        if (!inner) {
            return std::nullopt;
        }
        at = inner->body;
    }
    const auto entries = children(at.subspan(std::min<std::size_t>(8, at.size())));
    if (entries.empty() || entries.front().body.size() < kVisualEntry) {
        return std::nullopt;
    }
    const ByteSpan entry = entries.front().body.subspan(kVisualEntry);
    int length_size = 0;
    Result<VideoTrack> track = Error(ErrorCode::Unsupported, "neither H.264 nor H.265");
    if (const auto avcc = child(entry, fourcc("avcC"))) {
        track = parse_avcc(avcc->body, &length_size);
    } else if (const auto hvcc = child(entry, fourcc("hvcC"))) {
        track = parse_hvcc(hvcc->body, &length_size);
    }
    return track && length_size == 4 ? std::optional(std::move(*track)) : std::nullopt;
}

}  // namespace porchlight::media::mp4
