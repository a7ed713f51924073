// SPDX-License-Identifier: Apache-2.0
#include "camera/trust_root.hpp"

#include "base/base64.hpp"

#include <algorithm>
#include <charconv>

namespace porchlight::camera {

namespace {

constexpr std::string_view kFirstLine = "porchlight root 1";

Error not_a_root() {
    return {ErrorCode::Corrupt, "This is not a file of trusted keys."};
}

/// Takes the first line off `text`. @return What stands after `word` and a space in it.
Result<std::string_view> take_line(std::string_view& text, std::string_view word) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
        return not_a_root();
    }
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!line.starts_with(word) || line.substr(word.size(), 1) != " ") {
        return not_a_root();
    }
    return line.substr(word.size() + 1);
}

Result<std::uint32_t> take_number(std::string_view& text, std::string_view word) {
    PL_TRY(const std::string_view digits, take_line(text, word));
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    return error == std::errc() && end == digits.end() ? Result(number) : not_a_root();
}

Result<net::PublicKey> take_key(std::string_view& text) {
    PL_TRY(const std::string_view hex, take_line(text, "key"));
    const auto bytes = from_hex(hex);
    net::PublicKey key{};
    if (!bytes || bytes->size() != key.size()) {
        return not_a_root();
    }
    std::ranges::copy(*bytes, key.begin());
    return key;
}

}  // namespace

KeyId key_id(const net::PublicKey& key) {
    KeyId id{};
    std::ranges::copy_n(net::sha256(key).begin(), id.size(), id.begin());
    return id;
}

std::string to_string(const KeyId& id) {
    return to_hex(id);
}

const net::PublicKey* TrustRoot::find(const KeyId& id) const {
    const auto found =
        std::ranges::find(keys, id, [](const net::PublicKey& key) { return key_id(key); });
    return found == keys.end() ? nullptr : &*found;
}

std::string to_text(const TrustRoot& root) {
    std::string text(kFirstLine);
    text += "\nversion " + std::to_string(root.version);
    text += "\nthreshold " + std::to_string(root.threshold) + "\n";
    for (const net::PublicKey& key : root.keys) {
        text += "key " + to_hex(key) + "\n";
    }
    return text;
}

Result<TrustRoot> parse_trust_root(std::string_view text) {
    TrustRoot root;
    PL_TRY(const std::string_view form, take_line(text, "porchlight root"));
    PL_TRY(root.version, take_number(text, "version"));
    PL_TRY(root.threshold, take_number(text, "threshold"));
    while (!text.empty() && root.keys.size() <= TrustRoot::kMostKeys) {
        PL_TRY(const net::PublicKey key, take_key(text));
        if (root.find(key_id(key)) != nullptr) {
            return Error(ErrorCode::Corrupt, "The file of trusted keys has one of them twice.");
        }
        root.keys.push_back(key);
    }
    if (form != "1" || root.version == 0 || root.keys.size() > TrustRoot::kMostKeys) {
        return not_a_root();
    }
    if (root.threshold == 0 || root.threshold > root.keys.size()) {
        return Error(ErrorCode::Corrupt, "The file of trusted keys asks for " +
                                             std::to_string(root.threshold) + " of " +
                                             std::to_string(root.keys.size()) + " signatures.");
    }
    return root;
}

}  // namespace porchlight::camera
