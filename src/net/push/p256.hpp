// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "net/tls/openssl.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// Private to net/push: keys on P-256 as the RFCs of Web Push write them.
namespace porchlight::net::push {

/// An uncompressed point (SEC 1 section 2.3.3).
using PublicPoint = std::array<std::uint8_t, 65>;

/// @error InvalidArgument  Not a point of the curve.
Result<tls::KeyPtr> key_from_point(const PublicPoint& point);
/// @param scalar 32 bytes, with the point that belongs to them. @error Corrupt
Result<tls::KeyPtr> key_from_scalar(std::span<const std::uint8_t> scalar, const PublicPoint& point);
/// A new key. @error Internal
Result<tls::KeyPtr> new_key();
/// @error Internal  No key on P-256.
Result<PublicPoint> point_of(const EVP_PKEY* key);
/// ECDH: the x coordinate of what both sides can work out, 32 bytes. @error Internal
Result<std::vector<std::uint8_t>> shared_secret(EVP_PKEY* ours, EVP_PKEY* theirs);

}  // namespace porchlight::net::push
