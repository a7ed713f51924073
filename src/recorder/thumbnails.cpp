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

void Thumbnails::make(const store::Clip& clip, const media::VideoTrack& track,
                      const media::PacketPtr& key_frame) {
    auto holder = gate_.enter();
    if (!holder) {
        return;
    }
    const Held held = std::make_shared<std::optional<rt::Gate::Holder>>(std::move(holder));
    const bool accepted = queue_.try_post([this, clip, track, key_frame, held] {
        auto made = make_picture(*parts_.folder, clip, track, *key_frame);
        rt::spawn(parts_.media, "picture of clip " + clip.id.text(),
                  note(this, clip, std::move(made), held));
    });
    if (!accepted) {
        held->reset();
        log::warning("recorder", "no picture for clip {}: too much to do", clip.id.text());
    }
}

rt::Task<> Thumbnails::note(Thumbnails* self, store::Clip clip, Result<> made, Held held) {
    const auto kept = std::move(*held);
    if (!made) {
        log::warning("recorder", "no picture for clip {}: {}", clip.id.text(),
                     made.error().message());
        co_return Result<>();
    }
    PL_CO_TRY_VOID(co_await self->parts_.store->set_thumbnail(clip.id));
    PL_CO_TRY(const store::Clip now, co_await self->parts_.store->clip(clip.id));
    self->parts_.listener->on_clip(now);
    co_return Result<>();
}

rt::Task<> Thumbnails::stop() {
    co_return co_await gate_.close();
}

}  // namespace porchlight::recorder
