// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace porchlight {

/// The name that a maker gave one device: 6 to 32 of A to Z, 0 to 9 and "-", beginning and ending
/// with a letter or digit. It is printed on the outside, so it is a name and never a secret.
class Serial {
  public:
    Serial() = default;
    /// Small letters are taken as capitals; blanks around it do not count.
    /// @error InvalidArgument  Not a serial number.
    static Result<Serial> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    explicit operator bool() const { return !text_.empty(); }
    auto operator<=>(const Serial&) const = default;

  private:
    explicit Serial(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace porchlight
