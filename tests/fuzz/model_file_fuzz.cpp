// SPDX-License-Identifier: Apache-2.0
// A file of spec/models/: whatever it holds, it is read or refused with its path and line, and what
// was read can be shown.
#include "device/model_file.hpp"
#include "device/model_json.hpp"
#include "device/model_page.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace model = porchlight::device::model;
    const std::string text(reinterpret_cast<const char*>(data), size);
    // It may share itself, so that the same bytes are read as a shared file too.
    const std::vector<porchlight::FileText> shared{{"shared/self.toml", text}};
    const auto read = model::read_model({"models/self.toml", text}, shared);
    if (read) {
        if (model::model_page(*read).empty() || model::to_json(*read).empty()) {
            __builtin_trap();
        }
    } else if (read.error().message().find("/self.toml:") == std::string::npos) {
        __builtin_trap();
    }
    return 0;
}
