// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "net/http/websocket.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::net::http {

/// Other: anything that our server never answers with more than 405.
enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Other };

[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] Method method_from(std::string_view text);

/// Header fields in order. Names compare without regard to case (RFC 9110 section 5.1).
class Headers {
  public:
    using Field = std::pair<std::string, std::string>;

    /// The first value of that name, or empty text.
    [[nodiscard]] std::string_view find(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    void add(std::string name, std::string value);
    /// Replaces every field of that name.
    void set(std::string name, std::string value);
    [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

  private:
    std::vector<Field> fields_;
};

enum class Security : std::uint8_t { Plain, Tls };

/// Who is at the other end.
struct Peer {
    std::string address;  ///< "192.168.1.7"
    /// What one household or attacker holds: the address itself, or the /64 of an IPv6 address.
    std::string network;
    Security security = Security::Plain;
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// One request, whole. Sizes are limited by the server's Limits.
struct Request {
    Method method = Method::Get;
    std::string target;  ///< As sent: path and query, still encoded.
    std::string path;    ///< Decoded; begins with '/'.
    Parameters query;    ///< Decoded.
    Headers headers;
    std::string body;
    Peer peer;

    /// The value of a cookie (RFC 6265 section 4.2), or empty text.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    /// The first query parameter of that name.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
    /// True when it asks to become a WebSocket (RFC 6455 section 4.1).
    [[nodiscard]] bool is_websocket() const;
};

/// Decodes %XX. @error InvalidArgument  A broken escape, or a NUL.
Result<std::string> percent_decode(std::string_view text);
/// "a=1&b=%20x" decoded; '+' is a space. @error InvalidArgument  A broken escape.
Result<Parameters> parse_query(std::string_view query);

/// A part of an open file.
struct FileSlice {
    std::shared_ptr<const UniqueFd> file;
    std::int64_t offset = 0;
    std::int64_t length = 0;
};
/// Called until it yields empty text, which is the end. An error breaks the connection off, so that
/// the other side sees that the body is not whole.
using BodyProducer = std::function<rt::Task<std::string>()>;
using Body = std::variant<std::string, FileSlice, BodyProducer>;

/// What to do with a request that has become a WebSocket; the socket is closed when it returns.
using WebSocketHandler = std::function<rt::Task<>(std::shared_ptr<WebSocket>)>;

/// One answer. Content-Length, Date and Connection are the server's business.
struct Response {
    int status = 200;
    Headers headers;
    Body body;
    /// When set, the request is upgraded and the rest of the response is not sent. A request that
    /// is not a WebSocket handshake gets 426.
    WebSocketHandler websocket;
    /// How many bytes a BodyProducer will yield, if that is known: it is then said beforehand, and
    /// any other number breaks the connection off.
    std::optional<std::int64_t> produced_length = std::nullopt;
};

[[nodiscard]] Response text_response(int status, std::string content_type, std::string body);
[[nodiscard]] std::string_view reason_of(int status);

/// Answers one request. An error becomes a bare 500 and a line in the log.
using Handler = std::function<rt::Task<Response>(Request)>;

}  // namespace porchlight::net::http
