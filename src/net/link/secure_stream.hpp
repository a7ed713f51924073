// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/link/link.hpp"
#include "rt/task.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

/// Private to net/link/.
namespace porchlight::net::link {

/// TLS on a socket, with OpenSSL reading the socket itself. Asio's ssl::stream keeps 68 KB of
/// buffers for each connection, however idle; this keeps none, which is what lets one hub hold a
/// thousand cameras.
///
/// Strand-bound. One read and one write may wait at the same time.
class SecureStream {
  public:
    enum class Side : std::uint8_t { Hub, Camera };

    /// @error Internal
    static Result<std::unique_ptr<SecureStream>> create(boost::asio::ip::tcp::socket socket,
                                                        std::shared_ptr<const LinkContext> context,
                                                        Side side);
    ~SecureStream();
    SecureStream(const SecureStream&) = delete;
    SecureStream& operator=(const SecureStream&) = delete;
    SecureStream(SecureStream&&) = delete;
    SecureStream& operator=(SecureStream&&) = delete;

    /// @error PermissionDenied  One side does not believe the other's certificate.
    /// @error Unavailable  The other end is gone, or does not speak TLS.   @error Cancelled
    rt::Task<> handshake();
    /// All of `size` bytes. @param into Outlives the call. @error Unavailable, Cancelled
    rt::Task<> read(char* into, std::size_t size);
    /// @error Unavailable, Cancelled
    rt::Task<> write(std::string bytes);
    /// Says goodbye if that goes without waiting, and closes.
    void close();

    [[nodiscard]] const LinkPeer& peer() const { return peer_; }
    [[nodiscard]] Result<std::string> exporter(const std::string& label) const;
    [[nodiscard]] rt::asio::any_io_executor executor() { return socket_.get_executor(); }

  private:
    struct Freed {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    using SslPtr = std::unique_ptr<SSL, Freed>;

    SecureStream(boost::asio::ip::tcp::socket socket, std::shared_ptr<const LinkContext> context,
                 SslPtr ssl, Side side);
    /// Waits for what OpenSSL lacks after it returned `code`. An error when it lacks nothing.
    rt::Task<> wait_after(int code);
    [[nodiscard]] Error failure() const;
    void learn_peer();

    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<const LinkContext> context_;
    SslPtr ssl_;
    Side side_;
    LinkPeer peer_;
    bool broken_ = false;
};

}  // namespace porchlight::net::link
