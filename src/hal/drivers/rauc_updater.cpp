// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/rauc_updater.hpp"

#include "base/log.hpp"
#include "hal/drivers/trial_alarm.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {

namespace {

constexpr std::size_t kLongestNote = 4096;
constexpr const char* kNote = "slots";

/// The booted slot and the one beside it.
Result<std::pair<std::array<RaucSlot, 2>, Slot>> find_slots() {
    PL_TRY(std::vector<RaucSlot> slots, rauc_slots());
    const auto booted = std::ranges::find(slots, std::string("booted"), &RaucSlot::state);
    if (booted == slots.end()) {
        return Error(ErrorCode::FailedPrecondition,
                     "RAUC does not know which slot runs; the boot loader says so with rauc.slot= "
                     "on the kernel's command line.");
    }
    const std::string group = booted->group;
    std::erase_if(
        slots, [&](const RaucSlot& slot) { return slot.bootname.empty() || slot.group != group; });
    if (slots.size() != 2) {
        return Error(ErrorCode::FailedPrecondition,
                     "RAUC's system.conf has to name two slots of class " + group +
                         " with a bootname; it names " + std::to_string(slots.size()) + ".");
    }
    std::ranges::sort(slots, {}, &RaucSlot::name);
    const Slot slot = slots[0].state == "booted" ? Slot::A : Slot::B;
    return std::pair(std::array{std::move(slots[0]), std::move(slots[1])}, slot);
}

}  // namespace

std::string to_text(const RaucNote& note) {
    std::ostringstream text;
    text << "porchlight rauc 1\nactive " << to_string(note.state.active) << "\ntries "
         << note.state.tries_left << "\nboot " << note.boot << "\nsizes " << note.sizes[0] << ' '
         << note.sizes[1] << '\n';
    return std::move(text).str();
}

std::optional<RaucNote> parse_rauc_note(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string word;
    std::string active;
    RaucNote note;
    words >> word >> word >> word >> word >> active >> word >> note.state.tries_left >> word >>
        note.boot >> word >> note.sizes[0] >> note.sizes[1];
    note.state.active = active == to_string(Slot::B) ? Slot::B : Slot::A;
    const bool has_sense = note.state.tries_left >= 0 &&
                           note.state.tries_left <= ImageWriter::kMostTries && note.sizes[0] >= 0 &&
                           note.sizes[1] >= 0;
    return has_sense && to_text(note) == text ? std::optional(note) : std::nullopt;
}

RaucUpdater::RaucUpdater(std::string folder, Slots slots, Slot booted, DiskHook hook)
    : folder_(std::move(folder)),
      slots_(std::move(slots)),
      booted_(booted),
      writer_(std::move(hook)) {}

Result<std::unique_ptr<RaucUpdater>> RaucUpdater::open(std::string folder, std::string boot,
                                                       DiskHook hook) {
    PL_TRY(auto found, find_slots());
    std::unique_ptr<RaucUpdater> updater(
        new RaucUpdater(std::move(folder), std::move(found.first), found.second, std::move(hook)));
    const auto text = read_file(updater->folder_ + "/" + kNote, kLongestNote);
    if (!text && text.error().code() != ErrorCode::NotFound) {
        return text.error();
    }
    const auto note = text ? parse_rauc_note(*text) : std::nullopt;
    if (text && !note) {
        log::warning("hal", "The note of which slot is good cannot be read; what runs is taken.");
    }
    updater->note_ = note.value_or(RaucNote{{found.second, 0}, "", {}});
    PL_TRY_VOID(updater->count_start(boot));
    return updater;
}

const RaucSlot& RaucUpdater::slot(Slot which) const {
    return slots_.at(static_cast<std::size_t>(which));
}

Result<> RaucUpdater::count_start(const std::string& boot) {
    if (note_.boot == boot) {
        return {};  // only the program was restarted
    }
    RaucNote next = note_;
    next.boot = boot;
    if (booted_ != note_.state.active) {
        next.state.tries_left = std::max(0, note_.state.tries_left - 1);
        return keep(std::move(next));
    }
    if (note_.state.tries_left > 0) {  // a trial that never came so far
        PL_TRY_VOID(take_trial_back());
        next.state.tries_left = 0;
    }
    PL_TRY_VOID(rauc_mark("good", slot(booted_).name));
    return keep(std::move(next));
}

Result<> RaucUpdater::take_trial_back() {
    const Slot good = note_.state.active;
    PL_TRY_VOID(rauc_mark("active", slot(good).name));
    return rauc_mark("bad", slot(other(good)).name);
}

Result<> RaucUpdater::keep(RaucNote note) {
    if (note != note_) {
        PL_TRY_VOID(writer_.disk().replace(folder_, kNote, to_text(note)));
        note_ = std::move(note);
    }
    return {};
}

Result<Bytes> RaucUpdater::room() const {
    PL_TRY(const UniqueFd file, open_file(device(), O_RDONLY));
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size < 0) {
        return errno_error(errno, "cannot see how large " + device() + " is");
    }
    return Bytes(size);
}

Result<> RaucUpdater::begin_write(Bytes size) {
    writer_.forget();
    PL_TRY_VOID(check_way_back(note_.state, booted_));
    PL_TRY(const Bytes most, room());
    if (size > most) {
        return no_room(size);
    }
    // First, so that no power cut finds a trial whose image is half written.
    PL_TRY_VOID(take_trial_back());
    RaucNote next = note_;
    next.state.tries_left = 0;
    next.sizes.at(place()) = 0;
    PL_TRY_VOID(keep(std::move(next)));
    // O_EXCL: the kernel refuses a device that is mounted. @source open(2)
    PL_TRY(UniqueFd file, open_file(device(), O_WRONLY | O_EXCL));
    writer_.begin(std::move(file), device(), size);
    return {};
}

Result<> RaucUpdater::sync() {
    PL_TRY(const Bytes size, writer_.sync());
    RaucNote next = note_;
    next.sizes.at(place()) = size.count();
    auto kept = keep(std::move(next));
    if (!kept) {
        writer_.forget();
    }
    return kept;
}

Result<std::size_t> RaucUpdater::read(Bytes offset, std::span<std::uint8_t> into) const {
    const std::int64_t size = note_.sizes.at(place());
    if (size == 0) {
        return Error(ErrorCode::NotFound, "What is in the other slot was not written here.");
    }
    const std::int64_t left = std::max<std::int64_t>(0, size - offset.count());
    return ImageWriter::read(device(), offset,
                             into.first(std::min(into.size(), static_cast<std::size_t>(left))));
}

/// The boot loader is told first: a power cut in between leaves a trial that knows its version by
/// the record, and is its last one.
Result<> RaucUpdater::set_trial(int tries) {
    PL_TRY_VOID(writer_.check_trial(tries));
    PL_TRY_VOID(rauc_mark("active", slot(other(booted_)).name));
    RaucNote next = note_;
    next.state.tries_left = tries;
    return keep(std::move(next));
}

Result<> RaucUpdater::mark_good() {
    if (note_.state.active == booted_) {
        return {};  // its start has marked it
    }
    PL_TRY_VOID(rauc_mark("good", slot(booted_).name));
    RaucNote next = note_;
    next.state = {booted_, 0};
    PL_TRY_VOID(keep(std::move(next)));
    end_trial_alarm();
    return {};
}

Result<> RaucUpdater::give_up() {
    PL_TRY_VOID(take_trial_back());
    RaucNote next = note_;
    next.state.tries_left = 0;
    return keep(std::move(next));
}

}  // namespace porchlight::hal
