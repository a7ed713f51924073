// SPDX-License-Identifier: Apache-2.0
#include "porchlight/surroundings.hpp"

#include <filesystem>
#include <system_error>

namespace porchlight::app {

std::string default_web_dir() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* place : {"../share/porchlight/web", "../../../web/dist"}) {
        const auto folder = (program / place).lexically_normal();
        if (std::filesystem::exists(folder / "index.html", error)) {
            return folder.string();
        }
    }
    return {};
}

}  // namespace porchlight::app
