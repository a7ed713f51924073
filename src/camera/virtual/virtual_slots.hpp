// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/firmware.hpp"
#include "camera/release.hpp"
#include "hal/updater.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::camera {

/// The hardware id of every virtual camera's bundles.
inline constexpr const char* kVirtualHardware = "virtual";

/// What stands in the image of a virtual camera: which version it is, and how it behaves, so that
/// a trial that fails can be seen on any computer. As text:
///
///     porchlight virtual image 1
///     version 1.2.0
///     epoch 0
///     well                   (or: unwell, it fails its self-test; dies, it does not come up)
struct VirtualImage {
    enum class Conduct : std::uint8_t { Well, Unwell, Dies };

    Release release;
    Conduct conduct = Conduct::Well;
    bool operator==(const VirtualImage&) const = default;
};
[[nodiscard]] std::string to_text(const VirtualImage& image);
/// @error Corrupt  Not of that form: it does not come up.
Result<VirtualImage> parse_virtual_image(std::string_view text);

/// A power-on of virtual slots.
struct VirtualBoot {
    std::shared_ptr<hal::Updater> updater;
    Release running;
    Health self_test = Health::Well;
    std::vector<std::string> notices;  ///< What did not come up, a sentence each.
};
/// Starts what the boot code chooses, again and again until something comes up: at the latest, that
/// which was good last. Blocks.
/// @param folder  Is made if it is missing.
/// @param built_in  What runs as long as no image was ever installed.   @error by errno
Result<VirtualBoot> boot_virtual_slots(const std::string& folder, Release built_in);

}  // namespace porchlight::camera
