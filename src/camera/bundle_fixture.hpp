// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "camera/bundle_reader.hpp"
#include "camera/bundle_writer.hpp"

#include <algorithm>
#include <string>
#include <vector>

// Keys, a root and bundles for tests.

namespace porchlight::camera {

constexpr UtcTime kNoon =
    UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 25)) + std::chrono::hours(12);
constexpr const char* kHardware = "pl-camera-1";

/// Always the same one for a number.
inline net::SecretKey key(int number) {
    const char digit = static_cast<char>('0' + number);
    return net::SecretKey::from_text(Secret(std::string(64, digit))).value();
}

/// Two of the keys 1, 2 and 3.
inline TrustRoot root() {
    return {1, 2, {key(1).public_key(), key(2).public_key(), key(3).public_key()}};
}

inline ByteVector make_image(std::size_t size, std::uint64_t seed) {
    Random random(seed);
    ByteVector image(size);
    std::ranges::generate(image, [&] { return static_cast<std::uint8_t>(random.next()); });
    return image;
}

inline BundlePlan plan(Release release) {
    return {kHardware, release, kNoon + std::chrono::days(90)};
}

inline ByteVector good_bundle(Release release, const ByteVector& image) {
    return make_bundle(plan(release), image, {key(1), key(3)}).value();
}

/// The head, whatever it says, signed by those keys, whichever it names.
inline ByteVector sign_anything(ByteVector header, const std::vector<net::SecretKey>& keys) {
    const ByteVector signed_bytes = header;
    for (const net::SecretKey& key : keys) {
        const net::Signature signature = key.sign(signed_bytes);
        header.insert(header.end(), signature.begin(), signature.end());
    }
    return header;
}

inline ByteVector joined(ByteVector a, std::span<const std::uint8_t> b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// Reads a whole bundle in pieces of that size. @return The image.
inline Result<ByteVector> read_bundle(std::span<const std::uint8_t> bundle, std::size_t piece,
                                      const BundleReader::Judge& judge) {
    ByteVector image;
    BundleReader reader(judge, [&](std::span<const std::uint8_t> chunk) -> Result<> {
        image.insert(image.end(), chunk.begin(), chunk.end());
        return {};
    });
    for (std::size_t at = 0; at < bundle.size(); at += piece) {
        PL_TRY_VOID(reader.feed(bundle.subspan(at, std::min(piece, bundle.size() - at))));
    }
    PL_TRY_VOID(reader.finish());
    return image;
}

}  // namespace porchlight::camera
