// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/virtual_slots.hpp"

#include "base/fd.hpp"
#include "camera/lines.hpp"
#include "hal/drivers/directory_updater.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr std::array<std::string_view, 3> kConducts{"well", "unwell", "dies"};
constexpr std::size_t kLongestImage = 4096;

/// What is in the slot. An empty one that is to be started is a camera as it was built.
VirtualImage read_image(const std::string& folder, hal::Slot slot, Release built_in) {
    const auto text =
        read_file(fmt::format("{}/{}/image", folder, hal::to_string(slot)), kLongestImage);
    if (!text && text.error().code() == ErrorCode::NotFound) {
        return {built_in, VirtualImage::Conduct::Well};
    }
    auto image = text ? parse_virtual_image(*text) : Result<VirtualImage>(text.error());
    return std::move(image).value_or(VirtualImage{{}, VirtualImage::Conduct::Dies});
}

}  // namespace

std::string to_text(const VirtualImage& image) {
    return fmt::format("porchlight virtual image 1\nversion {}\nepoch {}\n{}\n",
                       to_string(image.release.version), image.release.epoch,
                       kConducts.at(static_cast<std::size_t>(image.conduct)));
}

Result<VirtualImage> parse_virtual_image(std::string_view text) {
    const std::string_view whole = text;
    const Error corrupt(ErrorCode::Corrupt, "This is not the image of a virtual camera.");
    VirtualImage image;
    static_cast<void>(net::take_until(text, '\n'));
    const auto version = parse_version(take_value(text, "version "));
    image.release.epoch = net::parse_number<std::uint32_t>(take_value(text, "epoch ")).value_or(0);
    const auto* const conduct = std::ranges::find(kConducts, net::take_until(text, '\n'));
    if (!version || conduct == kConducts.end()) {
        return corrupt;
    }
    image.release.version = *version;
    image.conduct = static_cast<VirtualImage::Conduct>(conduct - kConducts.begin());
    return to_text(image) == whole ? Result(image) : corrupt;
}

Result<VirtualBoot> boot_virtual_slots(const std::string& folder, Release built_in) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    VirtualBoot boot;
    for (;;) {
        const hal::PowerOn power = hal::power_on(folder);
        if (!power.trouble.empty()) {
            boot.notices.push_back(power.trouble);
        }
        PL_TRY(boot.updater, hal::DirectoryUpdater::open(folder, power.slot));
        PL_TRY(const hal::SlotState state, boot.updater->state());
        const VirtualImage image = read_image(folder, power.slot, built_in);
        const bool dies = image.conduct == VirtualImage::Conduct::Dies;
        if (dies && state.active != power.slot) {
            boot.notices.push_back(fmt::format("The software in slot {} does not come up.",
                                               hal::to_string(power.slot)));
            continue;  // the boot code counts its tries
        }
        // What was good last is started whatever became of it: there is nothing else.
        boot.running = dies ? built_in : image.release;
        boot.self_test =
            image.conduct == VirtualImage::Conduct::Unwell ? Health::NotWell : Health::Well;
        return boot;
    }
}

}  // namespace porchlight::camera
