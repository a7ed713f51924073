// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/units.hpp"
#include "hub/views.hpp"
#include "rt/task.hpp"

#include <vector>

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

    /// Removes file, picture and row at once, and publishes ClipRemoved. @error NotFound
    virtual rt::Task<> remove_clip(ClipId id) = 0;
    /// Deletes clips so that they can be brought back for some minutes (recorder/retention.hpp);
    /// publishes ClipRemoved. @return Those that were there, and not deleted yet.
    virtual rt::Task<std::vector<store::Clip>> discard(std::vector<ClipId> ids) = 0;
    /// @return Those that are back; publishes them.
    virtual rt::Task<std::vector<store::Clip>> bring_back(std::vector<ClipId> ids) = 0;
    /// How long a deleted clip can still be brought back; negative when its time is over.
    [[nodiscard]] virtual Microseconds time_left(const store::Clip& deleted) const = 0;
    /// @param from,to At most 24 h apart. @error NotFound  Nothing is kept of that span.
    /// @error Exhausted  No room to put it together.
    virtual rt::Task<SpanVideo> span_video(CameraId camera, UtcTime from, UtcTime to) = 0;
    [[nodiscard]] virtual StorageView storage() const = 0;
    /// How long clips are kept from now on. Already stored.
    virtual void set_rules(const store::Home& home) = 0;
};

}  // namespace porchlight::hub
