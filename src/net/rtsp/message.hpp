// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::net::rtsp {

/// One RTSP request or response. @source RFC 2326 sections 6 and 7.
struct Message {
    /// Response: the status, e.g. 200. Request: 0.
    int status = 0;
    std::string reason;  ///< Response: "OK".
    std::string method;  ///< Request: "OPTIONS".
    std::string uri;     ///< Request: what follows the method.
    /// In the order they came, folded lines joined.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    [[nodiscard]] bool is_response() const { return status != 0; }
    /// The first header of that name in any case; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all_headers(std::string_view name) const;
    /// The CSeq number, if there is a readable one.
    [[nodiscard]] std::optional<std::uint32_t> cseq() const;
};

[[nodiscard]] Message make_request(std::string method, std::string uri);

/// As it goes over the wire, Content-Length added when there is a body.
[[nodiscard]] std::string to_text(const Message& message);

/// An interleaved frame (RFC 2326 section 10.12). `payload` points into the parser's input.
struct InterleavedFrame {
    std::uint8_t channel = 0;
    std::span<const std::uint8_t> payload;
};

/// Whether something begins here; Maybe as far as the bytes go.
enum class Match : std::uint8_t { No, Maybe, Yes };

/// Nothing whole yet.
struct NeedMore {};

/// Cuts a byte stream into messages and interleaved frames, as odd as cameras send them: two spaces
/// after the colon, folded headers, line feeds alone, lower-case names, no Content-Length, and
/// stray bytes between interleaved frames, which are skipped up to the next believable start.
///
/// Keeps no bytes of its own: the caller shows it what is there, and drops what it says is done.
/// A byte is looked at once however slowly it comes. Bounded: headers 32 KiB, body 256 KiB.
class MessageParser {
  public:
    using Item = std::variant<NeedMore, Message, InterleavedFrame>;

    static constexpr std::size_t kLongestHeaders = 32U << 10U;
    static constexpr std::size_t kLongestBody = 256U << 10U;
    /// A stream with this much that belongs to nothing is not RTSP.
    static constexpr std::size_t kMostStrayBytes = 256U << 10U;

    /// The next item at the front of `bytes`. Call `consumed` afterwards and drop as many bytes
    /// before the next call, for NeedMore too (stray bytes).
    /// @error Corrupt  Not RTSP, or over a bound.   @error InvalidArgument  An HTTP server
    /// answered.
    Result<Item> next(std::span<const std::uint8_t> bytes);
    /// How many bytes of the last input are done with.
    [[nodiscard]] std::size_t consumed() const { return consumed_; }
    /// How many bytes the item at the front will have, as far as known; 0 when not.
    [[nodiscard]] std::size_t wanted() const { return wanted_; }

    /// True while a body of unknown length is at the front: the caller waits for quiet, then calls
    /// `next_at_quiet`.
    [[nodiscard]] bool is_body_open() const { return is_body_open_; }
    /// Like `next`, but a body of unknown length ends here.
    Result<Item> next_at_quiet(std::span<const std::uint8_t> bytes);

    /// Only these channels are believed to begin an interleaved frame; until told, 0 to 31.
    void expect_channels(std::uint8_t count) { channels_ = count; }
    [[nodiscard]] std::uint64_t stray_bytes() const { return stray_total_; }

  private:
    enum class BodyEnd : std::uint8_t { Unknown, AtQuiet };

    Result<Item> next_item(std::span<const std::uint8_t> bytes, BodyEnd end);
    Result<Item> next_message(std::span<const std::uint8_t> bytes, std::size_t start, BodyEnd end);
    std::optional<InterleavedFrame> next_frame(std::span<const std::uint8_t> bytes,
                                               std::size_t start);
    Result<std::optional<std::size_t>> skip_stray(std::span<const std::uint8_t> bytes);
    Match frame_start(std::span<const std::uint8_t> bytes);

    std::size_t consumed_ = 0;
    std::size_t wanted_ = 0;
    /// From where the end of the headers has not been looked for yet.
    std::size_t searched_ = 0;
    std::size_t stray_run_ = 0;
    std::uint64_t stray_total_ = 0;
    std::uint8_t channels_ = 32;
    bool is_body_open_ = false;
    bool in_sync_ = true;
};

}  // namespace porchlight::net::rtsp
