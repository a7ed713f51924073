// SPDX-License-Identifier: Apache-2.0
#include "media/fmp4.hpp"

#include "media/h264.hpp"
#include "media/h265.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace porchlight::media {

namespace {

constexpr std::uint32_t kTimescale = 90000;
constexpr std::uint32_t kVideoTrack = 1;
constexpr std::uint32_t kAudioTrack = 2;

/// Writes nested boxes (ISO/IEC 14496-12 section 4.2): a box's size is filled in when it ends.
class BoxWriter {
  public:
    explicit BoxWriter(ByteVector& out) : out_(out) {}

    void u8(std::uint32_t value) { out_.push_back(static_cast<std::uint8_t>(value)); }
    void u16(std::uint32_t value) {
        u8(value >> 8U);
        u8(value);
    }
    void u32(std::uint32_t value) {
        u16(value >> 16U);
        u16(value);
    }
    void u64(std::uint64_t value) {
        u32(static_cast<std::uint32_t>(value >> 32U));
        u32(static_cast<std::uint32_t>(value));
    }
    void zeros(std::size_t count) { out_.insert(out_.end(), count, 0); }
    void text(std::string_view value) { out_.insert(out_.end(), value.begin(), value.end()); }
    void bytes(ByteSpan value) { out_.insert(out_.end(), value.begin(), value.end()); }
    [[nodiscard]] std::size_t position() const { return out_.size(); }
    void patch_u32(std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i) {
            out_[at + i] =
                static_cast<std::uint8_t>(value >> (24U - 8U * static_cast<unsigned>(i)));
        }
    }
    template <typename Body>
    void box(std::string_view type, Body body) {
        const std::size_t start = out_.size();
        u32(0);
        text(type);
        body();
        patch_u32(start, static_cast<std::uint32_t>(out_.size() - start));
    }
    template <typename Body>
    void full_box(std::string_view type, std::uint32_t version, std::uint32_t flags, Body body) {
        box(type, [&] {
            u32((version << 24U) | flags);
            body();
        });
    }

  private:
    ByteVector& out_;
};

void write_matrix(BoxWriter& w) {
    for (const std::uint32_t value : {0x10000U, 0U, 0U, 0U, 0x10000U, 0U, 0U, 0U, 0x40000000U}) {
        w.u32(value);
    }
}

void write_movie_header(BoxWriter& w) {
    w.full_box("mvhd", 0, 0, [&] {
        w.zeros(8);
        w.u32(kTimescale);
        w.u32(0);
        w.u32(0x00010000);
        w.u16(0x0100);
        w.zeros(10);
        write_matrix(w);
        w.zeros(24);
        w.u32(kAudioTrack + 1);
    });
}

void write_track_header(BoxWriter& w, std::uint32_t id, PictureSize size) {
    constexpr std::uint32_t kEnabledInMovieAndPreview = 7;
    w.full_box("tkhd", 0, kEnabledInMovieAndPreview, [&] {
        w.zeros(8);
        w.u32(id);
        w.zeros(20);
        w.u16(id == kAudioTrack ? 0x0100 : 0);
        w.zeros(2);
        write_matrix(w);
        w.u32(static_cast<std::uint32_t>(size.width) << 16U);
        w.u32(static_cast<std::uint32_t>(size.height) << 16U);
    });
}

void write_media_header(BoxWriter& w, std::string_view handler, std::string_view name) {
    w.full_box("mdhd", 0, 0, [&] {
        w.zeros(8);
        w.u32(kTimescale);
        w.u32(0);
        w.u16(0x55C4);  // language "und"
        w.u16(0);
    });
    w.full_box("hdlr", 0, 0, [&] {
        w.u32(0);
        w.text(handler);
        w.zeros(12);
        w.text(name);
        w.u8(0);
    });
}

/// The sample entry's first eight bytes.
void write_entry_start(BoxWriter& w) {
    w.zeros(6);
    w.u16(1);
}

void write_video_entry(BoxWriter& w, const VideoTrack& track, ByteSpan config) {
    const bool h264 = track.codec == Codec::H264;
    w.box(h264 ? "avc1" : "hvc1", [&] {
        write_entry_start(w);
        w.zeros(16);
        w.u16(static_cast<std::uint32_t>(track.size.width));
        w.u16(static_cast<std::uint32_t>(track.size.height));
        w.u32(0x00480000);
        w.u32(0x00480000);
        w.u32(0);
        w.u16(1);
        w.zeros(32);
        w.u16(0x0018);
        w.u16(0xFFFF);
        w.box(h264 ? "avcC" : "hvcC", [&] { w.bytes(config); });
    });
}

/// A descriptor with a one-byte length (ISO/IEC 14496-1 section 8.3.3).
template <typename Body>
void descriptor(BoxWriter& w, ByteVector& out, std::uint8_t tag, Body body) {
    w.u8(tag);
    const std::size_t at = w.position();
    w.u8(0);
    body();
    out[at] = static_cast<std::uint8_t>(w.position() - at - 1);
}

void write_aac_config(BoxWriter& w, ByteVector& out, const AudioTrack& track) {
    constexpr std::uint32_t kAacObject = 0x40;
    constexpr std::uint32_t kAudioStream = 0x15;
    w.full_box("esds", 0, 0, [&] {
        descriptor(w, out, 3, [&] {
            w.u16(kAudioTrack);
            w.u8(0);
            descriptor(w, out, 4, [&] {
                w.u8(kAacObject);
                w.u8(kAudioStream);
                w.zeros(11);
                descriptor(w, out, 5, [&] { w.bytes(track.config); });
            });
            descriptor(w, out, 6, [&] { w.u8(2); });
        });
    });
}

void write_opus_config(BoxWriter& w, const AudioTrack& track) {
    w.box("dOps", [&] {  // Encapsulation of Opus in ISO BMFF, section 4.3.2
        w.u8(0);
        w.u8(static_cast<std::uint32_t>(track.channels));
        w.u16(0);
        w.u32(static_cast<std::uint32_t>(track.sample_rate));
        w.u16(0);
        w.u8(0);
    });
}

void write_audio_entry(BoxWriter& w, ByteVector& out, const AudioTrack& track) {
    const bool aac = track.codec == Codec::Aac;
    w.box(aac ? "mp4a" : "Opus", [&] {
        write_entry_start(w);
        w.zeros(8);
        w.u16(static_cast<std::uint32_t>(track.channels));
        w.u16(16);
        w.u32(0);
        w.u32(static_cast<std::uint32_t>(track.sample_rate) << 16U);
        if (aac) {
            write_aac_config(w, out, track);
        } else {
            write_opus_config(w, track);
        }
    });
}

/// dinf and an stbl without samples; `entry` writes the sample entry.
template <typename Entry>
void write_sample_table(BoxWriter& w, Entry entry) {
    w.box("dinf", [&] {
        w.full_box("dref", 0, 0, [&] {
            w.u32(1);
            w.full_box("url ", 0, 1, [] {});
        });
    });
    w.box("stbl", [&] {
        w.full_box("stsd", 0, 0, [&] {
            w.u32(1);
            entry();
        });
        w.full_box("stts", 0, 0, [&] { w.u32(0); });
        w.full_box("stsc", 0, 0, [&] { w.u32(0); });
        w.full_box("stsz", 0, 0, [&] { w.zeros(8); });
        w.full_box("stco", 0, 0, [&] { w.u32(0); });
    });
}

void write_video_track(BoxWriter& w, const VideoTrack& track, ByteSpan config) {
    w.box("trak", [&] {
        write_track_header(w, kVideoTrack, track.size);
        w.box("mdia", [&] {
            write_media_header(w, "vide", "Porchlight video");
            w.box("minf", [&] {
                w.full_box("vmhd", 0, 1, [&] { w.zeros(8); });
                write_sample_table(w, [&] { write_video_entry(w, track, config); });
            });
        });
    });
}

void write_audio_track(BoxWriter& w, ByteVector& out, const AudioTrack& track) {
    w.box("trak", [&] {
        write_track_header(w, kAudioTrack, {});
        w.box("mdia", [&] {
            write_media_header(w, "soun", "Porchlight audio");
            w.box("minf", [&] {
                w.full_box("smhd", 0, 0, [&] { w.zeros(4); });
                write_sample_table(w, [&] { write_audio_entry(w, out, track); });
            });
        });
    });
}

void write_track_defaults(BoxWriter& w, std::uint32_t id) {
    w.full_box("trex", 0, 0, [&] {
        w.u32(id);
        w.u32(1);
        w.zeros(12);
    });
}

}  // namespace

Result<ByteVector> make_init_segment(const Mp4Tracks& tracks) {
    if (tracks.audio && tracks.audio->codec != Codec::Aac && tracks.audio->codec != Codec::Opus) {
        return Error(ErrorCode::Unsupported,
                     fmt::format("{} audio cannot be stored in MP4 as it is",
                                 to_string(tracks.audio->codec)));
    }
    ByteVector config;
    if (tracks.video) {
        PL_TRY(config, tracks.video->codec == Codec::H264 ? make_avcc(*tracks.video)
                                                          : make_hvcc(*tracks.video));
    }
    ByteVector out;
    BoxWriter w(out);
    w.box("ftyp", [&] {
        w.text("iso6");
        w.u32(0);
        w.text("iso6cmfcmp41");
    });
    w.box("moov", [&] {
        write_movie_header(w);
        if (tracks.video) {
            write_video_track(w, *tracks.video, config);
        }
        if (tracks.audio) {
            write_audio_track(w, out, *tracks.audio);
        }
        w.box("mvex", [&] {
            if (tracks.video) {
                write_track_defaults(w, kVideoTrack);
            }
            if (tracks.audio) {
                write_track_defaults(w, kAudioTrack);
            }
        });
    });
    return out;
}

namespace {

std::string h265_codec(const VideoTrack& track) {
    const auto profile = h265_profile_bytes(track.sps);
    if (!profile) {
        return "hvc1";
    }
    const auto& bytes = *profile;
    std::uint32_t compatibility = 0;
    for (unsigned bit = 0; bit < 32; ++bit) {  // written in reverse bit order
        const std::uint32_t set = (unsigned{bytes.at(1 + bit / 8)} >> (7 - bit % 8)) & 1U;
        compatibility |= set << bit;
    }
    return fmt::format("hvc1.{}.{:X}.{}{}.{:X}", bytes[0] & 31, compatibility,
                       (bytes[0] & 0x20) != 0 ? 'H' : 'L', bytes[11], bytes[5]);
}

}  // namespace

std::string codecs_parameter(const Mp4Tracks& tracks) {
    std::string codecs;
    if (tracks.video && tracks.video->codec == Codec::H265) {
        codecs = h265_codec(*tracks.video);
    } else if (tracks.video && tracks.video->sps.size() >= 4) {
        codecs = fmt::format("avc1.{:02X}{:02X}{:02X}", tracks.video->sps[1], tracks.video->sps[2],
                             tracks.video->sps[3]);
    }
    if (tracks.audio) {
        const int object_type = tracks.audio->config.empty() ? 2 : tracks.audio->config[0] >> 3;
        codecs += codecs.empty() ? "" : ", ";
        codecs +=
            tracks.audio->codec == Codec::Aac ? fmt::format("mp4a.40.{}", object_type) : "opus";
    }
    return codecs;
}

std::size_t Fragment::size() const {
    std::size_t total = header.size();
    for (const auto& packet : payload) {
        total += packet->data.size();
    }
    return total;
}

ByteVector Fragment::bytes() const {
    ByteVector all;
    all.reserve(size());
    all = header;
    all.reserve(size());
    for (const auto& packet : payload) {
        all.insert(all.end(), packet->data.begin(), packet->data.end());
    }
    return all;
}

namespace {

std::uint32_t sample_flags(const Packet& packet) {
    constexpr std::uint32_t kDependsOnNothing = 0x02000000;
    constexpr std::uint32_t kDependsOnOthersAndIsNoSync = 0x01010000;
    return packet.kind == FrameKind::Key ? kDependsOnNothing : kDependsOnOthersAndIsNoSync;
}

/// A track fragment (section 8.8.6 to 8.8.8, 8.8.12). @return Where its data offset has to be
/// patched in.
std::size_t write_run(BoxWriter& w, std::uint32_t id, MediaTime origin, const FragmentRun& run) {
    constexpr std::uint32_t kDefaultBaseIsMoof = 0x020000;
    constexpr std::uint32_t kOffsetDurationSizeFlagsComposition = 0xF01;
    std::size_t offset_at = 0;
    w.box("traf", [&] {
        w.full_box("tfhd", 0, kDefaultBaseIsMoof, [&] { w.u32(id); });
        const std::int64_t start = (run.packets.front()->dts - origin).count();
        w.full_box("tfdt", 1, 0,
                   [&] { w.u64(static_cast<std::uint64_t>(std::max<std::int64_t>(start, 0))); });
        w.full_box("trun", 1, kOffsetDurationSizeFlagsComposition, [&] {
            w.u32(static_cast<std::uint32_t>(run.packets.size()));
            offset_at = w.position();
            w.u32(0);
            for (std::size_t i = 0; i < run.packets.size(); ++i) {
                const Packet& packet = *run.packets[i];
                const MediaTime next =
                    i + 1 < run.packets.size() ? run.packets[i + 1]->dts : run.end;
                w.u32(static_cast<std::uint32_t>(
                    std::max<std::int64_t>((next - packet.dts).count(), 0)));
                w.u32(static_cast<std::uint32_t>(packet.data.size()));
                w.u32(sample_flags(packet));
                w.u32(static_cast<std::uint32_t>((packet.pts - packet.dts).count()));
            }
        });
    });
    return offset_at;
}

std::size_t total_size(std::span<const PacketPtr> packets) {
    std::size_t total = 0;
    for (const auto& packet : packets) {
        total += packet->data.size();
    }
    return total;
}

}  // namespace

Fragment make_fragment(std::uint32_t sequence, MediaTime origin, const FragmentRun& video,
                       const FragmentRun& audio) {
    constexpr std::size_t kBytesPerSample = 16;
    constexpr std::size_t kBytesOfBoxes = 160;
    constexpr std::size_t kMdatHeader = 8;
    Fragment fragment;
    fragment.header.reserve(kBytesOfBoxes +
                            kBytesPerSample * (video.packets.size() + audio.packets.size()));
    BoxWriter w(fragment.header);
    std::size_t video_offset_at = 0;
    std::size_t audio_offset_at = 0;
    w.box("moof", [&] {
        w.full_box("mfhd", 0, 0, [&] { w.u32(sequence); });
        if (!video.packets.empty()) {
            video_offset_at = write_run(w, kVideoTrack, origin, video);
        }
        if (!audio.packets.empty()) {
            audio_offset_at = write_run(w, kAudioTrack, origin, audio);
        }
    });
    const std::size_t video_size = total_size(video.packets);
    const std::size_t data_start = w.position() + kMdatHeader;
    if (!video.packets.empty()) {
        w.patch_u32(video_offset_at, static_cast<std::uint32_t>(data_start));
    }
    if (!audio.packets.empty()) {
        w.patch_u32(audio_offset_at, static_cast<std::uint32_t>(data_start + video_size));
    }
    w.u32(static_cast<std::uint32_t>(kMdatHeader + video_size + total_size(audio.packets)));
    w.text("mdat");
    fragment.payload.reserve(video.packets.size() + audio.packets.size());
    fragment.payload.insert(fragment.payload.end(), video.packets.begin(), video.packets.end());
    fragment.payload.insert(fragment.payload.end(), audio.packets.begin(), audio.packets.end());
    return fragment;
}

}  // namespace porchlight::media
