// SPDX-License-Identifier: Apache-2.0
#include "device/model_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace porchlight::device::model {

namespace {

constexpr std::size_t kLabel = 26;
constexpr std::size_t kPoint = 5;

/// Characters, where every one is a column wide.
std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & '\xc0') != '\x80'; }));
}

}  // namespace

void TextPage::title(std::string_view text) {
    text_ += fmt::format("{}\n", text);
}

void TextPage::paragraph(std::string_view text) {
    put_heading();
    text_ += "  ";
    wrap(text, 2);
}

void TextPage::heading(std::string_view text) {
    heading_ = text;
}

void TextPage::item(std::string_view label, std::string_view text) {
    put_heading();
    text_ += fmt::format("  {}", label);
    const std::size_t used = columns(label) + 2;
    if (used < kLabel) {
        text_.append(kLabel - used, ' ');
    } else {
        text_ += '\n' + std::string(kLabel, ' ');
    }
    wrap(text, kLabel);
}

void TextPage::point(std::string_view mark, std::string_view text) {
    put_heading();
    text_ += fmt::format("  {}", mark);
    text_.append(kPoint - std::min(columns(mark) + 2, kPoint - 1), ' ');
    wrap(text, kPoint);
}

void TextPage::put_heading() {
    if (!heading_.empty()) {
        text_ += fmt::format("\n{}\n", heading_);
        heading_.clear();
    }
}

void TextPage::wrap(std::string_view text, std::size_t indent) {
    std::size_t column = indent;
    while (!text.empty()) {
        const std::size_t length = std::min(text.find(' '), text.size());
        const std::string_view next = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        if (column > indent && column + 1 + columns(next) > kWidth) {
            text_ += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            text_ += ' ';
            ++column;
        }
        text_ += next;
        column += columns(next);
    }
    text_ += '\n';
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], columns(row.at(i)));
        }
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            line += row.at(i) + std::string(widths[i] - columns(row.at(i)) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

}  // namespace porchlight::device::model
