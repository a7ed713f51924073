// SPDX-License-Identifier: Apache-2.0
#include "recorder/zip_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>

namespace porchlight::recorder {

namespace {

constexpr std::uint32_t kNot32 = 0xFFFFFFFF;
constexpr std::uint16_t kNot16 = 0xFFFF;
constexpr std::uint16_t kPlainVersion = 20;
constexpr std::uint16_t kWideVersion = 45;
constexpr std::uint16_t kUtf8Names = 1U << 11U;
constexpr std::uint16_t kWideField = 1;
/// Upper byte of "version made by": a Unix, so that modes are taken from the upper half of the
/// external attributes.
constexpr std::uint16_t kMadeOnUnix = 3U << 8U;
constexpr std::uint32_t kRegularFile644 = 0100644U << 16U;
constexpr std::size_t kLongestCameraName = 80;

/// Appends little-endian numbers.
template <std::unsigned_integral Number>
void put(std::string& out, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        out += static_cast<char>(static_cast<std::uint8_t>(value >> (8U * i)));
    }
}

bool is_wide(std::uint64_t value, Zip64 wide) {
    return wide == Zip64::Always || value >= kNot32;
}

std::uint32_t narrow(std::uint64_t value, Zip64 wide) {
    return is_wide(value, wide) ? kNot32 : static_cast<std::uint32_t>(value);
}

std::tm local_time(UtcTime time, std::chrono::minutes east) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(time + east).time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return parts;
}

/// Date and time as MS-DOS has them: local, from 1980 on, in steps of two seconds.
std::uint32_t dos_time(const ZipEntry& entry) {
    const std::tm at = local_time(entry.time, entry.east);
    const auto part = [](int value, unsigned shift) {
        return static_cast<std::uint32_t>(value) << shift;
    };
    return part(std::clamp(at.tm_year - 80, 0, 127), 25) | part(at.tm_mon + 1, 21) |
           part(at.tm_mday, 16) | part(at.tm_hour, 11) | part(at.tm_min, 5) |
           part(at.tm_sec / 2, 0);
}

/// The extra field of 64-bit sizes, with its own header. Empty without numbers.
std::string wide_field(const std::vector<std::uint64_t>& numbers) {
    std::string field;
    if (numbers.empty()) {
        return field;
    }
    put(field, kWideField);
    put(field, static_cast<std::uint16_t>(8 * numbers.size()));
    for (const std::uint64_t number : numbers) {
        put(field, number);
    }
    return field;
}

/// What the local header and the directory say alike: from "version needed" to the extra field's
/// length.
void put_common(std::string& out, const ZipEntry& entry, const std::string& extra, Zip64 wide) {
    put(out, extra.empty() ? kPlainVersion : kWideVersion);
    put(out, kUtf8Names);
    put(out, std::uint16_t{0});  // stored
    put(out, dos_time(entry));
    put(out, entry.crc);
    put(out, narrow(entry.size, wide));
    put(out, narrow(entry.size, wide));
    put(out, static_cast<std::uint16_t>(entry.name.size()));
    put(out, static_cast<std::uint16_t>(extra.size()));
}

void put_directory_entry(std::string& out, const ZipEntry& entry, Zip64 wide) {
    std::vector<std::uint64_t> numbers;
    if (is_wide(entry.size, wide)) {
        numbers = {entry.size, entry.size};
    }
    if (is_wide(entry.offset, wide)) {
        numbers.push_back(entry.offset);
    }
    const std::string extra = wide_field(numbers);
    put(out, std::uint32_t{0x02014B50});
    put(out, static_cast<std::uint16_t>(kMadeOnUnix | kWideVersion));
    put_common(out, entry, extra, wide);
    put(out, std::uint16_t{0});  // no comment
    put(out, std::uint16_t{0});  // on the first disk
    put(out, std::uint16_t{0});  // not text
    put(out, kRegularFile644);
    put(out, narrow(entry.offset, wide));
    out += entry.name;
    out += extra;
}

/// Sections 4.3.14 and 4.3.15.
void put_wide_end(std::string& out, std::uint64_t count, std::uint64_t at, std::uint64_t size) {
    constexpr std::uint64_t kRestOfRecord = 44;
    put(out, std::uint32_t{0x06064B50});
    put(out, kRestOfRecord);
    put(out, static_cast<std::uint16_t>(kMadeOnUnix | kWideVersion));
    put(out, kWideVersion);
    put(out, std::uint32_t{0});
    put(out, std::uint32_t{0});
    put(out, count);
    put(out, count);
    put(out, size);
    put(out, at);
    put(out, std::uint32_t{0x07064B50});
    put(out, std::uint32_t{0});
    put(out, at + size);  // where the record above begins
    put(out, std::uint32_t{1});
}

bool is_refused(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
           std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
}

}  // namespace

std::string zip_local_header(const ZipEntry& entry, Zip64 wide) {
    std::vector<std::uint64_t> numbers;
    if (is_wide(entry.size, wide)) {
        numbers = {entry.size, entry.size};
    }
    const std::string extra = wide_field(numbers);
    std::string out;
    put(out, std::uint32_t{0x04034B50});
    put_common(out, entry, extra, wide);
    out += entry.name;
    out += extra;
    return out;
}

std::string zip_directory(const std::vector<ZipEntry>& entries, std::uint64_t at, Zip64 wide) {
    std::string out;
    for (const ZipEntry& entry : entries) {
        put_directory_entry(out, entry, wide);
    }
    const std::uint64_t size = out.size();
    const bool many = entries.size() >= kNot16;
    if (many || is_wide(size, wide) || is_wide(at, wide)) {
        put_wide_end(out, entries.size(), at, size);
    }
    const std::uint16_t count =
        many || wide == Zip64::Always ? kNot16 : static_cast<std::uint16_t>(entries.size());
    put(out, std::uint32_t{0x06054B50});
    put(out, std::uint16_t{0});
    put(out, std::uint16_t{0});
    put(out, count);
    put(out, count);
    put(out, narrow(size, wide));
    put(out, narrow(at, wide));
    put(out, std::uint16_t{0});
    return out;
}

std::string zip_clip_name(std::string_view camera, UtcTime start, std::chrono::minutes east) {
    std::string name(camera.substr(0, kLongestCameraName));
    if (name.size() < camera.size()) {  // not within a character
        while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U) {
            name.pop_back();
        }
        name.resize(name.empty() ? 0 : name.size() - 1);
    }
    std::ranges::replace_if(name, is_refused, '-');
    const std::tm at = local_time(start, east);
    return fmt::format("{:04}-{:02}-{:02} {:02}-{:02}-{:02}{}{}.mp4", at.tm_year + 1900,
                       at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec,
                       name.empty() ? "" : " ", name);
}

}  // namespace porchlight::recorder
