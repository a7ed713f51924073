// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/image_writer.hpp"
#include "hal/drivers/rauc_bus.hpp"
#include "hal/updater.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::hal {

/// What the updater keeps beside RAUC, as "slots" in its folder:
///
///     porchlight rauc 1
///     active a
///     tries 0
///     boot 2f1c…   (of the last start that was counted)
///     sizes 0 0    (of the images in a and b; 0: not known)
struct RaucNote {
    SlotState state;
    std::string boot;
    std::array<std::int64_t, 2> sizes{};

    bool operator==(const RaucNote&) const = default;
};
[[nodiscard]] std::string to_text(const RaucNote& note);
/// @return Nothing if it is not of that form, to the letter.
[[nodiscard]] std::optional<RaucNote> parse_rauc_note(std::string_view text);

/// The two slots of a board that RAUC looks after. An image is a whole partition; which one the
/// boot loader starts, and how often, is told by RAUC's marks:
///
///     begin_write   active → the good one, bad → the other; then the other's device is written
///     set_trial     active → the other
///     mark_good     good → the running one
///     give_up       active → the good one, bad → the one on trial
///
/// The first slot by its name is A. Which one runs is RAUC's word; it reads rauc.slot= of the
/// kernel's command line.
///
/// What RAUC cannot promise: how many attempts a boot loader gives is set there, not by
/// `set_trial`'s number; it counts them before a start, and this only when it runs. An image that
/// never gets so far is known by a new start of the board on the good slot. Boot loaders count the
/// good slot's attempts as well, so each start on it marks it good again.
///
/// Thread-bound; blocks.
class RaucUpdater final : public Updater {
  public:
    /// @param folder  Exists, on a partition outside both slots: for the note and the record.
    /// @param boot  This start of the board: other words at each (the kernel's boot_id).
    /// @error FailedPrecondition  RAUC knows no two slots, or not which one runs.
    /// @error Unavailable  RAUC does not answer.   @error by errno
    static Result<std::unique_ptr<RaucUpdater>> open(std::string folder, std::string boot,
                                                     DiskHook hook = {});

    [[nodiscard]] Slot booted() const override { return booted_; }
    [[nodiscard]] Result<SlotState> state() const override { return note_.state; }
    [[nodiscard]] Result<Bytes> room() const override;
    Result<> begin_write(Bytes size) override;
    Result<> write(std::span<const std::uint8_t> bytes) override { return writer_.write(bytes); }
    Result<> sync() override;
    [[nodiscard]] Result<std::size_t> read(Bytes offset,
                                           std::span<std::uint8_t> into) const override;
    Result<> set_trial(int tries) override;
    /// Also ends the alarm of a trial (trial_alarm.hpp).
    Result<> mark_good() override;
    Result<> give_up() override;
    [[nodiscard]] Result<std::string> record() const override {
        return ImageWriter::record(folder_);
    }
    Result<> save_record(std::string_view text) override {
        return writer_.save_record(folder_, text);
    }

  private:
    using Slots = std::array<RaucSlot, 2>;

    RaucUpdater(std::string folder, Slots slots, Slot booted, DiskHook hook);
    Result<> count_start(const std::string& boot);
    /// The other one is not started any more.
    Result<> take_trial_back();
    Result<> keep(RaucNote note);
    [[nodiscard]] const RaucSlot& slot(Slot which) const;
    [[nodiscard]] const std::string& device() const { return slot(other(booted_)).device; }
    /// Of the other slot, in RaucNote::sizes.
    [[nodiscard]] std::size_t place() const { return booted_ == Slot::A ? 1 : 0; }

    std::string folder_;
    Slots slots_;
    Slot booted_;
    ImageWriter writer_;
    RaucNote note_;
};

}  // namespace porchlight::hal
