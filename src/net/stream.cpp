// SPDX-License-Identifier: Apache-2.0
#include "net/stream.hpp"

#include "base/base64.hpp"
#include "net/server_stream.hpp"
#include "net/tcp.hpp"
#include "net/tcp_stream.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <optional>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace porchlight::net {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using tcp = asio::ip::tcp;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

Error io_error(const boost::system::error_code& error) {
    if (error == asio::error::operation_aborted) {
        return {ErrorCode::Cancelled, "stopped"};
    }
    if (error == asio::error::eof || error == ssl::error::stream_truncated) {
        return {ErrorCode::Unavailable, "the other end closed the connection"};
    }
    return {ErrorCode::Unavailable, fmt::format("the connection broke ({})", error.message())};
}

template <typename Endpoint>
std::string address_text(const Endpoint& endpoint, const boost::system::error_code& error) {
    return error ? std::string() : endpoint.address().to_string();
}

void send_now(tcp::socket& socket, std::string_view bytes) {
    ::send(socket.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

/// What TCP and TLS share. `Layer` is the Asio stream that is read and written.
template <typename Layer>
class AsioStream : public Stream {
  public:
    explicit AsioStream(Layer layer) : layer_(std::move(layer)) {}

    rt::Task<std::size_t> read_some(std::span<std::uint8_t> into) final {
        const auto [error, size] =
            co_await layer_.async_read_some(asio::buffer(into.data(), into.size()), kNoThrow);
        if (error) {
            co_return io_error(error);
        }
        co_return size;
    }
    rt::Task<> write(std::string bytes) final {
        const auto [error, size] =
            co_await asio::async_write(layer_, asio::buffer(bytes), kNoThrow);
        if (error) {
            co_return io_error(error);
        }
        co_return Result<>();
    }
    void close() final {
        boost::system::error_code ignored;
        socket().close(ignored);
    }
    [[nodiscard]] asio::any_io_executor executor() final { return layer_.get_executor(); }
    [[nodiscard]] std::string peer_address() const final {
        boost::system::error_code error;
        const auto endpoint = socket().remote_endpoint(error);
        return address_text(endpoint, error);
    }
    [[nodiscard]] std::string own_address() const final {
        boost::system::error_code error;
        const auto endpoint = socket().local_endpoint(error);
        return address_text(endpoint, error);
    }

  protected:
    [[nodiscard]] auto& socket() { return layer_.lowest_layer(); }
    [[nodiscard]] const auto& socket() const { return layer_.lowest_layer(); }
    [[nodiscard]] Layer& layer() { return layer_; }

  private:
    Layer layer_;
};

class TcpStream final : public AsioStream<tcp::socket> {
  public:
    using AsioStream::AsioStream;
    void try_write(std::string_view bytes) override { send_now(layer(), bytes); }
    [[nodiscard]] const std::string& fingerprint() const override { return fingerprint_; }

  private:
    std::string fingerprint_;
};

class TlsStream final : public AsioStream<ssl::stream<tcp::socket>> {
  public:
    TlsStream(ssl::stream<tcp::socket> layer, std::string fingerprint)
        : AsioStream(std::move(layer)), fingerprint_(std::move(fingerprint)) {}
    void try_write(std::string_view bytes) override {
        boost::system::error_code ignored;
        layer().next_layer().non_blocking(true, ignored);
        layer().write_some(asio::buffer(bytes.data(), bytes.size()), ignored);
    }
    [[nodiscard]] const std::string& fingerprint() const override { return fingerprint_; }

  private:
    std::string fingerprint_;
};

constexpr ConnectSentences kCameraSentences{
    "The camera is there but {} is closed. Switch RTSP on in the camera's own settings, or correct "
    "the port",
    "stream.third_party_access_disabled", "the camera's"};

std::string certificate_fingerprint(SSL* connection) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        SSL_get1_peer_certificate(connection), &X509_free);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1) {
        return {};
    }
    return to_hex(std::span(digest).first(size));
}

/// Cameras sign their own certificates and many know only old TLS: any certificate is taken unless
/// one is pinned, and TLS 1.0 still protects against onlookers.
std::optional<ssl::context> camera_context() {
    try {
        ssl::context context(ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
        SSL_CTX_set_security_level(context.native_handle(), 0);
        context.set_verify_mode(ssl::verify_none);
        return context;
    } catch (const boost::system::system_error&) {
        return std::nullopt;
    }
}

rt::Task<std::unique_ptr<Stream>> start_tls(tcp::socket socket, ConnectTarget target) {
    auto context = camera_context();
    if (!context) {
        co_return Error(ErrorCode::Internal, "OpenSSL could not be set up");
    }
    // The SSL object keeps its own reference to the context.
    ssl::stream<tcp::socket> layer(std::move(socket), *context);
    SSL_set_tlsext_host_name(layer.native_handle(), target.host.c_str());
    const auto [error] = co_await layer.async_handshake(ssl::stream_base::client, kNoThrow);
    if (error == asio::error::operation_aborted) {
        co_return Error(ErrorCode::Cancelled, "stopped while connecting");
    }
    if (error) {
        co_return Error(ErrorCode::Unsupported,
                        fmt::format("Port {} at {} does not speak TLS ({}). Try rtsp:// instead of "
                                    "rtsps://",
                                    target.port, target.host, error.message()));
    }
    std::string fingerprint = certificate_fingerprint(layer.native_handle());
    if (!target.pinned_fingerprint.empty() && fingerprint != target.pinned_fingerprint) {
        co_return Error(ErrorCode::FailedPrecondition,
                        fmt::format("{} shows another certificate than before. If the camera was "
                                    "reset or replaced, add it again",
                                    target.host));
    }
    co_return std::unique_ptr<Stream>(
        std::make_unique<TlsStream>(std::move(layer), std::move(fingerprint)));
}

constexpr ConnectSentences kServerSentences{"Nothing takes connections on {}", "", "its"};

std::optional<ssl::context> server_context(const ServerTarget& target) {
    try {
        ssl::context context(ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
        context.set_default_verify_paths();
        if (!target.authority_pem.empty()) {
            context.add_certificate_authority(asio::buffer(target.authority_pem));
        }
        context.set_verify_mode(ssl::verify_peer);
        context.set_verify_callback(ssl::host_name_verification(target.host));
        return context;
    } catch (const boost::system::system_error&) {
        return std::nullopt;
    }
}

rt::Task<std::unique_ptr<Stream>> connect_checked(ServerTarget target) {
    auto connecting = connect_tcp(target.host, target.port, &kServerSentences, target.may_reach);
    PL_CO_TRY(auto socket, co_await std::move(connecting));
    auto context = server_context(target);
    if (!context) {
        co_return Error(ErrorCode::Internal, "OpenSSL could not be set up");
    }
    ssl::stream<tcp::socket> layer(std::move(socket), *context);
    SSL_set_tlsext_host_name(layer.native_handle(), target.host.c_str());
    const auto [error] = co_await layer.async_handshake(ssl::stream_base::client, kNoThrow);
    if (error == asio::error::operation_aborted) {
        co_return Error(ErrorCode::Cancelled, "stopped while connecting");
    }
    if (error) {
        co_return Error(
            ErrorCode::FailedPrecondition,
            fmt::format("{} does not show who it is ({})", target.host, error.message()));
    }
    std::string fingerprint = certificate_fingerprint(layer.native_handle());
    co_return std::unique_ptr<Stream>(
        std::make_unique<TlsStream>(std::move(layer), std::move(fingerprint)));
}

rt::Task<std::unique_ptr<Stream>> connect_within_limit(ConnectTarget target) {
    auto connecting = connect_tcp(target.host, target.port, &kCameraSentences);
    PL_CO_TRY(auto socket, co_await std::move(connecting));
    if (target.security == Security::Plain) {
        co_return std::unique_ptr<Stream>(std::make_unique<TcpStream>(std::move(socket)));
    }
    auto starting = start_tls(std::move(socket), std::move(target));
    co_return co_await std::move(starting);
}

}  // namespace

std::unique_ptr<Stream> make_tcp_stream(tcp::socket socket) {
    notice_dead_peers(socket);
    return std::make_unique<TcpStream>(std::move(socket));
}

rt::Task<std::unique_ptr<Stream>> connect_to_server(ServerTarget target) {
    auto what = fmt::format("Nothing answers on port {} at {}", target.port, target.host);
    const auto limit = target.limit;
    auto connecting = connect_checked(std::move(target));
    auto deadline = rt::with_deadline(std::move(connecting), limit, std::move(what));
    co_return co_await std::move(deadline);
}

rt::Task<std::unique_ptr<Stream>> connect(ConnectTarget target) {
    auto what = fmt::format("Nothing answers on port {} at {}", target.port, target.host);
    const auto limit = target.limit;
    auto connecting = connect_within_limit(std::move(target));
    auto deadline = rt::with_deadline(std::move(connecting), limit, std::move(what));
    co_return co_await std::move(deadline);
}

}  // namespace porchlight::net
