// SPDX-License-Identifier: Apache-2.0
#include "net/tls/certificate_authority.hpp"

#include "base/fd.hpp"
#include "net/tls/certificate_parts.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sys/stat.h>
#include <utility>

namespace porchlight::net::tls {

namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t kLargestFile = 64U << 10U;
constexpr auto kAuthorityLife = std::chrono::days(3650);
/// Apple refuses server certificates that live longer than 398 days.
constexpr auto kServerLife = std::chrono::days(397);
constexpr auto kDeviceLife = std::chrono::days(90);
constexpr auto kRenewBefore = std::chrono::days(30);

constexpr std::array<std::string_view, 6> kHomeNames{"local",     "lan",  "internal",
                                                     "home.arpa", "home", "localhost"};
constexpr std::array<std::string_view, 4> kPrivateV4{"10.0.0.0/8", "172.16.0.0/12",
                                                     "192.168.0.0/16", "127.0.0.0/8"};
/// What X509V3 takes for the same and for fc00::/7, fe80::/10 and ::1: address/mask.
constexpr std::array<std::string_view, 7> kPermittedAddresses{
    "10.0.0.0/255.0.0.0",
    "172.16.0.0/255.240.0.0",
    "192.168.0.0/255.255.0.0",
    "127.0.0.0/255.0.0.0",
    "fc00:0:0:0:0:0:0:0/fe00:0:0:0:0:0:0:0",
    "fe80:0:0:0:0:0:0:0/ffc0:0:0:0:0:0:0:0",
    "0:0:0:0:0:0:0:1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"};

std::string name_constraints(const std::vector<std::string>& names) {
    std::string value = "critical";
    for (const std::string_view name : kHomeNames) {
        value += fmt::format(",permitted;DNS:{}", name);
    }
    for (const std::string& name : names) {
        value += fmt::format(",permitted;DNS:{}", name);
    }
    for (const std::string_view range : kPermittedAddresses) {
        value += fmt::format(",permitted;IP:{}", range);
    }
    return value;
}

struct Pair {
    CertificatePtr certificate;
    KeyPtr key;
};

Result<Pair> make_authority(UtcTime now, const std::vector<std::string>& names) {
    KeyPtr key(EVP_EC_gen("P-256"));
    if (!key) {
        return openssl_error("make a key");
    }
    PL_TRY(auto certificate,
           blank_certificate(key.get(), "Porchlight home authority", now, kAuthorityLife));
    X509* self = certificate.get();
    PL_TRY_VOID(add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
    PL_TRY_VOID(add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign"));
    PL_TRY_VOID(add_extension(self, self, NID_subject_key_identifier, "hash"));
    PL_TRY_VOID(add_extension(self, self, NID_name_constraints, name_constraints(names)));
    PL_TRY_VOID(sign_certificate(self, self, key.get()));
    return Pair{std::move(certificate), std::move(key)};
}

bool is_private(const std::string& text) {
    boost::system::error_code error;
    const auto address = ip::make_address(text, error);
    if (error) {
        return false;
    }
    if (address.is_v6()) {
        const auto v6 = address.to_v6();
        return v6.is_loopback() || v6.is_link_local() || (v6.to_bytes()[0] & 0xFEU) == 0xFCU;
    }
    const ip::network_v4 host(address.to_v4(), 32);
    return std::ranges::any_of(kPrivateV4, [&](std::string_view range) {
        return host.is_subnet_of(ip::make_network_v4(std::string(range)));
    });
}

bool is_within(std::string_view name, std::string_view domain) {
    return name == domain || (name.size() > domain.size() && name.ends_with(domain) &&
                              name[name.size() - domain.size() - 1] == '.');
}

/// Whether the authority's constraints allow a name.
bool permits(const X509* authority, const std::string& name) {
    const std::unique_ptr<NAME_CONSTRAINTS, Freed<NAME_CONSTRAINTS_free>> constraints(
        static_cast<NAME_CONSTRAINTS*>(
            X509_get_ext_d2i(authority, NID_name_constraints, nullptr, nullptr)));
    if (!constraints) {
        return true;
    }
    for (int i = 0; i < sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees); ++i) {
        const GENERAL_NAME* base =
            sk_GENERAL_SUBTREE_value(constraints->permittedSubtrees, i)->base;
        if (base->type != GEN_DNS) {
            continue;
        }
        const auto* text = reinterpret_cast<const char*>(ASN1_STRING_get0_data(base->d.dNSName));
        if (is_within(name,
                      {text, static_cast<std::size_t>(ASN1_STRING_length(base->d.dNSName))})) {
            return true;
        }
    }
    return false;
}

/// "DNS:porch.local,IP:192.168.1.20": what the authority may say of those names.
std::string alternative_names(const X509* authority, const ServerNames& names) {
    std::vector<std::string> parts;
    for (const std::string& name : names.names) {
        if (permits(authority, name)) {
            parts.push_back("DNS:" + name);
        }
    }
    for (const std::string& address : names.addresses) {
        if (is_private(address)) {
            parts.push_back("IP:" + address);
        }
    }
    return fmt::format("{}", fmt::join(parts, ","));
}

Result<Pair> make_server(X509* authority, EVP_PKEY* authority_key, UtcTime now,
                         const std::string& alternatives) {
    KeyPtr key(EVP_EC_gen("P-256"));
    if (!key) {
        return openssl_error("make a key");
    }
    PL_TRY(auto certificate, blank_certificate(key.get(), "Porchlight hub", now, kServerLife));
    X509* leaf = certificate.get();
    PL_TRY_VOID(add_extension(leaf, authority, NID_basic_constraints, "critical,CA:FALSE"));
    PL_TRY_VOID(add_extension(leaf, authority, NID_key_usage, "critical,digitalSignature"));
    PL_TRY_VOID(add_extension(leaf, authority, NID_ext_key_usage, "serverAuth"));
    PL_TRY_VOID(add_extension(leaf, authority, NID_subject_key_identifier, "hash"));
    PL_TRY_VOID(add_extension(leaf, authority, NID_authority_key_identifier, "keyid"));
    PL_TRY_VOID(add_extension(leaf, authority, NID_subject_alt_name, alternatives));
    PL_TRY_VOID(sign_certificate(leaf, authority, authority_key));
    return Pair{std::move(certificate), std::move(key)};
}

/// Whether a stored certificate can still be used: signed by this authority, these names, 30 days
/// left.
bool is_good(X509* leaf, X509* authority, const std::string& alternatives, UtcTime now) {
    const KeyPtr authority_key(X509_get_pubkey(authority));
    std::time_t soon = to_seconds(now + kRenewBefore);
    std::time_t moment = to_seconds(now);
    if (X509_verify(leaf, authority_key.get()) != 1 ||
        X509_cmp_time(X509_get0_notAfter(leaf), &soon) != 1 ||
        X509_cmp_time(X509_get0_notBefore(leaf), &moment) != -1) {
        return false;
    }
    // Two certificates name the same when the extension has the same bytes.
    X509V3_CTX context;
    X509V3_set_ctx(&context, authority, leaf, nullptr, nullptr, 0);
    const ExtensionPtr wanted(
        X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, alternatives.c_str()));
    const int position = X509_get_ext_by_NID(leaf, NID_subject_alt_name, -1);
    return wanted && position >= 0 &&
           ASN1_OCTET_STRING_cmp(X509_EXTENSION_get_data(wanted.get()),
                                 X509_EXTENSION_get_data(X509_get_ext(leaf, position))) == 0;
}

Result<> write_pair(const std::string& base, const std::string& certificate, const Secret& key) {
    PL_TRY_VOID(write_file_atomically(base + ".key", key.reveal(), 0600));
    return write_file_atomically(base + ".crt", certificate, 0644);
}

}  // namespace

Result<CertificateAuthority> CertificateAuthority::open(std::string folder, const Clock& clock,
                                                        const std::vector<std::string>& names) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return errno_error(errno, "cannot make the folder " + folder);
    }
    CertificateAuthority authority(std::move(folder), clock);
    const std::string base = authority.folder_ + "/ca";
    auto certificate = read_file(base + ".crt", kLargestFile);
    auto key = read_file(base + ".key", kLargestFile);
    const auto absent = [](const Result<std::string>& file) {
        return !file && file.error().code() == ErrorCode::NotFound;
    };
    if (absent(
            certificate)) {  // the key is written first: without a certificate nobody trusts it yet
        PL_TRY(const Pair made, make_authority(clock.utc_now(), names));
        certificate = to_pem(made.certificate.get());
        key = to_pem(made.key.get()).reveal();
        PL_TRY_VOID(write_pair(base, *certificate, Secret(*key)));
    }
    PL_TRY(const std::string certificate_pem, std::move(certificate));
    PL_TRY(std::string key_pem, std::move(key));
    if (const auto loaded = authority.load(certificate_pem, Secret(std::move(key_pem))); !loaded) {
        return loaded.error().wrap(fmt::format("{0}.crt and {0}.key are damaged", base));
    }
    return authority;
}

Result<> CertificateAuthority::load(const std::string& certificate_pem, Secret key_pem) {
    PL_TRY(const auto certificate, certificate_from_pem(certificate_pem));
    PL_TRY(const auto key, key_from_pem(key_pem));
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return Error(ErrorCode::Corrupt, "the key is not the certificate's");
    }
    certificate_pem_ = to_pem(certificate.get());
    key_pem_ = std::move(key_pem);
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    certificate_der_.assign(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    std::array<unsigned char, 32> digest{};
    X509_digest(certificate.get(), EVP_sha256(), digest.data(), nullptr);
    fingerprint_ = fmt::format("{:02X}", fmt::join(digest, ":"));
    return {};
}

Result<Credentials> CertificateAuthority::server_credentials(const ServerNames& names) const {
    PL_TRY(const auto authority, certificate_from_pem(certificate_pem_));
    PL_TRY(const auto authority_key, key_from_pem(key_pem_));
    const std::string alternatives = alternative_names(authority.get(), names);
    const std::string base = folder_ + "/server";
    auto stored = read_file(base + ".crt", kLargestFile);
    auto stored_key = read_file(base + ".key", kLargestFile);
    if (stored && stored_key) {
        const auto leaf = certificate_from_pem(*stored);
        const auto key = key_from_pem(Secret(*stored_key));
        if (leaf && key && X509_check_private_key(leaf->get(), key->get()) == 1 &&
            is_good(leaf->get(), authority.get(), alternatives, clock_->utc_now())) {
            return Credentials{*stored + certificate_pem_, Secret(std::move(*stored_key))};
        }
    }
    PL_TRY(const Pair made,
           make_server(authority.get(), authority_key.get(), clock_->utc_now(), alternatives));
    Credentials credentials{to_pem(made.certificate.get()), to_pem(made.key.get())};
    PL_TRY_VOID(write_pair(base, credentials.chain_pem, credentials.key_pem));
    credentials.chain_pem += certificate_pem_;
    return credentials;
}

Result<std::string> CertificateAuthority::issue_device(const std::string& request_pem,
                                                       const Serial& serial,
                                                       const PublicKey& device_key) const {
    PL_TRY(const auto authority, certificate_from_pem(certificate_pem_));
    PL_TRY(const auto authority_key, key_from_pem(key_pem_));
    PL_TRY(const auto key, key_of_request(request_pem, device_key));
    PL_TRY(auto certificate,
           blank_certificate(key.get(), serial.text(), clock_->utc_now(), kDeviceLife));
    X509* leaf = certificate.get();
    PL_TRY_VOID(add_extension(leaf, authority.get(), NID_basic_constraints, "critical,CA:FALSE"));
    PL_TRY_VOID(add_extension(leaf, authority.get(), NID_key_usage, "critical,digitalSignature"));
    // For clients alone: no camera can pass for the hub.
    PL_TRY_VOID(add_extension(leaf, authority.get(), NID_ext_key_usage, "clientAuth"));
    PL_TRY_VOID(add_extension(leaf, authority.get(), NID_authority_key_identifier, "keyid"));
    PL_TRY_VOID(add_extension(leaf, authority.get(), NID_subject_alt_name,
                              "URI:urn:porchlight:device:" + serial.text()));
    PL_TRY_VOID(sign_certificate(leaf, authority.get(), authority_key.get()));
    return to_pem(leaf);
}

}  // namespace porchlight::net::tls
