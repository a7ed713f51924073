// SPDX-License-Identifier: Apache-2.0
#include "recorder/zip_export.hpp"

#include "base/open_beneath.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace porchlight::recorder {

namespace {

Result<UniqueFd> open_clip(const std::string& folder, const std::string& path) {
    PL_TRY(const UniqueFd root, open_file(folder, O_PATH | O_DIRECTORY));
    return open_beneath(root, path);
}

Result<std::uint64_t> size_of(const UniqueFd& file) {
    struct stat info{};
    if (::fstat(file.get(), &info) != 0) {
        return errno_error(errno, "cannot look at a clip");
    }
    return static_cast<std::uint64_t>(info.st_size);
}

/// Up to `count` bytes at `offset`; empty at the end of the file.
Result<std::string> read_at(const UniqueFd& file, std::uint64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    const ssize_t got = ::pread(file.get(), bytes.data(), count, static_cast<off_t>(offset));
    if (got < 0) {
        return errno_error(errno, "cannot read a clip");
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

Result<std::uint32_t> checksum(const UniqueFd& file, std::uint64_t size) {
    uLong sum = ::crc32_z(0, nullptr, 0);
    for (std::uint64_t at = 0; at < size;) {
        PL_TRY(const std::string bytes,
               read_at(file, at, std::min<std::uint64_t>(ZipExport::kPiece, size - at)));
        if (bytes.empty()) {
            return Error(ErrorCode::Corrupt, "a clip became shorter while it was exported");
        }
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): text as bytes
        sum = ::crc32_z(sum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
        at += bytes.size();
    }
    return static_cast<std::uint32_t>(sum);
}

}  // namespace

Result<ZipExport> ZipExport::create(std::string folder, const std::vector<ZipItem>& items,
                                    Zip64 wide) {
    ZipExport made(std::move(folder), wide);
    for (const ZipItem& item : items) {
        const auto file = open_clip(made.folder_, item.path);
        if (!file) {
            continue;  // deleted in the meantime
        }
        PL_TRY(const std::uint64_t size, size_of(*file));
        made.add(item, size);
    }
    if (made.entries_.empty()) {
        return Error(ErrorCode::NotFound, "None of these clips is there any more.");
    }
    made.directory_at_ = made.size_;
    made.size_ += zip_directory(made.entries_, made.directory_at_, wide).size();
    return made;
}

void ZipExport::add(const ZipItem& item, std::uint64_t size) {
    ZipEntry entry;
    entry.name = free_name(zip_clip_name(item.camera, item.start, item.east));
    entry.size = size;
    entry.time = item.start;
    entry.east = item.east;
    entry.offset = size_;
    size_ += zip_local_header(entry, wide_).size() + size;
    entries_.push_back(std::move(entry));
    paths_.push_back(item.path);
}

std::string ZipExport::free_name(std::string name) {
    const std::string stem = name.substr(0, name.size() - 4);
    for (int number = 2; !names_.insert(name).second; ++number) {
        name = fmt::format("{} ({}).mp4", stem, number);
    }
    return name;
}

Result<std::string> ZipExport::next() {
    if (done_) {
        return std::string();
    }
    if (file_) {
        return read_file();
    }
    if (at_ < entries_.size()) {
        return begin_file();
    }
    done_ = true;
    return zip_directory(entries_, directory_at_, wide_);
}

Result<std::string> ZipExport::begin_file() {
    ZipEntry& entry = entries_[at_];
    PL_TRY(UniqueFd file, open_clip(folder_, paths_[at_]));
    PL_TRY(const std::uint64_t size, size_of(file));
    if (size != entry.size) {
        return Error(ErrorCode::Corrupt, "a clip has changed while it was exported");
    }
    PL_TRY(entry.crc, checksum(file, size));
    left_ = size;
    if (size > 0) {
        file_ = std::move(file);
    } else {
        ++at_;
    }
    return zip_local_header(entry, wide_);
}

Result<std::string> ZipExport::read_file() {
    const std::uint64_t size = entries_[at_].size;
    PL_TRY(std::string bytes, read_at(file_, size - left_, std::min<std::uint64_t>(kPiece, left_)));
    if (bytes.empty()) {
        return Error(ErrorCode::Corrupt, "a clip became shorter while it was exported");
    }
    left_ -= bytes.size();
    if (left_ == 0) {
        file_ = UniqueFd();
        ++at_;
    }
    return bytes;
}

}  // namespace porchlight::recorder
