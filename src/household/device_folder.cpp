// SPDX-License-Identifier: Apache-2.0
#include "household/device_folder.hpp"

#include "base/fd.hpp"
#include "camera/memory_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace porchlight::household {

namespace {

constexpr std::string_view kOurMaker = "Porchlight";

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool has_memory(const std::string& folder) {
    std::error_code ignored;
    return std::filesystem::exists(folder + "/memory.a", ignored) ||
           std::filesystem::exists(folder + "/memory.b", ignored);
}

Result<> recall(sim::DevicePlan& device, const std::string& folder) {
    camera::MemoryFile file(folder);
    while (file.memory().device.erase_at) {
        PL_TRY_VOID(file.erase_next_step());
    }
    const camera::CameraMemory& memory = file.memory();
    device.is_set_up = device::is_paired(memory.device);
    if (device.is_set_up) {
        device.knows = sim::WifiLogin{memory.wifi.ssid, memory.wifi.password.reveal()};
        device.owner = sim::kThisHome;
    }
    return {};
}

}  // namespace

bool is_for_real_hubs(const device::model::Model& model) {
    return model.maker == kOurMaker && model.kind != device::Kind::Hub;
}

std::string folder_of(const std::string& state, const std::string& device) {
    std::string name;
    for (const char c : device) {
        name +=
            is_plain(c) ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
    }
    return state + '/' + name;
}

Result<std::string> make_folder(const std::string& state, const std::string& device) {
    namespace files = std::filesystem;
    std::string folder = folder_of(state, device);
    std::error_code error;
    files::create_directories(folder, error);
    if (!error) {
        files::permissions(folder, files::perms::owner_all, error);
    }
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    return folder;
}

Result<> recall(sim::HouseholdPlan& plan, const std::string& state) {
    for (sim::DevicePlan& device : plan.devices) {
        const std::string folder = folder_of(state, device.name);
        if (is_for_real_hubs(*device.model) && has_memory(folder)) {
            PL_TRY_VOID(recall(device, folder));
        }
    }
    return {};
}

}  // namespace porchlight::household
