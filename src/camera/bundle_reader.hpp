// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/bundle.hpp"

#include <functional>
#include <optional>
#include <span>

namespace porchlight::camera {

/// Reads a bundle that comes in pieces of any size, from its beginning. Holds one head and one
/// chunk at most, whatever comes. After an error it stays with that error. Thread-bound, pure.
class BundleReader {
  public:
    /// Asked once, when the head is whole. An error ends the reading; before it agrees, nothing is
    /// handed on.
    using Judge = std::function<Result<>(const BundleHead& head)>;
    /// Given each chunk of the image, in order, whose hash is that of the head. An error ends the
    /// reading.
    using TakeChunk = std::function<Result<>(std::span<const std::uint8_t> chunk)>;

    BundleReader(Judge judge, TakeChunk take_chunk)
        : judge_(std::move(judge)), take_chunk_(std::move(take_chunk)) {}

    /// The next bytes.
    /// @error Corrupt  A chunk is not what was signed; there is something after the end.
    /// @error of parse_head, of the judge, and of the chunk's taker
    Result<> feed(std::span<const std::uint8_t> bytes);
    /// There are no more bytes. @error Corrupt  The bundle is not whole.
    Result<> finish();

    /// Since the judge agreed; null before.
    [[nodiscard]] const BundleHead* head() const {
        return part_ == Part::Chunks || part_ == Part::End ? &head_ : nullptr;
    }

  private:
    enum class Part : std::uint8_t { Start, Head, Chunks, End };

    Result<> take(std::span<const std::uint8_t> bytes);
    /// The part's `need_` bytes are there.
    Result<> step();
    Result<> judge_head();
    Result<> check_chunk();
    void expect_chunk();

    Judge judge_;
    TakeChunk take_chunk_;
    Part part_ = Part::Start;
    std::size_t need_ = kHeadStart;
    ByteVector buffer_;
    BundleHead head_;  // from Chunks on
    std::size_t chunks_done_ = 0;
    std::optional<Error> failure_;
};

/// The judge of a camera: signatures, and then its first objection.
[[nodiscard]] BundleReader::Judge strict_judge(TrustRoot root, Expected expected);

}  // namespace porchlight::camera
