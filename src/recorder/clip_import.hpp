// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/units.hpp"
#include "recorder/parts.hpp"
#include "store/types.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace porchlight::recorder {

/// A clip that somebody else has recorded, on its way into the clips folder: a camera's own, from
/// the time when the hub was away. It comes in pieces, over days and restarts if need be, into
/// "<clips>/incoming/<clip id>.part"; whoever brings the same clip twice gives it the same id and
/// has it once.
///
/// Everything but `take_in` blocks and belongs on the disk thread; one clip at a time from one
/// caller.
class ClipImport {
  public:
    /// A larger clip is refused.
    static constexpr Bytes kLargest = mebibytes(1024);

    explicit ClipImport(RecorderParts parts) : parts_(std::move(parts)) {}

    /// Parts that nobody has brought on for this time are not waited for any more.
    static constexpr std::chrono::days kWaits{30};
    static void forget_old(const ClipFolder& folder, UtcTime now);

    /// How much of it is here already: go on from there.
    /// @error Unavailable, Exhausted, PermissionDenied  The disk.
    [[nodiscard]] Result<Bytes> received(ClipId id) const;
    /// @error InvalidArgument  Not where the last piece ended, or larger than `kLargest`.
    /// @error Unavailable, Exhausted, PermissionDenied  The disk; the piece may be brought again.
    [[nodiscard]] Result<> append(ClipId id, Bytes offset, std::string_view bytes) const;
    /// Forgets what is here of it. A success when there is nothing.
    [[nodiscard]] Result<> drop(ClipId id) const;

    /// The last piece is here: makes it a clip like the others, with an event of its own and a
    /// picture. On the media thread; calls may be repeated after a failure or a kill.
    /// @param clip Its id, camera, kind and start; all else is read from the file.
    /// @error Corrupt  There is no video in it; nothing is left of it.
    /// @error AlreadyExists  Another camera has a clip with this id.   Else as disk and store.
    rt::Task<store::Clip> take_in(store::Clip clip);

  private:
    struct Found;
    [[nodiscard]] std::string part_path(ClipId id) const;
    static Result<Found> first_picture(const std::string& path);
    [[nodiscard]] Result<Found> look(ClipId id) const;
    [[nodiscard]] Result<> move_in(const store::Clip& clip) const;
    rt::Task<> write_rows(store::Clip clip);

    RecorderParts parts_;
};

}  // namespace porchlight::recorder
