// SPDX-License-Identifier: Apache-2.0
#include "net/link/secure_stream.hpp"

#include "net/link/socket_bio.hpp"
#include "net/tcp.hpp"
#include "net/tls/certificate_parts.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>

#include <utility>

namespace porchlight::net::link {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::size_t kExporterBytes = 32;

std::string address_of(const tcp::socket& socket) {
    boost::system::error_code error;
    asio::ip::address address = socket.remote_endpoint(error).address();
    if (error) {
        return {};
    }
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    return address.to_string();
}

/// Whether the handshake failed over who somebody is, rather than over the network.
bool is_about_trust(decltype(ERR_peek_error()) reason) {
    if (ERR_GET_LIB(reason) != ERR_LIB_SSL) {
        return false;
    }
    const int code = ERR_GET_REASON(reason);
    return code == SSL_R_CERTIFICATE_VERIFY_FAILED || code == SSL_R_TLSV1_ALERT_UNKNOWN_CA ||
           code == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE ||
           code == SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED ||
           code == SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN ||
           code == SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE;
}

}  // namespace

SecureStream::SecureStream(tcp::socket socket, std::shared_ptr<const LinkContext> context,
                           SslPtr ssl, Side side)
    : socket_(std::move(socket)), context_(std::move(context)), ssl_(std::move(ssl)), side_(side) {
    peer_.address = address_of(socket_);
}

SecureStream::~SecureStream() {
    close();
}

Result<std::unique_ptr<SecureStream>> SecureStream::create(
    tcp::socket socket, std::shared_ptr<const LinkContext> context, Side side) {
    boost::system::error_code error;
    socket.native_non_blocking(true, error);
    notice_dead_peers(socket);
    SslPtr ssl(SSL_new(context->native()));
    BIO* bio = ssl ? new_socket_bio(socket.native_handle()) : nullptr;
    if (bio == nullptr || error) {
        return tls::openssl_error("set up TLS");
    }
    SSL_set_bio(ssl.get(), bio, bio);
    if (side == Side::Hub) {
        SSL_set_accept_state(ssl.get());
    } else {
        SSL_set_connect_state(ssl.get());
    }
    return std::unique_ptr<SecureStream>(
        new SecureStream(std::move(socket), std::move(context), std::move(ssl), side));
}

Error SecureStream::failure() const {
    const auto reason = ERR_peek_error();
    const bool trust = is_about_trust(reason);
    ERR_clear_error();
    if (!trust) {
        return {ErrorCode::Unavailable, "the other end closed the connection"};
    }
    if (side_ == Side::Camera) {
        return {ErrorCode::PermissionDenied,
                "this is not the hub that this camera is paired with, or it no longer takes our "
                "certificate"};
    }
    return {ErrorCode::PermissionDenied, "the camera shows a certificate that is not of this hub"};
}

rt::Task<> SecureStream::wait_after(int code) {
    const int lacks = SSL_get_error(ssl_.get(), code);
    if (broken_ || (lacks != SSL_ERROR_WANT_READ && lacks != SSL_ERROR_WANT_WRITE)) {
        broken_ = true;
        co_return failure();
    }
    const auto wanted =
        lacks == SSL_ERROR_WANT_READ ? tcp::socket::wait_read : tcp::socket::wait_write;
    const auto [error] = co_await socket_.async_wait(wanted, asio::as_tuple(asio::use_awaitable));
    if (error && broken_) {
        co_return Error(ErrorCode::Unavailable, "the connection was closed");
    }
    if (error) {
        co_return Error(ErrorCode::Cancelled, "stopped");
    }
    co_return Result<>();
}

rt::Task<> SecureStream::handshake() {
    ERR_clear_error();
    for (int code = SSL_do_handshake(ssl_.get()); code != 1;
         ERR_clear_error(), code = SSL_do_handshake(ssl_.get())) {
        auto waiting = wait_after(code);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
    learn_peer();
    co_return Result<>();
}

void SecureStream::learn_peer() {
    X509* certificate = SSL_get0_peer_certificate(ssl_.get());
    if (side_ != Side::Hub || certificate == nullptr) {
        return;
    }
    auto serial = Serial::parse(tls::common_name(certificate));
    const auto key = tls::ed25519_of(X509_get0_pubkey(certificate));
    if (serial && key) {
        peer_.serial = std::move(*serial);
        peer_.key = key;
        peer_.certificate_ends = tls::end_of(certificate);
    }
}

rt::Task<> SecureStream::read(char* into, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size) {
        std::size_t got = 0;
        ERR_clear_error();
        const int code = broken_ ? -1 : SSL_read_ex(ssl_.get(), into + filled, size - filled, &got);
        if (code == 1) {
            filled += got;
            continue;
        }
        auto waiting = wait_after(code);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
    co_return Result<>();
}

rt::Task<> SecureStream::write(std::string bytes) {
    std::size_t written = 0;
    while (written < bytes.size()) {
        std::size_t size = 0;
        ERR_clear_error();
        const int code = broken_ ? -1
                                 : SSL_write_ex(ssl_.get(), bytes.data() + written,
                                                bytes.size() - written, &size);
        if (code == 1) {
            written += size;
            continue;
        }
        auto waiting = wait_after(code);
        PL_CO_TRY_VOID(co_await std::move(waiting));
    }
    co_return Result<>();
}

void SecureStream::close() {
    if (!broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }
    broken_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
}

Result<std::string> SecureStream::exporter(const std::string& label) const {
    std::string value(kExporterBytes, '\0');
    if (SSL_export_keying_material(ssl_.get(), reinterpret_cast<unsigned char*>(value.data()),
                                   value.size(), label.data(), label.size(), nullptr, 0, 0) != 1) {
        return tls::openssl_error("take a value from TLS");
    }
    return value;
}

}  // namespace porchlight::net::link
