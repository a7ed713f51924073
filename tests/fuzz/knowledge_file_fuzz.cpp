// SPDX-License-Identifier: Apache-2.0
// A file of spec/doctor/, as a cause, an observation, a step, the traits or the services, beside
// nothing else: it is read or refused with its path and line.
#include "doctor/knowledge_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using porchlight::FileText;
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const char* path : {"doctor/traits.toml", "doctor/services.toml", "doctor/causes/a.toml",
                             "doctor/observations/a.toml", "doctor/steps/a.toml"}) {
        const std::vector<FileText> files{{path, text}};
        const auto read = porchlight::doctor::read_knowledge(files);
        if (!read && read.error().message().find(std::string(path) + ":") == std::string::npos) {
            __builtin_trap();
        }
    }
    return 0;
}
