// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/image_writer.hpp"
#include "hal/updater.hpp"

#include <memory>
#include <string>

namespace porchlight::hal {

/// Slots as folders, for boards whose boot code can read files, and for virtual cameras:
///
///     a/image  b/image   the images; may be executed
///     state              "porchlight slots 1\nactive a\ntries 0\n"; without it: a, no trial
///     state.copy         the same once more, for the day on which the other cannot be read
///     record             the text of Updater::record
///
/// Thread-bound; blocks.
class DirectoryUpdater final : public Updater {
  public:
    /// @param folder  Exists; a/ and b/ are made if they are missing.
    /// @param booted  What `power_on` gave to the boot code, which hands it on.
    /// @error by errno
    static Result<std::unique_ptr<DirectoryUpdater>> open(const std::string& folder, Slot booted,
                                                          DiskHook hook = {});

    [[nodiscard]] Slot booted() const override { return booted_; }
    [[nodiscard]] Result<SlotState> state() const override;
    [[nodiscard]] Result<Bytes> room() const override;
    Result<> begin_write(Bytes size) override;
    Result<> write(std::span<const std::uint8_t> bytes) override { return writer_.write(bytes); }
    Result<> sync() override;
    [[nodiscard]] Result<std::size_t> read(Bytes offset,
                                           std::span<std::uint8_t> into) const override {
        return ImageWriter::read(image(), offset, into);
    }
    Result<> set_trial(int tries) override;
    /// Also ends the boot code's alarm (slot_start.hpp).
    Result<> mark_good() override;
    Result<> give_up() override;
    [[nodiscard]] Result<std::string> record() const override {
        return ImageWriter::record(folder_);
    }
    Result<> save_record(std::string_view text) override {
        return writer_.save_record(folder_, text);
    }

  private:
    DirectoryUpdater(std::string folder, Slot booted, DiskHook hook);
    [[nodiscard]] std::string slot_folder() const;
    [[nodiscard]] std::string image() const { return slot_folder() + "/image"; }
    Result<> keep(const SlotState& state);

    std::string folder_;
    Slot booted_;
    ImageWriter writer_;
};

struct PowerOn {
    Slot slot = Slot::A;  ///< To start.
    SlotState state;      ///< As it is kept now.
    std::string trouble;  ///< What was wrong with the note of the slots, to be reported; or empty.
};

/// For boot code: chooses the slot to start and counts the try. Always finds one. When the try
/// cannot be counted that is the slot marked good last, for an uncounted trial might never end;
/// when the state has gone bad, the one that its copy names, else one that has an image.
PowerOn power_on(const std::string& folder, DiskHook hook = {});

}  // namespace porchlight::hal
