// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace porchlight::app {

/// `porchlight bundle keys DIR`: three new keys and the root that trusts two of them.
struct BundleKeysCommand {
    std::string folder;
};

/// `porchlight bundle make … IMAGE OUT`: an update for cameras.
struct BundleMakeCommand {
    std::string hardware;
    std::string version;  ///< "1.2.0"
    std::uint32_t epoch = 0;
    int days = 90;                  ///< Until it expires.
    std::vector<std::string> keys;  ///< Files of the secret keys that sign.
    std::string image;
    std::string out;
};

/// `porchlight bundle show FILE`: what an update is, and whether a camera would take it.
struct BundleShowCommand {
    std::string file;
    std::string root;  ///< File of the trusted keys; empty: the signatures are not checked.
};

/// @return 0, or 1 after a sentence on the standard error output.
int run_bundle_keys(const BundleKeysCommand& command);
int run_bundle_make(const BundleMakeCommand& command);
/// @return 0 if it would be taken, 1 if not, 2 if it could not be looked at.
int run_bundle_show(const BundleShowCommand& command);

}  // namespace porchlight::app
