// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/overlay.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace porchlight::sources::scene {
namespace {

constexpr int kColumns = 5;
constexpr int kRows = 7;
constexpr int kAdvance = 6;
constexpr std::uint8_t kWhite = 228;
constexpr std::uint8_t kBlack = 24;

/// Seven rows of five dots, top row in the highest bits.
constexpr std::array<std::pair<char, std::uint64_t>, 40> kGlyphs{{
    {'-', 0x0000F8000ULL}, {'.', 0x000000084ULL}, {'/', 0x044222110ULL}, {'0', 0x3A33AE62EULL},
    {'1', 0x11842108EULL}, {'2', 0x3A213221FULL}, {'3', 0x3A213062EULL}, {'4', 0x08CA97C42ULL},
    {'5', 0x7E1E0862EULL}, {'6', 0x1910F462EULL}, {'7', 0x7C2222108ULL}, {'8', 0x3A317462EULL},
    {'9', 0x3A317844CULL}, {':', 0x008000080ULL}, {'A', 0x3A31FC631ULL}, {'B', 0x7A31F463EULL},
    {'C', 0x3A308422EULL}, {'D', 0x7A318C63EULL}, {'E', 0x7E10F421FULL}, {'F', 0x7E10F4210ULL},
    {'G', 0x3A30BC62FULL}, {'H', 0x4631FC631ULL}, {'I', 0x38842108EULL}, {'J', 0x1C4210A4CULL},
    {'K', 0x4654C5251ULL}, {'L', 0x42108421FULL}, {'M', 0x4775AC631ULL}, {'N', 0x47359C631ULL},
    {'O', 0x3A318C62EULL}, {'P', 0x7A31F4210ULL}, {'Q', 0x3A318D64DULL}, {'R', 0x7A31F5251ULL},
    {'S', 0x3E107043EULL}, {'T', 0x7C8421084ULL}, {'U', 0x46318C62EULL}, {'V', 0x46318C544ULL},
    {'W', 0x4631AD771ULL}, {'X', 0x462A22A31ULL}, {'Y', 0x462A21084ULL}, {'Z', 0x7C222221FULL},
}};

std::uint64_t glyph_of(char letter) {
    const auto* found = std::ranges::find(kGlyphs, letter, &std::pair<char, std::uint64_t>::first);
    return found == kGlyphs.end() ? 0 : found->second;
}

void fill(YuvPicture& picture, TextArea area, std::uint8_t luma) {
    const int right = std::min(area.left + area.width, picture.width);
    const int bottom = std::min(area.top + area.height, picture.height);
    for (int row = std::max(area.top, 0); row < bottom; ++row) {
        for (int column = std::max(area.left, 0); column < right; ++column) {
            const auto at =
                YuvPicture::pixels(picture.width, row) + static_cast<std::size_t>(column);
            const auto half = YuvPicture::pixels(picture.width / 2, row / 2) +
                              static_cast<std::size_t>(column / 2);
            picture.y[at] = luma;
            picture.u[half] = 128;
            picture.v[half] = 128;
        }
    }
}

/// Every dot of the text as a square that is `grow` pixels larger on each side.
void draw_dots(YuvPicture& picture, std::string_view text, TextArea at, int dot, int grow,
               std::uint8_t luma) {
    for (const char letter : text) {
        const std::uint64_t glyph = glyph_of(letter);
        for (int bit = 0; bit < kRows * kColumns; ++bit) {
            if ((glyph >> static_cast<unsigned>(kRows * kColumns - 1 - bit) & 1U) != 0) {
                fill(picture,
                     {at.left + bit % kColumns * dot - grow, at.top + bit / kColumns * dot - grow,
                      dot + 2 * grow, dot + 2 * grow},
                     luma);
            }
        }
        at.left += kAdvance * dot;
    }
}

}  // namespace

TextArea draw_text(YuvPicture& picture, std::string_view text) {
    const int dot = std::max((picture.height + 120) / 300, 1);
    const int border = std::max(dot / 2, 1);
    const TextArea area{4 * dot, 4 * dot, static_cast<int>(text.size()) * kAdvance * dot,
                        kRows * dot};
    draw_dots(picture, text, area, dot, border, kBlack);
    draw_dots(picture, text, area, dot, 0, kWhite);
    return {area.left - border, area.top - border, area.width + 2 * border,
            area.height + 2 * border};
}

}  // namespace porchlight::sources::scene
