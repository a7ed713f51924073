// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/base64url.hpp"
#include "net/push/message.hpp"

#include <optional>
#include <string>
#include <string_view>

/// For tests: a browser that subscribed, and reads what was sent to it.
namespace porchlight::net::push {

/// The receiver of RFC 8291 appendix A.
inline constexpr std::string_view kTestKey =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
inline constexpr std::string_view kTestScalar = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
inline constexpr std::string_view kTestAuth = "BTBZMqHH6r4Tts7J_aSIgg";

/// What that receiver reads in a body; nothing when it was changed on its way.
[[nodiscard]] std::optional<std::string> read_push(std::string_view body);

}  // namespace porchlight::net::push
