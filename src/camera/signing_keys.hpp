// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "camera/trust_root.hpp"
#include "net/signature.hpp"

#include <string>

namespace porchlight::camera {

/// Makes `folder` if need be, and in it a root of three new keys of which two have to sign ("root",
/// for the image) and the secret keys ("key-1" to "key-3", which only their owner may read).
/// Nothing that is there is replaced.
/// @error AlreadyExists  One of the files is there.   @error by errno
Result<TrustRoot> make_signing_keys(const std::string& folder);

/// @error Corrupt  Not a secret key.   @error by errno
Result<net::SecretKey> read_signing_key(const std::string& path);

/// @error Corrupt  Not a file of trusted keys.   @error by errno
Result<TrustRoot> read_trust_root(const std::string& path);

}  // namespace porchlight::camera
