// SPDX-License-Identifier: Apache-2.0
#include "hal/fakes/fake_updater.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hal {

namespace {

constexpr std::size_t kAtOnce = 64UL << 10U;

Error no_power() {
    return {ErrorCode::Unavailable, "The power is gone."};
}

}  // namespace

bool FakeBoard::spend() {
    if (!has_power_) {
        return false;
    }
    ++operations_;
    if (left_ && (*left_)-- == 0) {
        left_.reset();
        has_power_ = false;
    }
    return has_power_;
}

void FakeBoard::lose_unsynced() {
    for (Image& image : images_) {
        const std::size_t unsynced = image.bytes.size() - image.synced;
        const std::size_t kept = unsynced == 0 ? 0 : random_.next() % (unsynced + 1);
        image.bytes.resize(image.synced + kept);
        for (std::size_t i = image.synced; i < image.bytes.size(); i += 4096) {
            image.bytes[i] = static_cast<std::uint8_t>(random_.next());
        }
        image.synced = image.bytes.size();
    }
}

Slot FakeBoard::power_on() {
    lose_unsynced();
    has_power_ = true;
    const BootChoice choice = choose_slot(state_);
    if (choice.after == state_) {
        return choice.slot;
    }
    return keep(choice.after) ? choice.slot : choice.after.active;
}

void FakeBoard::put_image(Slot slot, std::vector<std::uint8_t> bytes) {
    const std::size_t size = bytes.size();
    images_.at(static_cast<std::size_t>(slot)) = {std::move(bytes), size};
}

Result<> FakeBoard::keep(const SlotState& state) {
    if (state == state_) {
        return {};
    }
    const bool was_on = has_power_;
    const bool done = spend();
    if (done || (was_on && random_.next() % 2 == 0)) {
        state_ = state;
    }
    return done ? Result<>() : no_power();
}

Result<SlotState> FakeUpdater::state() const {
    return board_->has_power() ? Result(board_->state_) : no_power();
}

Result<Bytes> FakeUpdater::room() const {
    return board_->has_power() ? Result(kSlotSize) : no_power();
}

Result<> FakeUpdater::begin_write(Bytes size) {
    left_.reset();
    written_ = false;
    if (board_->state_.active != booted_) {
        return Error(ErrorCode::FailedPrecondition, "The running version is on trial itself.");
    }
    if (size > kSlotSize) {
        return Error(ErrorCode::Exhausted, "There is no room for so large an image.");
    }
    PL_TRY_VOID(board_->keep({booted_, 0}));
    if (!board_->spend()) {
        return no_power();
    }
    image() = {};
    left_ = size;
    return {};
}

Result<> FakeUpdater::write(std::span<const std::uint8_t> bytes) {
    if (!left_) {
        return Error(ErrorCode::FailedPrecondition, "No slot is open for writing.");
    }
    const Bytes amount(static_cast<std::int64_t>(bytes.size()));
    if (amount > *left_) {
        return Error(ErrorCode::Exhausted, "The image is larger than was said.");
    }
    *left_ -= amount;
    while (!bytes.empty()) {
        auto piece = bytes.first(std::min(bytes.size(), kAtOnce));
        const bool was_on = board_->has_power();
        const bool done = board_->spend();
        const std::size_t torn = was_on ? board_->random_.next() % piece.size() : 0;
        const auto lands = done ? piece : piece.first(torn);
        image().bytes.insert(image().bytes.end(), lands.begin(), lands.end());
        if (!done) {
            left_.reset();
            return no_power();
        }
        bytes = bytes.subspan(piece.size());
    }
    return {};
}

Result<> FakeUpdater::sync() {
    if (!left_) {
        return Error(ErrorCode::FailedPrecondition, "No slot is open for writing.");
    }
    left_.reset();
    if (!board_->spend()) {
        return no_power();
    }
    image().synced = image().bytes.size();
    written_ = true;
    return {};
}

Result<std::size_t> FakeUpdater::read(Bytes offset, std::span<std::uint8_t> into) const {
    if (!board_->has_power()) {
        return no_power();
    }
    const std::span<const std::uint8_t> bytes(image().bytes);
    const auto from = std::min(static_cast<std::size_t>(offset.count()), bytes.size());
    const auto piece = bytes.subspan(from, std::min(into.size(), bytes.size() - from));
    std::ranges::copy(piece, into.begin());
    return piece.size();
}

Result<> FakeUpdater::set_trial(int tries) {
    if (tries < 1 || tries > 9) {
        return Error(ErrorCode::InvalidArgument, "A trial has 1 to 9 tries.");
    }
    if (!written_) {
        return Error(ErrorCode::FailedPrecondition, "No image was written that could be tried.");
    }
    return board_->keep({booted_, tries});
}

Result<> FakeUpdater::mark_good() {
    return board_->state_.active == booted_ ? Result<>() : board_->keep({booted_, 0});
}

Result<> FakeUpdater::give_up() {
    return board_->keep({board_->state_.active, 0});
}

Result<std::string> FakeUpdater::record() const {
    return board_->has_power() ? Result(board_->record_) : no_power();
}

Result<> FakeUpdater::save_record(std::string_view text) {
    if (text.size() > kLongestRecord) {
        return Error(ErrorCode::InvalidArgument, "The record is too long.");
    }
    const bool was_on = board_->has_power();
    const bool done = board_->spend();
    if (done || (was_on && board_->random_.next() % 2 == 0)) {
        board_->record_ = text;
    }
    return done ? Result<>() : no_power();
}

}  // namespace porchlight::hal
