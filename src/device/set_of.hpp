// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>

namespace porchlight::device {

/// Some of the values of an enum with at most 32 of them.
template <typename Enum>
class SetOf {
  public:
    constexpr SetOf() = default;
    constexpr SetOf(std::initializer_list<Enum> members) {
        for (const Enum member : members) {
            bits_ |= 1U << static_cast<unsigned>(member);
        }
    }

    [[nodiscard]] constexpr bool contains(Enum member) const {
        return (bits_ >> static_cast<unsigned>(member) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool overlaps(SetOf others) const {
        return (bits_ & others.bits_) != 0;
    }
    constexpr SetOf& operator|=(SetOf more) {
        bits_ |= more.bits_;
        return *this;
    }
    [[nodiscard]] friend constexpr SetOf operator|(SetOf a, SetOf b) { return a |= b; }
    constexpr bool operator==(const SetOf&) const = default;

  private:
    std::uint32_t bits_ = 0;
};

}  // namespace porchlight::device
