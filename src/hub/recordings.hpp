// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/units.hpp"
#include "hub/views.hpp"
#include "rt/task.hpp"

namespace porchlight::hub {

/// One MP4 for a span of time, open for reading. The file may have no name any more.
struct SpanVideo {
    UniqueFd file;
    Bytes size;
    UtcTime from;  ///< What it really begins with: the key frame at or before what was asked for.
};

/// What the API needs of kept video beyond the store's rows. Strand-bound to the hub's control
/// thread.
class Recordings {
  public:
    Recordings() = default;
    Recordings(const Recordings&) = delete;
    Recordings& operator=(const Recordings&) = delete;
    Recordings(Recordings&&) = delete;
    Recordings& operator=(Recordings&&) = delete;
    virtual ~Recordings() = default;

    /// Removes file, picture and row, and publishes ClipRemoved. An unfinished clip is ended first.
    /// @error NotFound
    virtual rt::Task<> remove_clip(ClipId id) = 0;
    /// @param from,to At most 24 h apart. @error NotFound  Nothing is kept of that span.
    /// @error Exhausted  No room to put it together.
    virtual rt::Task<SpanVideo> span_video(CameraId camera, UtcTime from, UtcTime to) = 0;
    [[nodiscard]] virtual StorageView storage() const = 0;
};

}  // namespace porchlight::hub
