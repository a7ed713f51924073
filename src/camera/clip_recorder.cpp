// SPDX-License-Identifier: Apache-2.0
#include "camera/clip_recorder.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace porchlight::camera {

/// Shared by the strand and what waits for the disk.
struct ClipRecorder::Shelf {
    Shelf(rt::asio::any_io_executor runs_on, rt::asio::any_io_executor blocks_on, ClipRing kept,
          OnClip told)
        : strand(std::move(runs_on)),
          disk(std::move(blocks_on)),
          on_clip(std::move(told)),
          limit(kept.limit()),
          used(kept.used().count()),
          ring(std::move(kept)) {}

    /// Does it on the disk's thread, after all that waits already. An error ends the open clip.
    template <typename Work>
    static void post(const std::shared_ptr<Shelf>& shelf, Work work) {
        ++shelf->waiting;
        rt::asio::post(shelf->disk, [shelf, work = std::move(work)]() mutable {
            --shelf->waiting;
            if (const Result<> done = work(shelf->ring); !done) {
                log::warning("camera", "a clip cannot be kept: {}", done.error().message());
                conclude(shelf);
            }
            shelf->used = shelf->ring.used().count();
        });
    }

    /// On the disk's thread.
    static void conclude(const std::shared_ptr<Shelf>& shelf) {
        if (!shelf->ring.is_recording()) {
            return;
        }
        const auto clip = shelf->ring.finish();
        const std::optional<KeptClip> kept = clip ? *clip : std::nullopt;
        if (!kept) {
            return;
        }
        rt::asio::post(shelf->strand, [shelf, kept = *kept] {
            if (shelf->on_clip) {
                shelf->on_clip(kept);
            }
        });
    }

    rt::asio::any_io_executor strand;
    rt::asio::any_io_executor disk;
    OnClip on_clip;  // of the strand
    Bytes limit;
    std::atomic<std::size_t> waiting = 0;
    std::atomic<std::int64_t> used;
    ClipRing ring;  // of the disk's thread
};

ClipRecorder::ClipRecorder(rt::asio::any_io_executor strand, rt::asio::any_io_executor disk,
                           ClipRing ring, OnClip on_clip)
    : shelf_(std::make_shared<Shelf>(std::move(strand), std::move(disk), std::move(ring),
                                     std::move(on_clip))) {}

ClipRecorder::~ClipRecorder() {
    shelf_->on_clip = nullptr;
}

void ClipRecorder::begin(std::int64_t id, UtcTime start, media::Mp4Tracks tracks,
                         std::vector<media::PacketPtr> packets) {
    is_recording_ = true;
    Shelf::post(shelf_,
                [id, start, tracks = std::move(tracks),
                 packets = std::move(packets)](ClipRing& ring) -> Result<> {
                    PL_TRY_VOID(ring.begin(id, start, tracks));
                    for (const media::PacketPtr& packet : packets) {
                        PL_TRY_VOID(ring.add(packet));
                    }
                    return {};
                });
}

void ClipRecorder::add(const media::PacketPtr& packet) {
    if (!is_recording_) {
        return;
    }
    if (shelf_->waiting >= kMostWaiting) {
        log::warning("camera", "the disk is too slow; the clip ends here");
        finish();
        return;
    }
    Shelf::post(shelf_, [packet](ClipRing& ring) {
        return ring.is_recording() ? ring.add(packet) : Result<>();
    });
}

void ClipRecorder::finish() {
    if (!std::exchange(is_recording_, false)) {
        return;
    }
    rt::asio::post(shelf_->disk, [shelf = shelf_] { Shelf::conclude(shelf); });
}

rt::Task<std::vector<KeptClip>> ClipRecorder::clips() {
    auto look = [shelf = shelf_] { return Result(shelf->ring.clips()); };
    auto looking = rt::offload(shelf_->disk, std::move(look));
    co_return co_await std::move(looking);
}

rt::Task<std::string> ClipRecorder::read(std::int64_t id, Bytes offset, std::size_t size) {
    auto read = [shelf = shelf_, id, offset, size] { return shelf->ring.read(id, offset, size); };
    auto reading = rt::offload(shelf_->disk, std::move(read));
    co_return co_await std::move(reading);
}

rt::Task<> ClipRecorder::remove(std::int64_t id) {
    auto remove = [shelf = shelf_, id] { return shelf->ring.remove(id); };
    auto removing = rt::offload(shelf_->disk, std::move(remove));
    co_return co_await std::move(removing);
}

Bytes ClipRecorder::used() const {
    return Bytes(shelf_->used);
}

Bytes ClipRecorder::limit() const {
    return shelf_->limit;
}

}  // namespace porchlight::camera
