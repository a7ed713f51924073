// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace porchlight {

/// The 13 characters of an id's text form (Crockford base 32, lower case) for 63 bits.
[[nodiscard]] std::string id_to_text(std::int64_t id);
/// @error InvalidArgument  Not 13 characters of that alphabet, or zero.
Result<std::int64_t> id_from_text(std::string_view text, std::string_view what);
/// 43 bits of milliseconds since 1970 above 20 random bits: ids sort by the time they were made,
/// also across hubs.
[[nodiscard]] std::int64_t new_id(UtcTime now, Random& random);

/// A name for one thing of one kind. Positive; 0 means none and never names anything.
template <typename Tag>
class Id {
  public:
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t value) : value_(value) {}

    [[nodiscard]] static Id create(UtcTime now, Random& random) { return Id(new_id(now, random)); }
    /// @param text As `text()` gave it. @error InvalidArgument  Not an id; the sentence names
    /// `Tag::kName`.
    static Result<Id> parse(std::string_view text) {
        PL_TRY(const std::int64_t value, id_from_text(text, Tag::kName));
        return Id(value);
    }

    [[nodiscard]] constexpr std::int64_t value() const { return value_; }
    [[nodiscard]] std::string text() const { return id_to_text(value_); }
    constexpr explicit operator bool() const { return value_ != 0; }
    constexpr auto operator<=>(const Id&) const = default;

  private:
    std::int64_t value_ = 0;
};

struct HomeTag {
    static constexpr std::string_view kName = "home";
};
struct UserTag {
    static constexpr std::string_view kName = "user";
};
struct CameraTag {
    static constexpr std::string_view kName = "camera";
};
struct EventTag {
    static constexpr std::string_view kName = "event";
};
struct ClipTag {
    static constexpr std::string_view kName = "clip";
};
struct GapTag {
    static constexpr std::string_view kName = "gap";
};

using HomeId = Id<HomeTag>;
using UserId = Id<UserTag>;
using CameraId = Id<CameraTag>;
using EventId = Id<EventTag>;
using ClipId = Id<ClipTag>;
using GapId = Id<GapTag>;

}  // namespace porchlight

template <typename Tag>
struct std::hash<porchlight::Id<Tag>> {
    std::size_t operator()(const porchlight::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value());
    }
};
