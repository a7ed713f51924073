// SPDX-License-Identifier: Apache-2.0
#include "net/tls/glance.hpp"

#include "net/tcp.hpp"
#include "net/tls/openssl.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>

#include <ctime>
#include <utility>

namespace porchlight::net::tls {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using tcp = asio::ip::tcp;
using SteadyClock = asio::steady_timer::clock_type;

constexpr ConnectSentences kSentences{"{} is closed", "", "its"};

UtcTime utc_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return UtcTime(std::chrono::seconds(timegm(&parts)));
}

/// Old protocols and weak keys too: whether it answers is the question, not whether it is safe.
Result<ssl::context> lenient_context() {
    try {
        ssl::context context(ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
        SSL_CTX_set_security_level(context.native_handle(), 0);
        context.set_verify_mode(ssl::verify_none);
        return context;
    } catch (const boost::system::system_error& error) {
        return Error(ErrorCode::Internal, error.what());
    }
}

rt::Task<Glance> shake_hands(tcp::socket socket, std::string host) {
    auto context = lenient_context();
    if (!context) {
        co_return context.error();
    }
    ssl::stream<tcp::socket> layer(std::move(socket), *context);
    SSL_set_tlsext_host_name(layer.native_handle(), host.c_str());
    const auto [error] = co_await layer.async_handshake(ssl::stream_base::client,
                                                        asio::as_tuple(asio::use_awaitable));
    if (error == asio::error::operation_aborted) {
        co_return Error(ErrorCode::Cancelled, "stopped during the handshake");
    }
    const CertificatePtr certificate(SSL_get1_peer_certificate(layer.native_handle()));
    if (error || !certificate) {
        co_return Error(ErrorCode::Unsupported, "no TLS: " + error.message());
    }
    co_return Glance{utc_of(X509_get0_notBefore(certificate.get())),
                     utc_of(X509_get0_notAfter(certificate.get()))};
}

}  // namespace

rt::Task<Glance> glance(std::string host, std::uint16_t port, std::chrono::milliseconds limit) {
    const auto start = SteadyClock::now();
    auto connecting =
        rt::with_deadline(connect_tcp(host, port, &kSentences), limit, "connect to " + host);
    PL_CO_TRY(auto socket, co_await std::move(connecting));
    auto shaking =
        rt::with_deadline(shake_hands(std::move(socket), host), limit, "handshake with " + host);
    auto seen = co_await std::move(shaking);
    if (!seen && seen.error().code() == ErrorCode::TimedOut) {
        co_return Error(ErrorCode::Exhausted, "it connects, and the handshake does not end");
    }
    if (seen) {
        seen->took =
            std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
    }
    co_return seen;
}

}  // namespace porchlight::net::tls
