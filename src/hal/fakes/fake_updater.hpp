// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "hal/updater.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hal {

/// A board of two slots in memory. It outlives the updaters that are made on it, as a board
/// outlives its programs, and can lose its power in the middle of anything. Thread-bound.
class FakeBoard {
  public:
    explicit FakeBoard(std::uint64_t seed) : random_(seed) {}

    /// Power goes during the write operation after `count` more. What was not synced is then there,
    /// in part, or garbled; a replaced text is the old or the new one.
    void cut_power_after(int count) { left_ = count; }
    [[nodiscard]] bool has_power() const { return has_power_; }
    /// Write operations so far.
    [[nodiscard]] int operations() const { return operations_; }

    /// Power comes back, or the board restarts: the boot code chooses. It needs power for that.
    Slot power_on();

    [[nodiscard]] const std::vector<std::uint8_t>& image(Slot slot) const {
        return images_.at(static_cast<std::size_t>(slot)).bytes;
    }
    /// As in the factory.
    void put_image(Slot slot, std::vector<std::uint8_t> bytes);

  private:
    friend class FakeUpdater;
    struct Image {
        std::vector<std::uint8_t> bytes;
        std::size_t synced = 0;
    };

    /// One write operation. @return Whether it is made; false: power went, now or before.
    [[nodiscard]] bool spend();
    void lose_unsynced();
    Result<> keep(const SlotState& state);

    Random random_;
    std::optional<int> left_;
    bool has_power_ = true;
    int operations_ = 0;
    std::array<Image, 2> images_;
    SlotState state_;
    std::string record_;
};

/// An updater on a FakeBoard, which outlives it. Thread-bound.
class FakeUpdater final : public Updater {
  public:
    static constexpr Bytes kSlotSize = mebibytes(64);

    FakeUpdater(FakeBoard* board, Slot booted) : board_(board), booted_(booted) {}

    [[nodiscard]] Slot booted() const override { return booted_; }
    [[nodiscard]] Result<SlotState> state() const override;
    [[nodiscard]] Result<Bytes> room() const override;
    Result<> begin_write(Bytes size) override;
    Result<> write(std::span<const std::uint8_t> bytes) override;
    Result<> sync() override;
    [[nodiscard]] Result<std::size_t> read(Bytes offset,
                                           std::span<std::uint8_t> into) const override;
    Result<> set_trial(int tries) override;
    Result<> mark_good() override;
    Result<> give_up() override;
    [[nodiscard]] Result<std::string> record() const override;
    Result<> save_record(std::string_view text) override;

  private:
    [[nodiscard]] FakeBoard::Image& image() const {
        return board_->images_.at(static_cast<std::size_t>(other(booted_)));
    }

    FakeBoard* board_;
    Slot booted_;
    std::optional<Bytes> left_;  // of the image that is being written
    bool written_ = false;
};

}  // namespace porchlight::hal
