// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::net::http {

/// One WebSocket message to send. The bytes are shared, so that many sockets send the same copy.
class Message {
  public:
    enum class Kind : std::uint8_t { Text, Binary };

    [[nodiscard]] static Message text(std::string text);
    [[nodiscard]] static Message text(std::shared_ptr<const std::string> text);
    [[nodiscard]] static Message binary(std::shared_ptr<const std::vector<std::uint8_t>> bytes);

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] const void* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    Message(Kind kind, std::shared_ptr<const void> owner, const void* data, std::size_t size)
        : kind_(kind), owner_(std::move(owner)), data_(data), size_(size) {}

    Kind kind_;
    std::shared_ptr<const void> owner_;
    const void* data_;
    std::size_t size_;
};

struct WebSocketLimits {
    std::size_t queued_messages = 512;
    std::size_t queued_bytes = 4U << 20U;
    std::size_t received_bytes = 64U << 10U;  ///< The largest message taken.
};

/// The server's end of a WebSocket (RFC 6455). Strand-bound to the server's executor.
///
/// A message goes to the socket within the call that sends it, unless an earlier one is still on
/// its way. Those behind it wait in a queue bounded by WebSocketLimits; the drop rule is that the
/// newest message is refused whole, and the sender decides what that costs. Pings go out while it
/// is quiet, and a peer that answers nothing for 30 s is dropped.
class WebSocket {
  public:
    WebSocket() = default;
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;
    WebSocket(WebSocket&&) = delete;
    WebSocket& operator=(WebSocket&&) = delete;
    virtual ~WebSocket() = default;

    /// False when the queue is full or the socket is closed; nothing of the message is then sent.
    /// The first message in an empty queue always fits.
    virtual bool send(Message message) = 0;
    /// How much waits: bytes handed to send() that the socket has not taken.
    [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
    /// The next message, text or binary. One reader at a time.
    /// @error Cancelled  The peer closed, or the connection ended.
    virtual rt::Task<std::string> receive() = 0;
    /// Sends what is queued and a close frame (RFC 6455 section 7.4: 1000 normal, 1001 going away,
    /// 1008 policy), waits for the answer, at most 2 s.
    virtual rt::Task<> close(std::uint16_t code) = 0;
};

}  // namespace porchlight::net::http
