// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <string>

namespace porchlight::hub {

/// A camera's address for a page or a log: passwords in it are "***".
[[nodiscard]] std::string shown_address(const Secret& address);

/// The address to keep when a person edited the shown form of a stored one: "***" stands for what
/// was stored, as long as it still goes to the same host.
/// @error InvalidArgument  "***" where nothing is stored for it, or the host is another one: the
/// password has to be typed again.
Result<Secret> restored_address(const Secret& edited, const Secret& stored);

}  // namespace porchlight::hub
