// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/image_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {

void ImageWriter::forget() {
    writing_.reset();
    is_whole_ = false;
}

void ImageWriter::begin(UniqueFd file, std::string path, Bytes size) {
    writing_ = Writing{std::move(file), std::move(path), size, Bytes(0)};
}

Result<> ImageWriter::write(std::span<const std::uint8_t> bytes) {
    if (!writing_) {
        return Error(ErrorCode::FailedPrecondition, "No slot is open for writing.");
    }
    const Bytes amount(static_cast<std::int64_t>(bytes.size()));
    if (amount > writing_->left) {
        return Error(ErrorCode::Exhausted, "The image is larger than was said.");
    }
    if (auto result = disk_.append(writing_->file, writing_->path, bytes); !result) {
        writing_.reset();  // a part of it may be there
        return result;
    }
    writing_->left -= amount;
    writing_->written += amount;
    return {};
}

Result<Bytes> ImageWriter::sync() {
    if (!writing_) {
        return Error(ErrorCode::FailedPrecondition, "No slot is open for writing.");
    }
    // Whatever comes of it: what could not be synced once is not known to be there after another
    // try.
    const Writing writing = std::move(*writing_);
    writing_.reset();
    PL_TRY_VOID(disk_.sync(writing.file, writing.path));
    is_whole_ = true;
    return writing.written;
}

Result<> ImageWriter::check_trial(int tries) const {
    if (tries < 1 || tries > kMostTries) {
        return Error(ErrorCode::InvalidArgument, "A trial has 1 to 9 tries.");
    }
    if (!is_whole_) {
        return Error(ErrorCode::FailedPrecondition, "No image was written that could be tried.");
    }
    return {};
}

Result<std::size_t> ImageWriter::read(const std::string& path, Bytes offset,
                                      std::span<std::uint8_t> into) {
    PL_TRY(const UniqueFd file, open_file(path, O_RDONLY));
    std::size_t have = 0;
    while (have < into.size()) {
        const ssize_t n = ::pread(file.get(), into.data() + have, into.size() - have,
                                  offset.count() + static_cast<std::int64_t>(have));
        if (n < 0 && errno != EINTR) {
            return errno_error(errno, "cannot read " + path);
        }
        if (n == 0) {
            break;
        }
        have += static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    }
    return have;
}

Result<std::string> ImageWriter::record(const std::string& folder) {
    auto text = read_file(folder + "/record", Updater::kLongestRecord);
    if (!text && text.error().code() == ErrorCode::NotFound) {
        return std::string();
    }
    return text;
}

Result<> ImageWriter::save_record(const std::string& folder, std::string_view text) const {
    if (text.size() > Updater::kLongestRecord) {
        return Error(ErrorCode::InvalidArgument, "The record is too long.");
    }
    return disk_.replace(folder, "record", text);
}

Result<> check_way_back(const SlotState& state, Slot booted) {
    if (state.active == booted) {
        return {};
    }
    return Error(ErrorCode::FailedPrecondition,
                 "The running version is on trial itself; the other one is kept for the way back.");
}

Error no_room(Bytes size) {
    return {ErrorCode::Exhausted,
            "There is no room for an image of " + std::to_string(size.count()) + " bytes."};
}

}  // namespace porchlight::hal
