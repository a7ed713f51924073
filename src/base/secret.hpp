// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace porchlight {

/// Text that must not reach a log, a page or an error sentence: it has no way to print itself.
/// Wiped when destroyed.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    ~Secret() { wipe(); }
    Secret(const Secret&) = default;
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            wipe();
            text_ = other.text_;
        }
        return *this;
    }
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            text_ = std::move(other.text_);
            other.wipe();
        }
        return *this;
    }

    /// The text itself, for the one place that must send or hash it.
    [[nodiscard]] const std::string& reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

  private:
    void wipe();
    std::string text_;
};

}  // namespace porchlight
