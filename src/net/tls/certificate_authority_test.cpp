// SPDX-License-Identifier: Apache-2.0
#include "net/tls/certificate_authority.hpp"

#include "base/fd.hpp"
#include "net/http/test_client.hpp"
#include "net/tls/openssl.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::net::tls {
namespace {

namespace asio = boost::asio;
using http::Security;

class CertificateAuthorityTest : public testing::Test {
  protected:
    /// The other end of a handshake goes by the real time.
    CertificateAuthorityTest() { clock_.set_utc(SystemClock().utc_now()); }
    ~CertificateAuthorityTest() override { std::filesystem::remove_all(folder_); }

    CertificateAuthority open() { return *CertificateAuthority::open(folder_, clock_, {"porch"}); }
    Credentials credentials(const ServerNames& names) { return *open().server_credentials(names); }

    std::string folder_ = testing::TempDir() + "pl_ca_" + std::to_string(::getpid());
    FakeClock clock_;
    ServerNames names_{{"localhost", "porch", "porch.local"}, {"127.0.0.1", "192.168.1.20"}};
};

TEST_F(CertificateAuthorityTest, IsMadeOnceAndKeptWithKeysThatOnlyTheOwnerReads) {
    const std::string fingerprint = open().fingerprint();
    EXPECT_EQ(fingerprint.size(), 95U);
    EXPECT_EQ(open().fingerprint(), fingerprint);
    static_cast<void>(credentials(names_));
    for (const char* name : {"/ca.key", "/server.key"}) {
        struct stat status{};
        ASSERT_EQ(::stat((folder_ + name).c_str(), &status), 0) << name;
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
    }
}

TEST_F(CertificateAuthorityTest, SaysWhichFileIsDamaged) {
    static_cast<void>(open());
    ASSERT_TRUE(write_file_atomically(folder_ + "/ca.key", "nonsense"));
    const auto damaged = CertificateAuthority::open(folder_, clock_, {});
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().code(), ErrorCode::Corrupt);
    EXPECT_NE(damaged.error().message().find("ca.key"), std::string::npos);
}

TEST_F(CertificateAuthorityTest, RenewsTheServersCertificateWhenItGetsOldOrTheNamesChange) {
    const std::string first = credentials(names_).chain_pem;
    clock_.advance(std::chrono::days(366));
    EXPECT_EQ(credentials(names_).chain_pem, first);
    clock_.advance(std::chrono::days(2));
    const std::string second = credentials(names_).chain_pem;
    EXPECT_NE(second, first);
    names_.addresses.emplace_back("192.168.1.21");
    const std::string third = credentials(names_).chain_pem;
    EXPECT_NE(third, second);
    // The clock came back from the future: what is not valid yet helps nobody.
    clock_.set_utc(clock_.utc_now() - std::chrono::days(800));
    EXPECT_NE(credentials(names_).chain_pem, third);
}

TEST_F(CertificateAuthorityTest, SpeaksForHomeNamesAndPrivateAddressesAlone) {
    const auto leaf = *certificate_from_pem(credentials({{"porch.local", "bank.example", "x.porch"},
                                                         {"8.8.8.8", "10.0.0.5", "fd00::1"}})
                                                .chain_pem);
    const auto has_name = [&](const char* name) {
        return X509_check_host(leaf.get(), name, 0, 0, nullptr) == 1;
    };
    const auto has_address = [&](const char* address) {
        return X509_check_ip_asc(leaf.get(), address, 0) == 1;
    };
    EXPECT_TRUE(has_name("porch.local"));
    EXPECT_TRUE(has_name("x.porch"));
    EXPECT_FALSE(has_name("bank.example"));
    EXPECT_TRUE(has_address("10.0.0.5"));
    EXPECT_TRUE(has_address("fd00::1"));
    EXPECT_FALSE(has_address("8.8.8.8"));
}

rt::Task<http::Response> say(http::Request request) {
    co_return http::text_response(200, "text/plain",
                                  request.peer.security == Security::Tls ? "safe" : "in the open");
}

/// Shakes hands as a browser that trusts `authority_pem` and expects `host`.
boost::system::error_code handshake(std::uint16_t port, const std::string& authority_pem,
                                    const std::string& host, int newest = TLS1_3_VERSION) {
    asio::io_context context;
    asio::ssl::context trust(asio::ssl::context::tls_client);
    trust.add_certificate_authority(asio::buffer(authority_pem));
    SSL_CTX_set_max_proto_version(trust.native_handle(), newest);
    asio::ssl::stream<asio::ip::tcp::socket> stream(context, trust);
    stream.set_verify_mode(asio::ssl::verify_peer);
    stream.set_verify_callback(asio::ssl::host_name_verification(host));
    stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
    boost::system::error_code error;
    stream.handshake(asio::ssl::stream_base::client, error);
    return error;
}

class TlsServerTest : public CertificateAuthorityTest {
  protected:
    static std::shared_ptr<const ServerContext> context_of(const Credentials& credentials) {
        return *ServerContext::create(credentials.chain_pem, credentials.key_pem);
    }
    std::string authority_ = open().certificate_pem();
    http::TestServer server_{say, {}, Security::Tls, context_of(credentials(names_)), say};
};

TEST_F(TlsServerTest, IsTrustedByWhoTrustsTheAuthorityForItsNamesAlone) {
    EXPECT_FALSE(handshake(server_.port(), authority_, "localhost"));
    EXPECT_FALSE(handshake(server_.port(), authority_, "porch.local"));
    EXPECT_FALSE(handshake(server_.port(), authority_, "127.0.0.1"));
    EXPECT_TRUE(handshake(server_.port(), authority_, "other.local"));
    std::filesystem::remove_all(folder_);
    EXPECT_TRUE(handshake(server_.port(), open().certificate_pem(), "localhost"));
}

TEST_F(TlsServerTest, SpeaksTls13Alone) {
    EXPECT_TRUE(handshake(server_.port(), authority_, "localhost", TLS1_2_VERSION));
}

TEST_F(TlsServerTest, HandsPlainHttpToItsOwnHandler) {
    http::TestClient client(server_.port());
    EXPECT_EQ(client.ask("GET /").body, "in the open");
}

TEST_F(TlsServerTest, ShowsANewCertificateWithoutARestart) {
    names_.names = {"garden.local"};
    server_.server().set_tls(context_of(credentials(names_)));
    EXPECT_FALSE(handshake(server_.port(), authority_, "garden.local"));
    EXPECT_TRUE(handshake(server_.port(), authority_, "porch.local"));
}

}  // namespace
}  // namespace porchlight::net::tls
