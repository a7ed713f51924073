// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The records of a ZIP archive whose files are stored as they are. Pure.
///
/// By hand because libarchive and minizip write to a stream without saying beforehand how long it
/// becomes, and put checksums behind stored files, where some programs do not look for them.
/// @source PKWARE, .ZIP File Format Specification (APPNOTE.TXT) 6.3.10, sections 4.3 to 4.5.
namespace porchlight::recorder {

/// One file of an archive.
struct ZipEntry {
    std::string name;  ///< UTF-8, at most 65535 bytes.
    std::uint64_t size = 0;
    UtcTime time;                 ///< Shown as the file's time, in the zone that is...
    std::chrono::minutes east{};  ///< ...so far east of UTC.
    std::uint32_t crc = 0;        ///< CRC-32 of its bytes.
    std::uint64_t offset = 0;     ///< Of its local header in the archive.
};

/// Sizes and offsets of 64 bits are written where they do not fit into 32, or everywhere (tests).
enum class Zip64 : std::uint8_t { WhenNeeded, Always };

/// What stands before the file's bytes.
[[nodiscard]] std::string zip_local_header(const ZipEntry& entry, Zip64 wide);
/// What stands behind all files: the directory and its end.
/// @param at Where it begins in the archive.
[[nodiscard]] std::string zip_directory(const std::vector<ZipEntry>& entries, std::uint64_t at,
                                        Zip64 wide);

/// "2026-11-26 14-03-05 Porch.mp4": the local time and the camera's name without what file systems
/// refuse or take for a path.
[[nodiscard]] std::string zip_clip_name(std::string_view camera, UtcTime start,
                                        std::chrono::minutes east);

}  // namespace porchlight::recorder
