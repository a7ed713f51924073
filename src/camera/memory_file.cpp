// SPDX-License-Identifier: Apache-2.0
#include "camera/memory_file.hpp"

#include "base/fd.hpp"
#include "camera/memory_text.hpp"

#include <array>
#include <optional>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr std::array<std::string_view, 2> kNames{"/memory.a", "/memory.b"};
constexpr std::size_t kLongest = 256U << 10U;

enum class Copy : std::uint8_t { Missing, Bad, Good };

struct ReadCopy {
    Copy copy = Copy::Missing;
    NumberedMemory memory = {};
};

ReadCopy read_copy(const std::string& path) {
    const auto text = read_file(path, kLongest);
    if (!text) {
        return {text.error().code() == ErrorCode::NotFound ? Copy::Missing : Copy::Bad};
    }
    auto memory = parse_memory(*text);
    return memory ? ReadCopy{Copy::Good, std::move(*memory)} : ReadCopy{Copy::Bad};
}

CameraMemory after_step(CameraMemory memory) {
    switch (device::next_erase_step(memory.device)) {
        case device::EraseStep::HubKey:
            memory.hub = {};
            break;
        case device::EraseStep::WifiCredentials:
            memory.wifi = {};
            break;
        case device::EraseStep::Settings:
            memory.settings.clear();
            break;
        case device::EraseStep::Mark:
        case device::EraseStep::StorageLink:
        case device::EraseStep::Unmark:
            break;
    }
    memory.device = device::after_erase_step(memory.device);
    return memory;
}

}  // namespace

MemoryFile::MemoryFile(std::string folder) : folder_(std::move(folder)) {
    bool is_any_bad = false;
    bool is_any_good = false;
    std::array<std::uint64_t, kNames.size()> numbers{};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        ReadCopy read = read_copy(folder_ + std::string(kNames.at(i)));
        is_any_bad |= read.copy == Copy::Bad;
        if (read.copy != Copy::Good) {
            continue;
        }
        numbers.at(i) = read.memory.number;
        if (!is_any_good || read.memory.number > number_) {
            number_ = read.memory.number;
            memory_ = std::move(read.memory.memory);
        }
        is_any_good = true;
    }
    if (is_any_bad) {
        trouble_ = is_any_good
                       ? "A part of the camera's memory had gone bad and was mended."
                       : "The camera's memory has gone bad: it has to be added in the app again.";
    }
    // Power went between the two, or one has gone bad.
    if (is_any_good && numbers.front() != numbers.back()) {
        static_cast<void>(write(memory_));
    }
}

Result<> MemoryFile::keep(CameraMemory memory) {
    PL_TRY_VOID(write(memory));
    memory_ = std::move(memory);
    return {};
}

Result<> MemoryFile::erase_next_step() {
    return keep(after_step(memory_));
}

Result<> MemoryFile::write(const CameraMemory& memory) {
    ++number_;  // one that was kept by half is older than the next
    const std::string text = to_text({number_, memory});
    for (const std::string_view name : kNames) {
        PL_TRY_VOID(write_file_atomically(folder_ + std::string(name), text));
    }
    return {};
}

}  // namespace porchlight::camera
