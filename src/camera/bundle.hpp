// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/units.hpp"
#include "camera/release.hpp"
#include "camera/trust_root.hpp"
#include "net/signature.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace porchlight::camera {

using ByteVector = std::vector<std::uint8_t>;

/// What a bundle says of its image. A bundle is one file; numbers are big-endian:
///
///     at        bytes
///     0         8     "PLBUNDLE"
///     8         4     H, the length of the header: 70 + 8 K + 32 C
///     12        1     format: 1
///     13        1     algorithms: 1 is SHA-256 and Ed25519
///     14        1     K, how many keys signed: 1 to 8
///     15        1     n, the length of the hardware id: 1 to 32
///     16        32    hardware id: n of a-z 0-9 . - and then zeros
///     48        6     version: three numbers of 2 bytes
///     54        4     security epoch
///     58        8     expiry, in seconds since 1970
///     66        8     S, the image's size: 1 byte to 512 MiB
///     74        4     the size of a chunk: 1 MiB (the last one holds what is left)
///     78        4     C, how many chunks
///     82        8 K   ids of the keys
///     82 + 8 K  32 C  the SHA-256 of each chunk
///     12 + H    64 K  each key's Ed25519 signature of all the bytes before `12 + H`
///     …         S     the image; nothing follows
///
/// There is one spelling of each bundle: what is not as above to the byte is refused.
struct BundleHeader {
    static constexpr std::size_t kMostHardware = 32;

    std::string hardware;
    Release release;
    UtcTime expires;
    Bytes size;
    std::vector<KeyId> keys;
    std::vector<net::Sha256> chunks;
};

constexpr Bytes kChunk = mebibytes(1);
constexpr Bytes kLargestImage = mebibytes(512);
/// How many chunks an image has.
[[nodiscard]] constexpr std::size_t chunks_in(Bytes size) {
    return static_cast<std::size_t>((size.count() + kChunk.count() - 1) / kChunk.count());
}

/// All that stands before the image.
struct BundleHead {
    BundleHeader header;
    ByteVector signed_bytes;                 ///< As they came.
    std::vector<net::Signature> signatures;  ///< Of header.keys, in their order.
};

/// So many bytes tell how long the head is.
constexpr std::size_t kHeadStart = 16;
/// The longest one.
constexpr std::size_t kLongestHead =
    82 + (8 + 64) * TrustRoot::kMostKeys + 32 * chunks_in(kLargestImage);

/// The length of the head, signatures included; at most kLongestHead.
/// @param start The bundle's first kHeadStart bytes.   @error Corrupt, Unsupported
Result<std::size_t> head_size(std::span<const std::uint8_t> start);
/// @param bytes As many as head_size says. What comes is well-formed, and not yet to be trusted.
/// @error Corrupt, Unsupported
Result<BundleHead> parse_head(std::span<const std::uint8_t> bytes);
/// The bytes to be signed. @param header Well-formed.
[[nodiscard]] ByteVector encode_header(const BundleHeader& header);
/// 1 to 32 of a-z, 0-9, dot and hyphen.
[[nodiscard]] bool is_hardware_id(std::string_view text);

/// Whether enough of the root's keys signed the head: each one counts once, other keys do not
/// count, and one signature of a trusted key that does not hold is enough to refuse.
/// @error PermissionDenied
Result<> check_signatures(const BundleHead& head, const TrustRoot& root);

/// What a camera takes.
struct Expected {
    std::string hardware;
    Release floor;  ///< The version must be higher; the epoch must not be lower.
    UtcTime now;
};

/// Every reason for which such a camera would refuse the image; none if it takes it.
[[nodiscard]] std::vector<Error> objections(const BundleHeader& header, const Expected& expected);

}  // namespace porchlight::camera
