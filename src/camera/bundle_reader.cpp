// SPDX-License-Identifier: Apache-2.0
#include "camera/bundle_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace porchlight::camera {

BundleReader::Judge strict_judge(TrustRoot root, Expected expected) {
    return [root = std::move(root),
            expected = std::move(expected)](const BundleHead& head) -> Result<> {
        PL_TRY_VOID(check_signatures(head, root));
        const auto against = objections(head.header, expected);
        return against.empty() ? Result<>() : against.front();
    };
}

Result<> BundleReader::feed(std::span<const std::uint8_t> bytes) {
    if (failure_) {
        return *failure_;
    }
    auto result = take(bytes);
    if (!result) {
        failure_ = result.error();
        buffer_ = {};
    }
    return result;
}

Result<> BundleReader::take(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        if (part_ == Part::End) {
            return Error(ErrorCode::Corrupt, "There is something after the update's end.");
        }
        const auto piece = bytes.first(std::min(bytes.size(), need_ - buffer_.size()));
        buffer_.insert(buffer_.end(), piece.begin(), piece.end());
        bytes = bytes.subspan(piece.size());
        if (buffer_.size() == need_) {
            PL_TRY_VOID(step());
        }
    }
    return {};
}

Result<> BundleReader::step() {
    switch (part_) {
        case Part::Start: {
            PL_TRY(need_, head_size(buffer_));
            part_ = Part::Head;
            return {};
        }
        case Part::Head:
            return judge_head();
        case Part::Chunks:
            return check_chunk();
        case Part::End:
            break;
    }
    return {};
}

Result<> BundleReader::judge_head() {
    PL_TRY(BundleHead head, parse_head(buffer_));
    PL_TRY_VOID(judge_(head));
    head_ = std::move(head);
    part_ = Part::Chunks;
    expect_chunk();
    return {};
}

void BundleReader::expect_chunk() {
    buffer_.clear();
    if (chunks_done_ == head_.header.chunks.size()) {
        part_ = Part::End;
        return;
    }
    const Bytes done(static_cast<std::int64_t>(chunks_done_) * kChunk.count());
    need_ = static_cast<std::size_t>(std::min(kChunk, head_.header.size - done).count());
}

Result<> BundleReader::check_chunk() {
    const auto& chunks = head_.header.chunks;
    if (net::sha256(buffer_) != chunks.at(chunks_done_)) {
        return Error(ErrorCode::Corrupt, "Chunk " + std::to_string(chunks_done_ + 1) + " of " +
                                             std::to_string(chunks.size()) +
                                             " of the image is not what was signed.");
    }
    PL_TRY_VOID(take_chunk_(buffer_));
    ++chunks_done_;
    expect_chunk();
    return {};
}

Result<> BundleReader::finish() {
    if (failure_) {
        return *failure_;
    }
    if (part_ == Part::End) {
        return {};
    }
    if (part_ != Part::Chunks) {
        failure_ = Error(ErrorCode::Corrupt, "The update ends in the middle of its header.");
    } else {
        failure_ =
            Error(ErrorCode::Corrupt,
                  "The update ends before its image does: " + std::to_string(chunks_done_) +
                      " of " + std::to_string(head_.header.chunks.size()) + " chunks are whole.");
    }
    return *failure_;
}

}  // namespace porchlight::camera
