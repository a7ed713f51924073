// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace porchlight::hal {

/// Where an image lives. There are two, so that one can be written while the other runs.
enum class Slot : std::uint8_t { A, B };

[[nodiscard]] constexpr Slot other(Slot slot) {
    return slot == Slot::A ? Slot::B : Slot::A;
}
/// "a" or "b".
[[nodiscard]] std::string_view to_string(Slot slot);

/// What boot code knows of the slots; kept outside both.
struct SlotState {
    Slot active = Slot::A;  ///< Was marked good last. Boots unless the other is on trial.
    int tries_left = 0;     ///< How often the other slot may still be started. 0: it is not.

    bool operator==(const SlotState&) const = default;
};

/// What a power-on does.
struct BootChoice {
    Slot slot = Slot::A;  ///< To start.
    SlotState after;      ///< To be kept *before* it starts; if that fails, start `after.active`.
};

/// The whole of the boot decision: the slot on trial while it has tries left, each counted before
/// it is used, and otherwise the slot that was marked good last.
[[nodiscard]] BootChoice choose_slot(SlotState state);

/// The board's two slots and what its boot code is told about them. The order of an update is
/// begin_write, write…, sync, read…, set_trial, a restart, and then mark_good or give_up.
///
/// A power cut at any moment leaves a state in which the slot that was marked good last boots, or
/// the one on trial with its image whole. A call that failed has taken effect or has not, never by
/// half; a failed `write` or `sync` ends the writing.
///
/// It is made to fit RAUC: `booted` is `rauc.slot` on the kernel's command line, `set_trial` puts
/// the other slot first in the boot loader's order with that many attempts, `mark_good` and
/// `give_up` are `rauc status mark-good` and `mark-bad other`.
///
/// Thread-bound; blocks.
class Updater {
  public:
    /// The most that `record` holds.
    static constexpr std::size_t kLongestRecord = 4096;

    Updater() = default;
    virtual ~Updater() = default;
    Updater(const Updater&) = delete;
    Updater& operator=(const Updater&) = delete;
    Updater(Updater&&) = delete;
    Updater& operator=(Updater&&) = delete;

    /// The slot that the running system was started from.
    [[nodiscard]] virtual Slot booted() const = 0;
    /// What the next power-on goes by. @error Unavailable, Corrupt
    [[nodiscard]] virtual Result<SlotState> state() const = 0;

    /// How large an image may be, to be asked before one is fetched. @error Unavailable
    [[nodiscard]] virtual Result<Bytes> room() const = 0;

    /// Takes a trial back, then empties the slot that does not run, for an image of `size` bytes.
    /// @error FailedPrecondition  The running slot is on trial itself: the other is what it would
    /// return to.  @error Exhausted  There is no room for so much.  @error Unavailable
    virtual Result<> begin_write(Bytes size) = 0;
    /// The image's next bytes.
    /// @error FailedPrecondition  No begin_write, or `sync` has ended it.
    /// @error Exhausted  More than was said at its beginning.   @error Unavailable
    virtual Result<> write(std::span<const std::uint8_t> bytes) = 0;
    /// Returns when all that was written is on the medium. Ends the writing.
    /// @error FailedPrecondition  No begin_write.   @error Unavailable
    virtual Result<> sync() = 0;
    /// Reads the image of the slot that does not run, from the medium where that can be told.
    /// @return How many bytes came; fewer than `into` holds only at the image's end.
    /// @error Unavailable, NotFound
    [[nodiscard]] virtual Result<std::size_t> read(Bytes offset,
                                                   std::span<std::uint8_t> into) const = 0;

    /// The next power-ons start the slot that was written, at most `tries` times (1 to 9).
    /// @error FailedPrecondition  No image was written and synced since the start.
    /// @error InvalidArgument, Unavailable
    virtual Result<> set_trial(int tries) = 0;
    /// The running slot is what boots from now on. Once more does nothing.
    /// @error Unavailable
    virtual Result<> mark_good() = 0;
    /// No further try: the next power-on starts the slot that was marked good last.
    /// @error Unavailable
    virtual Result<> give_up() = 0;

    /// A small text kept outside both slots; empty if there is none yet.
    /// @error Unavailable
    [[nodiscard]] virtual Result<std::string> record() const = 0;
    /// Replaces it, whole or not at all. @error InvalidArgument  Longer than kLongestRecord.
    /// @error Exhausted, Unavailable
    virtual Result<> save_record(std::string_view text) = 0;
};

}  // namespace porchlight::hal
