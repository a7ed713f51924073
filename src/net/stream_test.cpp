// SPDX-License-Identifier: Apache-2.0
#include "net/stream.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <future>
#include <optional>
#include <thread>

namespace porchlight::net {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using namespace std::chrono_literals;
using tcp = asio::ip::tcp;

/// A certificate that signs itself, as cameras' do.
class SelfSigned {
  public:
    SelfSigned() : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(X509_new(), &X509_free) {
        ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 3600);
        X509_set_pubkey(certificate_.get(), key_.get());
        X509_sign(certificate_.get(), key_.get(), EVP_sha256());
    }
    void use(ssl::context& context) const {
        SSL_CTX_use_certificate(context.native_handle(), certificate_.get());
        SSL_CTX_use_PrivateKey(context.native_handle(), key_.get());
    }

  private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
    std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

/// Accepts connections on loopback, each served on a thread by `serve` until that returns.
class Listener {
  public:
    using Serve = std::function<void(tcp::socket&)>;

    Listener(int connections, Serve serve)
        : acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
        thread_ = std::jthread([this, connections, serve = std::move(serve)] {
            for (int i = 0; i < connections; ++i) {
                tcp::socket socket(context_);
                boost::system::error_code error;
                acceptor_.accept(socket, error);
                if (!error) {
                    serve(socket);
                }
            }
        });
    }
    [[nodiscard]] ConnectTarget target(Security security) const {
        ConnectTarget target;
        target.host = "127.0.0.1";
        target.port = acceptor_.local_endpoint().port();
        target.security = security;
        target.limit = 300ms;
        return target;
    }

  private:
    asio::io_context context_;
    tcp::acceptor acceptor_;
    std::jthread thread_;
};

void echo_over_tls(tcp::socket& socket) {
    static const SelfSigned certificate;
    ssl::context context(ssl::context::tls_server);
    certificate.use(context);
    ssl::stream<tcp::socket&> stream(socket, context);
    boost::system::error_code error;
    stream.handshake(ssl::stream_base::server, error);
    std::array<char, 64> buffer{};
    while (!error) {
        const auto size = stream.read_some(asio::buffer(buffer), error);
        if (size > 0) {
            asio::write(stream, asio::buffer(buffer.data(), size), error);
        }
    }
}

void wait_for_goodbye(tcp::socket& socket) {
    std::array<char, 1024> buffer{};
    boost::system::error_code error;
    while (!error) {
        socket.read_some(asio::buffer(buffer), error);
    }
}

struct Answer {
    std::string text;
    std::string fingerprint;
};

rt::Task<Answer> ask(ConnectTarget target, std::string question) {
    PL_CO_TRY(const auto stream, co_await connect(std::move(target)));
    PL_CO_TRY_VOID(co_await stream->write(std::move(question)));
    std::array<std::uint8_t, 64> buffer{};
    PL_CO_TRY(const std::size_t size, co_await stream->read_some(buffer));
    co_return Answer{
        std::string(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)),
        stream->fingerprint()};
}

Result<Answer> ask_once(ConnectTarget target) {
    const rt::IoThread thread("test-net");
    return rt::run_blocking(thread, ask(std::move(target), "hello"));
}

TEST(Stream, TakesACamerasOwnCertificateAndKnowsItAgain) {
    const Listener camera(3, echo_over_tls);
    auto target = camera.target(Security::Tls);
    target.limit = 5s;
    const auto first = ask_once(target);
    ASSERT_TRUE(first) << first.error().message();
    EXPECT_EQ(first->text, "hello");
    EXPECT_EQ(first->fingerprint.size(), 64U);
    target.pinned_fingerprint = first->fingerprint;
    EXPECT_TRUE(ask_once(target));
    target.pinned_fingerprint[0] = target.pinned_fingerprint[0] == '0' ? '1' : '0';
    EXPECT_EQ(ask_once(target).error().code(), ErrorCode::FailedPrecondition);
}

Listener::Serve say(std::string text) {
    return [text = std::move(text)](tcp::socket& socket) {
        boost::system::error_code ignored;
        asio::write(socket, asio::buffer(text), ignored);
        wait_for_goodbye(socket);
    };
}

TEST(Stream, SaysThatAPlainPortDoesNotSpeakTls) {
    const Listener plain(1, say("RTSP/1.0 400 Bad Request\r\n\r\n"));
    auto target = plain.target(Security::Tls);
    target.limit = 5s;
    EXPECT_EQ(ask_once(target).error().code(), ErrorCode::Unsupported);
}

TEST(Stream, GivesUpOnAHostThatAcceptsAndThenSaysNothing) {
    const Listener silent(1, wait_for_goodbye);
    const auto answer = ask_once(silent.target(Security::Tls));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code(), ErrorCode::TimedOut);
}

TEST(Stream, SaysThatTheOtherEndClosed) {
    const Listener closing(1, [](tcp::socket& socket) { socket.close(); });
    auto target = closing.target(Security::Plain);
    EXPECT_EQ(ask_once(target).error().code(), ErrorCode::Unavailable);
}

TEST(Stream, LooksUpNamesAndSaysWhenThereIsNone) {
    const Listener open(1, say("hi"));
    auto target = open.target(Security::Plain);
    target.host = "localhost";
    target.limit = 5s;
    EXPECT_EQ(ask_once(target)->text, "hi");
    target.host = "no-such-camera.invalid";
    EXPECT_EQ(ask_once(target).error().fault(), "net.dns_wrong");
}

}  // namespace
}  // namespace porchlight::net
