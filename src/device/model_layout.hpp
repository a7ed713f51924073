// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// How text is set for a terminal.
namespace porchlight::device::model {

/// A page of headings and wrapped text. A heading without anything under it is left out.
class TextPage {
  public:
    static constexpr std::size_t kWidth = 88;

    void title(std::string_view text);
    void paragraph(std::string_view text);
    void heading(std::string_view text);
    /// A label and, beside it, its text.
    void item(std::string_view label, std::string_view text);
    /// A mark ("-" or "1.") and its text.
    void point(std::string_view mark, std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void put_heading();
    /// Goes on in the current line, at column `indent`.
    void wrap(std::string_view text, std::size_t indent);

    std::string text_;
    std::string heading_;
};

/// Columns as wide as their widest cell.
class TextTable {
  public:
    explicit TextTable(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
    /// As many cells as the head has.
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace porchlight::device::model
