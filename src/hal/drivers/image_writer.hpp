// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "hal/drivers/slot_disk.hpp"
#include "hal/updater.hpp"

#include <optional>
#include <string>

namespace porchlight::hal {

/// What Updaters that write files or devices have in common: the order of the calls, the image on
/// its way, and the record in a folder. Errors as Updater says. Thread-bound; blocks.
class ImageWriter {
  public:
    static constexpr int kMostTries = 9;

    explicit ImageWriter(DiskHook hook) : disk_(std::move(hook)) {}
    [[nodiscard]] const SlotDisk& disk() const { return disk_; }

    /// What was written before is not to be tried any more.
    void forget();
    /// The image goes to `file`, from where that stands.
    void begin(UniqueFd file, std::string path, Bytes size);
    Result<> write(std::span<const std::uint8_t> bytes);
    /// @return How long the image is.
    Result<Bytes> sync();
    /// Whether `set_trial` may be done now.
    [[nodiscard]] Result<> check_trial(int tries) const;

    /// Of Updater::read.
    static Result<std::size_t> read(const std::string& path, Bytes offset,
                                    std::span<std::uint8_t> into);
    static Result<std::string> record(const std::string& folder);
    Result<> save_record(const std::string& folder, std::string_view text) const;

  private:
    struct Writing {
        UniqueFd file;
        std::string path;
        Bytes left;
        Bytes written;
    };

    SlotDisk disk_;
    std::optional<Writing> writing_;
    bool is_whole_ = false;
};

/// Why nothing is written now. @error FailedPrecondition  The running slot is on trial.
Result<> check_way_back(const SlotState& state, Slot booted);
Error no_room(Bytes size);

}  // namespace porchlight::hal
