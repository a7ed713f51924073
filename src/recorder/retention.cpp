// SPDX-License-Identifier: Apache-2.0
#include "recorder/retention.hpp"

#include "base/log.hpp"
#include "recorder/clip_folder.hpp"
#include "recorder/running_time.hpp"
#include "rt/launch.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace porchlight::recorder {

namespace {

constexpr Bytes kLeastReserve = gibibytes(1);
constexpr std::int64_t kReserveShare = 50;      // a fiftieth: 2 %
constexpr std::int64_t kMostReserveShare = 10;  // a tenth

}  // namespace

Retention::Retention(RecorderParts parts, RetentionRules rules)
    : parts_(std::move(parts)), rules_(rules) {}

void Retention::start() {
    job_.emplace(parts_.media, "keeping room for clips", run());
}

rt::Task<> Retention::stop() {
    if (job_) {
        job_->cancel();
        static_cast<void>(co_await job_->join());
        job_.reset();
    }
    co_return Result<>();
}

rt::Task<> Retention::run() {
    for (;;) {
        if (const auto result = co_await look(); !result) {
            log::warning("recorder", "cannot keep room for clips: {}", result.error().message());
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kPeriod));
    }
}

rt::Task<> Retention::look() {
    auto applying = apply();
    const auto result = co_await std::move(applying);
    if (!result) {
        state_.problem = result.error();
    }
    co_return result;
}

rt::Task<> Retention::apply() {
    PL_CO_TRY_VOID(co_await refresh());
    for (;;) {
        PL_CO_TRY(const bool removed, co_await remove_oldest_if_due());
        if (!removed) {
            break;
        }
    }
    full_ = state_.free < state_.reserve;
    state_.problem = full_ ? std::optional(full_error()) : std::nullopt;
    co_return co_await parts_.store->trim_history(kMostHistory);
}

rt::Task<> Retention::make_room() {
    PL_CO_TRY(auto oldest, co_await parts_.store->oldest_unpinned(1));
    if (oldest.empty()) {
        PL_CO_TRY(oldest, co_await parts_.store->oldest_deleted(1));
    }
    if (oldest.empty()) {
        full_ = true;
        state_.problem = full_error();
        co_return full_error();
    }
    store::Clip clip = oldest.front();
    PL_CO_TRY_VOID(co_await remove_files_and_row(std::move(clip)));
    PL_CO_TRY_VOID(co_await look());
    co_return full_ ? Result<>(full_error()) : Result<>();
}

rt::Task<bool> Retention::remove_oldest_if_due() {
    PL_CO_TRY(auto due, co_await next_to_go());
    if (!due) {
        co_return false;
    }
    const Bytes size = due->size;
    PL_CO_TRY(const bool was_there, co_await remove_files_and_row(std::move(*due)));
    // Reckoned, not looked up: file systems free the space of a deleted file some seconds later,
    // and clips deleted in the meantime would be deleted for nothing. A clip that two looks at once
    // found the oldest is reckoned by the one that removed it.
    if (was_there) {
        state_.free += size;
        state_.clips -= size;
    }
    co_return true;
}

rt::Task<std::optional<store::Clip>> Retention::next_to_go() {
    using Next = std::optional<store::Clip>;
    PL_CO_TRY(const auto deleted, co_await parts_.store->oldest_deleted(1));
    if (!deleted.empty() && *deleted.front().deleted + kUndo <= parts_.running->now()) {
        co_return Next(deleted.front());
    }
    PL_CO_TRY(const auto oldest, co_await parts_.store->oldest_unpinned(1));
    if (!oldest.empty()) {
        co_return is_due(oldest.front()) ? Next(oldest.front()) : Next();
    }
    // What was deleted is worth less than what would not be recorded.
    co_return !deleted.empty() && state_.free < state_.reserve ? Next(deleted.front()) : Next();
}

rt::Task<std::vector<store::Clip>> Retention::discard(std::vector<ClipId> ids) {
    auto marking = parts_.store->mark_deleted(std::move(ids), parts_.running->now());
    PL_CO_TRY(auto clips, co_await std::move(marking));
    for (const store::Clip& clip : clips) {
        parts_.listener->on_clip_removed(clip.id);
    }
    co_return clips;
}

rt::Task<std::vector<store::Clip>> Retention::bring_back(std::vector<ClipId> ids) {
    auto marking = parts_.store->mark_deleted(std::move(ids), std::nullopt);
    PL_CO_TRY(auto clips, co_await std::move(marking));
    for (const store::Clip& clip : clips) {
        parts_.listener->on_clip(clip);
    }
    co_return clips;
}

bool Retention::is_due(const store::Clip& oldest) const {
    const bool too_old =
        rules_.keep_for && oldest.recorded < parts_.running->now() - *rules_.keep_for;
    const bool too_many = rules_.keep_below && state_.clips > *rules_.keep_below;
    return too_old || too_many || state_.free < state_.reserve;
}

rt::Task<bool> Retention::remove_files_and_row(store::Clip clip) const {
    auto work = [folder = parts_.folder, clip] { return folder->remove(clip); };
    PL_CO_TRY_VOID(co_await rt::offload(parts_.disk, std::move(work)));
    const auto removed = co_await parts_.store->remove_clip(clip.id);
    if (!removed && removed.error().code() != ErrorCode::NotFound) {
        co_return removed.error();
    }
    parts_.listener->on_clip_removed(clip.id);
    co_return removed.has_value();
}

rt::Task<> Retention::refresh() {
    auto work = [folder = parts_.folder] { return folder->space(); };
    PL_CO_TRY(const DiskSpace space, co_await rt::offload(parts_.disk, std::move(work)));
    PL_CO_TRY(const store::ClipTotals totals, co_await parts_.store->clip_totals());
    state_.free = space.free;
    state_.total = space.total;
    state_.reserve = reserve_of(space.total);
    state_.clips = totals.size;
    state_.oldest_clip = totals.oldest_start;
    co_return Result<>();
}

Bytes Retention::reserve_of(Bytes total) const {
    const Bytes usual = std::max(kLeastReserve, Bytes(total.count() / kReserveShare));
    return rules_.reserve.value_or(std::min(usual, Bytes(total.count() / kMostReserveShare)));
}

Error Retention::full_error() {
    return {ErrorCode::Exhausted,
            "The disk is full and only pinned clips are left. Unpin or delete some clips, or free "
            "space on the disk; recording goes on by itself."};
}

rt::Task<> Retention::remove_clip(ClipId id) {
    PL_CO_TRY(store::Clip clip, co_await parts_.store->clip(id));
    PL_CO_TRY_VOID(co_await remove_files_and_row(std::move(clip)));
    co_return Result<>();
}

rt::Task<> Retention::remove_clips_of(CameraId camera) {
    for (;;) {
        // Always the first page: a cursor would point at a clip that is gone by then.
        store::ClipQuery query;
        query.camera = camera;
        PL_CO_TRY(store::ClipPage page, co_await parts_.store->clips(std::move(query)));
        if (page.clips.empty()) {
            co_return Result<>();
        }
        for (store::Clip& clip : page.clips) {
            PL_CO_TRY_VOID(co_await remove_files_and_row(std::move(clip)));
        }
    }
}

}  // namespace porchlight::recorder
