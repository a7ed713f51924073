// SPDX-License-Identifier: Apache-2.0
#include "recorder/clip_writer.hpp"

#include "base/log.hpp"
#include "recorder/clip_folder.hpp"
#include "recorder/thumbnails.hpp"
#include "rt/launch.hpp"

#include <utility>

namespace porchlight::recorder {

namespace {

store::GapReason reason_of(const Error& error) {
    return error.code() == ErrorCode::Exhausted ? store::GapReason::StorageFull
                                                : store::GapReason::StorageFailed;
}

}  // namespace

ClipWriter::ClipWriter(const RecorderParts& parts, ClipPlan plan)
    : parts_(parts), plan_(std::move(plan)), cutter_(plan_.tracks), wakeup_(parts.media) {}

std::shared_ptr<ClipWriter> ClipWriter::start(const RecorderParts& parts, ClipPlan plan,
                                              rt::Gate::Holder holder) {
    std::string what = "clip " + plan.clip.id.text();
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): the constructor is private
    std::shared_ptr<ClipWriter> writer(new ClipWriter(parts, std::move(plan)));
    rt::spawn(parts.media, std::move(what), run(writer, std::move(holder)));
    return writer;
}

void ClipWriter::add(const media::PacketPtr& packet) {
    if (finished_ || failure_) {
        return;
    }
    choose_picture(packet);
    queue(cutter_.add(packet));
    if (waiting_size_ > kMostWaiting) {
        failure_ = WriteFailure{
            store::GapReason::DiskOverload,
            Error(ErrorCode::Unavailable, "the disk is too slow for the video that arrives"),
            nullptr};
        wakeup_.wake();
    }
}

void ClipWriter::choose_picture(const media::PacketPtr& packet) {
    const bool is_key =
        packet->track == media::TrackKind::Video && packet->kind == media::FrameKind::Key;
    if (is_key && (!picture_ || picture_->arrived < plan_.picture_from)) {
        picture_ = packet;
    }
}

void ClipWriter::make_picture() {
    const auto& video = plan_.tracks.video;
    if (!video || !picture_ || parts_.thumbnails == nullptr) {
        return;
    }
    if (!std::exchange(picture_made_, true)) {
        parts_.thumbnails->make(plan_.clip, *video, picture_);
    }
}

void ClipWriter::finish(std::optional<MediaTime> end, double score) {
    if (!finished_) {
        plan_.clip.score = score;
        queue(cutter_.finish(end));
        finished_ = true;
        wakeup_.wake();
    }
}

void ClipWriter::queue(std::optional<CutFragment> fragment) {
    if (fragment) {
        waiting_size_ += Bytes(static_cast<std::int64_t>(fragment->fragment.size()));
        waiting_.push_back(std::move(*fragment));
        wakeup_.wake();
    }
}

rt::Task<> ClipWriter::run(std::shared_ptr<ClipWriter> self, rt::Gate::Holder holder) {
    const auto held = std::move(holder);
    auto writing = self->write_all();
    if (const auto result = co_await std::move(writing); !result && !self->failure_) {
        self->fail(result.error());
    }
    if (auto& failure = self->failure_) {
        failure->last_written = self->last_written_;  // more may have been written since
        log::warning("recorder", "clip {} ended early: {}", self->plan_.clip.id.text(),
                     failure->error.message());
        self->plan_.on_failure(*failure);
    }
    auto conclusion = self->conclude();
    co_return co_await std::move(conclusion);
}

void ClipWriter::fail(const Error& error) {
    failure_ = WriteFailure{reason_of(error), error, nullptr};
}

rt::Task<> ClipWriter::write_all() {
    PL_CO_TRY_VOID(co_await create());
    while (!failure_) {
        if (waiting_.empty()) {
            if (finished_) {
                break;
            }
            PL_CO_TRY_VOID(co_await wakeup_.wait());
            continue;
        }
        auto batch = std::exchange(waiting_, {});
        PL_CO_TRY_VOID(co_await write(std::move(batch)));
    }
    co_return Result<>();
}

rt::Task<> ClipWriter::create() {
    PL_CO_TRY(media::ByteVector init, media::make_init_segment(plan_.tracks));
    store::Clip row = plan_.clip;
    PL_CO_TRY_VOID(co_await parts_.store->begin_clip(std::move(row)));
    row_begun_ = true;
    parts_.listener->on_clip(plan_.clip);
    auto work = [this, path = parts_.folder->full_path(plan_.clip),
                 init = std::move(init)]() -> Result<> {
        PL_TRY(file_, ClipFile::create(path, init));
        return {};
    };
    co_return co_await rt::offload(parts_.disk, std::move(work));
}

rt::Task<> ClipWriter::write(std::vector<CutFragment> batch) {
    waiting_size_ = Bytes();
    std::vector<media::Fragment> fragments;
    fragments.reserve(batch.size());
    const bool first = !last_written_;
    for (CutFragment& cut : batch) {
        fragments.push_back(std::move(cut.fragment));
    }
    const MediaTime start = fragments.front().payload.front()->dts;
    auto work = [this, fragments = std::move(fragments)] { return file_->append(fragments); };
    PL_CO_TRY_VOID(co_await rt::offload(parts_.disk, std::move(work)));
    origin_ = first ? start : origin_;
    last_written_ = batch.back().last_video;
    written_until_ = batch.back().end;
    if (first) {
        plan_.on_written();
    }
    if (picture_->arrived >= plan_.picture_from) {
        make_picture();
    }
    co_return Result<>();
}

/// The row says what is on the disk; a clip of which nothing is on the disk leaves no row.
rt::Task<> ClipWriter::conclude() {
    for (;;) {
        auto settling = settle_row();
        const auto result = co_await std::move(settling);
        if (result || in_hurry_) {
            co_return result;
        }
        if (result.error().code() == ErrorCode::NotFound) {
            co_return Result<>();  // somebody has deleted the clip meanwhile
        }
        log::warning("recorder", "clip {} is not finished yet: {}", plan_.clip.id.text(),
                     result.error().message());
        PL_CO_TRY_VOID(co_await rt::sleep_for(kRetryRow));
    }
}

rt::Task<> ClipWriter::settle_row() {
    if (last_written_ && file_) {
        const store::ClipEnd end{written_until_ - origin_, file_->size(), plan_.clip.score};
        PL_CO_TRY_VOID(co_await parts_.store->finish_clip(plan_.clip.id, end));
        plan_.clip.duration = end.duration;
        plan_.clip.size = end.size;
        plan_.clip.end = plan_.clip.start + std::chrono::duration_cast<Microseconds>(end.duration);
        parts_.listener->on_clip(plan_.clip);
        make_picture();
        co_return Result<>();
    }
    if (file_) {
        auto work = [this, clip = plan_.clip] { return parts_.folder->remove(clip); };
        PL_CO_TRY_VOID(co_await rt::offload(parts_.disk, std::move(work)));
    }
    if (row_begun_) {
        PL_CO_TRY_VOID(co_await parts_.store->remove_clip(plan_.clip.id));
    }
    parts_.listener->on_clip_removed(plan_.clip.id);
    co_return Result<>();
}

}  // namespace porchlight::recorder
