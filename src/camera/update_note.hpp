// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "camera/release.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// Whose wish the last update was, and what came of it; kept over restarts in the state folder, so
/// that the hub is answered once, however often it asks. As text:
///
///     porchlight update 1
///     command 17
///     version 1.2.0
///     failed                 (or: trying, done)
///     Why, as a sentence.    (only when it failed)
struct UpdateNote {
    enum class Outcome : std::uint8_t { Trying, Done, Failed };

    std::int64_t command = 0;
    Version version;
    Outcome outcome = Outcome::Trying;
    std::string sentence;

    bool operator==(const UpdateNote&) const = default;
};

[[nodiscard]] std::string to_text(const UpdateNote& note);
/// @error Corrupt  Not of that form.
Result<UpdateNote> parse_update_note(std::string_view text);

/// Nothing if there is none or it cannot be read: the hub's command then begins anew, and an image
/// that runs already is refused by the floor.
[[nodiscard]] std::optional<UpdateNote> read_update_note(const std::string& folder);
/// @error by errno
Result<> keep_update_note(const std::string& folder, const UpdateNote& note);

}  // namespace porchlight::camera
