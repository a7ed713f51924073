// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"
#include "media/mp4_reader.hpp"
#include "store/types.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace porchlight::recorder {

/// Small pictures of any moment of a clip, made when somebody asks: the key frame at or before the
/// moment, decoded alone. Nothing is written to the disk; the newest few megabytes are kept.
///
/// Thread-safe. `at` blocks: it reads that one frame, and decoding it costs about 20 ms of a core
/// at 1080p.
class MomentPictures {
  public:
    using Jpeg = std::shared_ptr<const media::ByteVector>;
    static constexpr int kWidth = 320;  ///< Pixels.
    static constexpr Bytes kMostKept = mebibytes(8);
    /// Of clips whose layout is remembered: one for a camera in a long timeline.
    static constexpr std::size_t kMostLayouts = 32;

    /// @param folder The clips folder.
    explicit MomentPictures(std::string folder) : folder_(std::move(folder)) {}

    /// @param moment Since the clip's start; before it is the first picture, after its end the
    /// last key frame. An unfinished clip is read as far as it is on the disk.
    /// @error NotFound  The file is gone, or holds no whole frame yet.   @error Corrupt,
    /// Unavailable
    Result<Jpeg> at(const store::Clip& clip, Microseconds moment);

    /// What is kept now.
    [[nodiscard]] Bytes kept() const;

  private:
    using Layout = std::shared_ptr<const media::Mp4Layout>;
    struct Picture {
        ClipId clip;
        std::size_t fragment = 0;
        Jpeg jpeg;
    };
    struct Known {
        ClipId clip;
        Layout layout;
    };

    Result<Layout> layout_of(const store::Clip& clip, media::ByteReader& reader);
    [[nodiscard]] std::optional<Jpeg> find(ClipId clip, std::size_t fragment);
    void keep(Picture picture);

    std::string folder_;
    mutable std::mutex mutex_;
    std::list<Picture> pictures_;  ///< The last asked for first.
    std::list<Known> layouts_;     ///< Likewise.
    Bytes kept_;
};

}  // namespace porchlight::recorder
