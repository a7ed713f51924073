// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "recorder/moment_pictures.hpp"
#include "recorder/zip_export.hpp"
#include "rt/io_thread.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

struct ExportTag {
    static constexpr std::string_view kName = "export";
};
using ExportId = Id<ExportTag>;

}  // namespace porchlight

namespace porchlight::hub {

/// An archive of clips that is ready to be fetched.
struct ClipExport {
    ExportId id;
    std::int64_t clips = 0;     ///< That are in it.
    std::int64_t left_out = 0;  ///< That were asked for and are gone.
    std::int64_t size_bytes = 0;
    UtcTime expires_at;
};

/// What is made of clips' files for those who look at them: pictures of any moment, and archives of
/// many clips. Strand-bound to the hub's control thread; the work is done elsewhere.
class ClipFiles {
  public:
    /// Pictures that are made at one time; a browser asks for one after the other.
    static constexpr int kMostDrawing = 4;
    static constexpr std::size_t kMostClips = 500;
    static constexpr std::size_t kMostExports = 20;
    /// An archive can be fetched for so long, and as often as wanted.
    static constexpr std::chrono::hours kKeptFor{1};

    /// @param folder The clips folder.   @param work Where pictures are decoded: the worker pool.
    ClipFiles(std::string folder, const Clock& clock, Random& random,
              rt::asio::any_io_executor work);

    /// @error Unavailable  Too many at one time: ask again.   Else as MomentPictures::at.
    rt::Task<recorder::MomentPictures::Jpeg> picture(store::Clip clip, Microseconds moment);

    /// Only this user can fetch it. The oldest is forgotten when there are too many.
    /// @error InvalidArgument  None, or more than `kMostClips`.   @error NotFound  All are gone.
    rt::Task<ClipExport> prepare(UserId user, std::vector<recorder::ZipItem> items);

    using Archive = std::shared_ptr<recorder::ZipExport>;
    /// To be read on `files()`. @error NotFound  No such export of this user, or its time is over.
    rt::Task<Archive> open(ExportId id, UserId user);
    [[nodiscard]] rt::asio::any_io_executor files() const { return thread_.executor(); }

  private:
    struct Kept {
        ExportId id;
        UserId user;
        std::vector<recorder::ZipItem> items;
        MonotonicTime expires;
    };
    [[nodiscard]] rt::Task<Archive> archive_of(std::vector<recorder::ZipItem> items) const;
    void forget_old();

    std::string folder_;
    const Clock& clock_;
    Random& random_;
    rt::asio::any_io_executor work_;
    /// Both are shared with what is under way, which may end after this.
    std::shared_ptr<recorder::MomentPictures> pictures_;
    std::shared_ptr<int> drawing_ = std::make_shared<int>(0);
    std::vector<Kept> exports_;  ///< Oldest first.
    /// Sending an archive must not hold up the disk thread, which records.
    rt::IoThread thread_{"archive"};
};

}  // namespace porchlight::hub
