// SPDX-License-Identifier: Apache-2.0
#include "net/link/identity.hpp"

#include "base/base64.hpp"
#include "base/fd.hpp"
#include "net/tls/openssl.hpp"

#include <openssl/pem.h>

#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace porchlight::net::link {

namespace {

constexpr std::size_t kLargestKeyFile = 200;
constexpr std::size_t kNameDigits = 12;

Result<SecretKey> load_or_make(const std::string& path) {
    auto stored = read_file(path, kLargestKeyFile);
    if (stored) {
        auto key = SecretKey::from_text(Secret(std::move(*stored)));
        if (!key) {
            return key.error().wrap("The file " + path +
                                    ", which says who this device is, is damaged");
        }
        return key;
    }
    if (stored.error().code() != ErrorCode::NotFound) {
        return stored.error();
    }
    SecretKey key = SecretKey::generate();
    PL_TRY_VOID(write_file_atomically(path, key.to_text().reveal(), 0600));
    return key;
}

Result<tls::KeyPtr> native_key(const SecretKey& key) {
    const auto seed = from_hex(key.to_text().reveal());
    if (!seed) {
        return seed.error();
    }
    tls::KeyPtr native(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed->data(), seed->size()));
    if (!native) {
        return tls::openssl_error("take the device's key");
    }
    return native;
}

}  // namespace

std::string key_fingerprint(const PublicKey& key) {
    const Sha256 hash = sha256(key);
    return to_hex(std::span(hash).first(16));
}

Result<DeviceIdentity> DeviceIdentity::open(const std::string& folder,
                                            std::optional<Serial> serial) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return errno_error(errno, "cannot make the folder " + folder);
    }
    PL_TRY(auto key, load_or_make(folder + "/identity.key"));
    if (!serial) {
        PL_TRY(auto named,
               Serial::parse("PL-" + key_fingerprint(key.public_key()).substr(0, kNameDigits)));
        serial = std::move(named);
    }
    return DeviceIdentity(std::move(*serial), std::move(key));
}

Result<std::string> DeviceIdentity::certificate_request() const {
    PL_TRY(const auto key, native_key(key_));
    const tls::RequestPtr request(X509_REQ_new());
    const auto* name = reinterpret_cast<const unsigned char*>(serial_.text().c_str());
    const tls::BioPtr memory(BIO_new(BIO_s_mem()));
    if (!request || !memory ||
        X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_ASC,
                                   name, -1, -1, 0) != 1 ||
        X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
        X509_REQ_sign(request.get(), key.get(), nullptr) == 0 ||
        PEM_write_bio_X509_REQ(memory.get(), request.get()) != 1) {
        return tls::openssl_error("ask for a certificate");
    }
    char* text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

Secret DeviceIdentity::key_pem() const {
    const auto key = native_key(key_);
    return key ? tls::to_pem(key->get()) : Secret();
}

}  // namespace porchlight::net::link
