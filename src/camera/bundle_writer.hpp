// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/bundle.hpp"

#include <span>
#include <string>
#include <vector>

namespace porchlight::camera {

/// What is to be said of an image.
struct BundlePlan {
    std::string hardware;
    Release release;
    UtcTime expires;
};

/// The head of a bundle, signed by each of `keys`; the image is to follow it.
/// @param chunks The hash of each chunk of an image of `size` bytes.
/// @error InvalidArgument  A name, a size or keys that no camera would take.
Result<ByteVector> make_head(const BundlePlan& plan, Bytes size,
                             const std::vector<net::Sha256>& chunks,
                             const std::vector<net::SecretKey>& keys);

/// The whole of a bundle. @error InvalidArgument
Result<ByteVector> make_bundle(const BundlePlan& plan, std::span<const std::uint8_t> image,
                               const std::vector<net::SecretKey>& keys);

/// Makes the bundle of the image in a file. `out` is there when it is whole, or not at all.
/// @error InvalidArgument  As above, or the image changed meanwhile.   @error by errno
Result<> write_bundle(const BundlePlan& plan, const std::string& image, const std::string& out,
                      const std::vector<net::SecretKey>& keys);

}  // namespace porchlight::camera
