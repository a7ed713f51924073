// SPDX-License-Identifier: Apache-2.0
#include "recorder/thumbnails.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"
#include "media/jpeg.hpp"
#include "recorder/clip_folder.hpp"

#include <string_view>
#include <utility>

namespace porchlight::recorder {

namespace {

Result<> make_picture(const ClipFolder& folder, const store::Clip& clip,
                      const media::VideoTrack& track, const media::Packet& key_frame) {
    PL_TRY(const media::ByteVector jpeg,
           media::key_frame_to_jpeg(track, key_frame, Thumbnails::kWidth));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view bytes(reinterpret_cast<const char*>(jpeg.data()), jpeg.size());
    return write_file_atomically(folder.thumbnail_path(clip), bytes, 0640);
}

}  // namespace

void Thumbnails::make(store::Clip clip, media::VideoTrack track, media::PacketPtr key_frame) {
    const bool accepted = queue_.try_post(
        [parts = parts_, clip, track = std::move(track), key_frame = std::move(key_frame)] {
            if (const auto made = make_picture(*parts.folder, clip, track, *key_frame); !made) {
                log::warning("recorder", "no picture for clip {}: {}", clip.id.text(),
                             made.error().message());
                return;
            }
            rt::spawn(parts.media, "picture of clip " + clip.id.text(), note(parts, clip));
        });
    if (!accepted) {
        log::warning("recorder", "no picture for clip {}: too much to do", clip.id.text());
    }
}

rt::Task<> Thumbnails::note(RecorderParts parts, store::Clip clip) {
    PL_CO_TRY_VOID(co_await parts.store->set_thumbnail(clip.id));
    PL_CO_TRY(const store::Clip now, co_await parts.store->clip(clip.id));
    parts.listener->on_clip(now);
    co_return Result<>();
}

}  // namespace porchlight::recorder
