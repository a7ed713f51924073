// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/bundle.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::camera {

/// What is to be known about a bundle without installing it.
struct BundleInspection {
    /// What it says of itself; none if it cannot be read. Not to be believed while there are
    /// reasons.
    std::optional<BundleHeader> header;
    /// Why the cameras it names would refuse it; none if they would take it.
    std::vector<Error> reasons;
};

/// Reads the whole of a bundle.
/// @param root  Null to leave the signatures unchecked.
/// @error by errno
Result<BundleInspection> inspect_bundle(const std::string& path, const TrustRoot* root,
                                        UtcTime now);

}  // namespace porchlight::camera
