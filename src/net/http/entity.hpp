// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "net/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace porchlight::net::http {

/// The first and last byte of a part, both included.
struct ByteRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What a Range header asks for (RFC 9110 section 14).
enum class RangeVerdict : std::uint8_t {
    Whole,  ///< No range, several ranges, or one that we do not understand: send everything.
    Part,   ///< Send `range`.
    Unsatisfiable,  ///< Nothing of it is there: 416.
};
struct RangeChoice {
    RangeVerdict verdict = RangeVerdict::Whole;
    ByteRange range;
};
/// @param header The Range field's value. @param size Of the whole, in bytes.
[[nodiscard]] RangeChoice choose_range(std::string_view header, std::int64_t size);

/// "Sat, 21 Nov 2026 08:15:30 GMT" (RFC 9110 section 5.6.7).
[[nodiscard]] std::string to_http_date(UtcTime time);

/// Something that can be fetched whole, in part or not at all because the client has it.
struct Entity {
    std::variant<std::string, FileSlice> content;
    std::string type;  ///< Content-Type.
    std::string etag;  ///< With its quotes; strong. Empty for none.
    std::optional<UtcTime>
        modified;  ///< Last-Modified; a condition matches only the very date we sent.
};

/// Answers GET or HEAD of an entity: 200, 206, 304 or 416 as Range, If-Range, If-None-Match and
/// If-Modified-Since say (RFC 9110 sections 13 and 14).
[[nodiscard]] Response entity_response(const Request& request, Entity entity);

/// The entity of a regular file on disk. The tag is made of size, time and inode.
/// @error NotFound  Not there, or not a regular file.
Result<Entity> file_entity(UniqueFd file, std::string type);

/// The Content-Type of a file name by its extension; application/octet-stream when not known.
[[nodiscard]] std::string_view type_of(std::string_view file_name);

}  // namespace porchlight::net::http
