// SPDX-License-Identifier: Apache-2.0
#include "camera/signing_keys.hpp"

#include "base/fd.hpp"

#include <array>
#include <filesystem>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr std::size_t kLongestFile = 64UL << 10U;

}  // namespace

Result<TrustRoot> make_signing_keys(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    const std::string root_file = folder + "/root";
    const std::array<std::string, 3> key_files{folder + "/key-1", folder + "/key-2",
                                               folder + "/key-3"};
    for (const std::string& file : {root_file, key_files[0], key_files[1], key_files[2]}) {
        if (std::filesystem::exists(file, error)) {
            return Error(ErrorCode::AlreadyExists,
                         file + " is there already; keys are never replaced.");
        }
    }
    TrustRoot root;
    for (const std::string& file : key_files) {
        const net::SecretKey key = net::SecretKey::generate();
        PL_TRY_VOID(write_file_atomically(file, key.to_text().reveal(), 0600));
        root.keys.push_back(key.public_key());
    }
    PL_TRY_VOID(write_file_atomically(root_file, to_text(root), 0644));
    return root;
}

Result<net::SecretKey> read_signing_key(const std::string& path) {
    PL_TRY(std::string text, read_file(path, kLongestFile));
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    auto key = net::SecretKey::from_text(Secret(std::move(text)));
    return key ? std::move(key) : key.error().wrap(path);
}

Result<TrustRoot> read_trust_root(const std::string& path) {
    PL_TRY(const std::string text, read_file(path, kLongestFile));
    auto root = parse_trust_root(text);
    return root ? std::move(root) : root.error().wrap(path);
}

}  // namespace porchlight::camera
