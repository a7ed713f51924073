// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/directory_updater.hpp"

#include "hal/drivers/trial_alarm.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

namespace porchlight::hal {

namespace {

constexpr std::size_t kLongestState = 4096;
constexpr std::string_view kStateHead = "porchlight slots 1\nactive ";
constexpr std::string_view kTries = "\ntries ";

std::string to_text(const SlotState& state) {
    std::string text(kStateHead);
    text += to_string(state.active);
    text += kTries;
    text += std::to_string(state.tries_left);
    return text + "\n";
}

std::optional<SlotState> parse_state(std::string_view text) {
    for (const Slot active : {Slot::A, Slot::B}) {
        for (int tries = 0; tries <= ImageWriter::kMostTries; ++tries) {
            if (const SlotState state{active, tries}; text == to_text(state)) {
                return state;
            }
        }
    }
    return std::nullopt;
}

/// What is known of the slots, and what was wrong with the files; empty if nothing.
struct Found {
    SlotState state;
    std::string trouble;
};

/// With both files gone bad: the slot that has an image. No trial, for nobody knows of one.
Found guess_state(const std::string& folder) {
    std::error_code ignored;
    const bool has_a = std::filesystem::exists(folder + "/a/image", ignored);
    const bool has_b = std::filesystem::exists(folder + "/b/image", ignored);
    const Slot slot = !has_a && has_b ? Slot::B : Slot::A;
    return {{slot, 0},
            "The note of which firmware is good cannot be read, nor its copy; slot " +
                std::string(to_string(slot)) + " is started."};
}

Found find_state(const std::string& folder) {
    const auto text = read_file(folder + "/state", kLongestState);
    if (const auto state = text ? parse_state(*text) : std::nullopt) {
        return {*state, {}};
    }
    const auto copy = read_file(folder + "/state.copy", kLongestState);
    const bool is_new = !text && text.error().code() == ErrorCode::NotFound;
    if (const auto state = copy ? parse_state(*copy) : std::nullopt) {
        return {{state->active, 0},
                "The note of which firmware is good cannot be read; its copy is used."};
    }
    const bool has_no_copy = !copy && copy.error().code() == ErrorCode::NotFound;
    return is_new && has_no_copy ? Found() : guess_state(folder);
}

/// The copy comes second and is not waited for: it only serves when the first one goes bad.
Result<> keep_state(const SlotDisk& disk, const std::string& folder, const SlotState& state) {
    PL_TRY_VOID(disk.replace(folder, "state", to_text(state)));
    static_cast<void>(disk.replace(folder, "state.copy", to_text(state)));
    return {};
}

}  // namespace

PowerOn power_on(const std::string& folder, DiskHook hook) {
    const Found before = find_state(folder);
    const BootChoice choice = choose_slot(before.state);
    if (choice.after == before.state && before.trouble.empty()) {
        return {choice.slot, before.state, {}};
    }
    const SlotDisk disk(std::move(hook));
    const bool is_kept = keep_state(disk, folder, choice.after).has_value();
    return is_kept ? PowerOn{choice.slot, choice.after, before.trouble}
                   : PowerOn{choice.after.active, before.state, before.trouble};
}

DirectoryUpdater::DirectoryUpdater(std::string folder, Slot booted, DiskHook hook)
    : folder_(std::move(folder)), booted_(booted), writer_(std::move(hook)) {}

Result<std::unique_ptr<DirectoryUpdater>> DirectoryUpdater::open(const std::string& folder,
                                                                 Slot booted, DiskHook hook) {
    for (const Slot slot : {Slot::A, Slot::B}) {
        const std::filesystem::path path =
            std::filesystem::path(folder) / std::string(to_string(slot));
        std::error_code error;
        std::filesystem::create_directory(path, error);
        if (error) {
            return errno_error(error.value(), "cannot make the folder " + path.string());
        }
    }
    return std::unique_ptr<DirectoryUpdater>(new DirectoryUpdater(folder, booted, std::move(hook)));
}

std::string DirectoryUpdater::slot_folder() const {
    return folder_ + "/" + std::string(to_string(other(booted_)));
}

Result<SlotState> DirectoryUpdater::state() const {
    return find_state(folder_).state;
}

Result<> DirectoryUpdater::keep(const SlotState& state) {
    const SlotState before = find_state(folder_).state;
    return before == state ? Result<>() : keep_state(writer_.disk(), folder_, state);
}

Result<Bytes> DirectoryUpdater::room() const {
    std::error_code error;
    const auto space = std::filesystem::space(slot_folder(), error);
    if (error) {
        return errno_error(error.value(), "cannot see how much room there is in " + slot_folder());
    }
    // What is in the slot now makes room first.
    const auto taken = std::filesystem::file_size(image(), error);
    const std::uintmax_t room = space.available + (error ? 0 : taken);
    return Bytes(static_cast<std::int64_t>(
        std::min<std::uintmax_t>(room, std::numeric_limits<std::int64_t>::max())));
}

Result<> DirectoryUpdater::begin_write(Bytes size) {
    writer_.forget();
    const SlotState before = find_state(folder_).state;
    PL_TRY_VOID(check_way_back(before, booted_));
    // First, so that no power cut finds a trial whose image is half written.
    PL_TRY_VOID(keep({before.active, 0}));
    PL_TRY(UniqueFd file, writer_.disk().create(image(), 0750));
    std::error_code error;
    const auto space = std::filesystem::space(slot_folder(), error);
    if (!error && std::cmp_less(space.available, size.count())) {
        return no_room(size);
    }
    PL_TRY_VOID(writer_.disk().sync_folder(slot_folder()));
    writer_.begin(std::move(file), image(), size);
    return {};
}

Result<> DirectoryUpdater::sync() {
    PL_TRY_VOID(writer_.sync());
    return {};
}

Result<> DirectoryUpdater::set_trial(int tries) {
    PL_TRY_VOID(writer_.check_trial(tries));
    return keep({booted_, tries});
}

Result<> DirectoryUpdater::mark_good() {
    const SlotState before = find_state(folder_).state;
    if (before.active != booted_) {
        PL_TRY_VOID(keep({booted_, 0}));
    }
    end_trial_alarm();
    return {};
}

Result<> DirectoryUpdater::give_up() {
    const SlotState before = find_state(folder_).state;
    return keep({before.active, 0});
}

}  // namespace porchlight::hal
