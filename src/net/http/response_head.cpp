// SPDX-License-Identifier: Apache-2.0
#include "net/http/response_head.hpp"

#include "net/http/entity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace porchlight::net::http {

namespace {

/// Whether a header value can be sent as it is; one with a line break could forge a field.
bool is_clean(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string length_field(const Response& response, Next next) {
    if (!has_body(response.status)) {
        return {};
    }
    if (const auto* text = std::get_if<std::string>(&response.body)) {
        return fmt::format("Content-Length: {}\r\n", text->size());
    }
    if (const auto* slice = std::get_if<FileSlice>(&response.body)) {
        return fmt::format("Content-Length: {}\r\n", slice->length);
    }
    if (response.produced_length) {
        return fmt::format("Content-Length: {}\r\n", *response.produced_length);
    }
    return next == Next::KeepAlive ? "Transfer-Encoding: chunked\r\n" : "";
}

}  // namespace

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string response_head(const Response& response, Next next, UtcTime now) {
    std::string text = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                                   reason_of(response.status), to_http_date(now));
    for (const auto& [name, value] : response.headers.fields()) {
        if (is_clean(name) && is_clean(value)) {
            text += fmt::format("{}: {}\r\n", name, value);
        }
    }
    text += length_field(response, next);
    text += next == Next::KeepAlive ? "\r\n" : "Connection: close\r\n\r\n";
    return text;
}

Result<std::string> read_piece(const FileSlice& slice) {
    std::string piece(static_cast<std::size_t>(std::min<std::int64_t>(
                          slice.length, static_cast<std::int64_t>(kPieceBytes))),
                      '\0');
    const ssize_t count = ::pread(slice.file->get(), piece.data(), piece.size(), slice.offset);
    if (count < 0) {
        return errno_error(errno, "read a file that is being sent");
    }
    if (count == 0) {
        return Error(ErrorCode::Corrupt, "a file became shorter while it was being sent");
    }
    piece.resize(static_cast<std::size_t>(count));
    return piece;
}

}  // namespace porchlight::net::http
