// SPDX-License-Identifier: Apache-2.0
#include "hub/clip_files.hpp"

#include "rt/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

/// Counts what is under way for as long as it lives.
class Counted {
  public:
    explicit Counted(std::shared_ptr<int> count) : count_(std::move(count)) { ++*count_; }
    ~Counted() { --*count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    Counted(Counted&&) = delete;
    Counted& operator=(Counted&&) = delete;

  private:
    std::shared_ptr<int> count_;
};

}  // namespace

ClipFiles::ClipFiles(std::string folder, const Clock& clock, Random& random,
                     rt::asio::any_io_executor work)
    : folder_(std::move(folder)),
      clock_(clock),
      random_(random),
      work_(std::move(work)),
      pictures_(std::make_shared<recorder::MomentPictures>(folder_)) {}

rt::Task<recorder::MomentPictures::Jpeg> ClipFiles::picture(store::Clip clip, Microseconds moment) {
    if (*drawing_ >= kMostDrawing) {
        co_return Error(ErrorCode::Unavailable, "The hub is drawing other pictures; ask again.");
    }
    const Counted counted(drawing_);
    auto body = [pictures = pictures_, clip = std::move(clip), moment] {
        return pictures->at(clip, moment);
    };
    co_return co_await rt::offload(work_, std::move(body));
}

rt::Task<ClipFiles::Archive> ClipFiles::archive_of(std::vector<recorder::ZipItem> items) const {
    auto body = [folder = folder_, items = std::move(items)]() -> Result<Archive> {
        PL_TRY(auto made, recorder::ZipExport::create(folder, items));
        return std::make_shared<recorder::ZipExport>(std::move(made));
    };
    co_return co_await rt::offload(thread_.executor(), std::move(body));
}

rt::Task<ClipExport> ClipFiles::prepare(UserId user, std::vector<recorder::ZipItem> items) {
    if (items.empty() || items.size() > kMostClips) {
        co_return Error(ErrorCode::InvalidArgument,
                        fmt::format("Choose 1 to {} clips for one archive.", kMostClips));
    }
    // What may soon be removed to make room is sent first.
    std::ranges::sort(items, {}, &recorder::ZipItem::start);
    auto making = archive_of(items);
    PL_CO_TRY(const Archive archive, co_await std::move(making));
    forget_old();
    if (exports_.size() >= kMostExports) {
        exports_.erase(exports_.begin());
    }
    const UtcTime now = clock_.utc_now();
    const auto asked = static_cast<std::int64_t>(items.size());
    const auto found = static_cast<std::int64_t>(archive->files());
    exports_.push_back({ExportId::create(now, random_), user, std::move(items),
                        clock_.monotonic_now() + kKeptFor});
    co_return ClipExport{exports_.back().id, found, asked - found,
                         static_cast<std::int64_t>(archive->size()), now + kKeptFor};
}

rt::Task<ClipFiles::Archive> ClipFiles::open(ExportId id, UserId user) {
    forget_old();
    const auto found = std::ranges::find_if(
        exports_, [&](const Kept& kept) { return kept.id == id && kept.user == user; });
    if (found == exports_.end()) {
        co_return Error(ErrorCode::NotFound,
                        "This archive is not there any more; choose the clips again.");
    }
    auto making = archive_of(found->items);
    co_return co_await std::move(making);
}

void ClipFiles::forget_old() {
    const MonotonicTime now = clock_.monotonic_now();
    std::erase_if(exports_, [now](const Kept& kept) { return kept.expires <= now; });
}

}  // namespace porchlight::hub
