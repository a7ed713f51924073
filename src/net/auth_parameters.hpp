// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace porchlight::net {

/// One `name=value` of a WWW-Authenticate or Authorization header; without a value it is the name
/// of a scheme. @source RFC 9110 section 11.
struct AuthParameter {
    std::string_view name;  ///< Points into what was read. Empty for stray characters.
    std::optional<std::string> value;
};

/// Takes the next one from the front of `text`, as odd as it may be written; nothing at the end.
[[nodiscard]] std::optional<AuthParameter> take_auth_parameter(std::string_view& text);

}  // namespace porchlight::net
