// SPDX-License-Identifier: Apache-2.0
#include "motion/luma.hpp"

#include <algorithm>
#include <vector>

namespace porchlight::motion {
namespace {

constexpr int kMostSmallPixels = 80'000;
constexpr int kMostFactor = 16;  // 16 rows of 255 still fit the 16 bit column sums

void sum_rows(const LumaView& picture, int top, int factor, std::vector<std::uint16_t>& columns) {
    std::fill(columns.begin(), columns.end(), std::uint16_t{0});
    std::uint16_t* sums = columns.data();
    const auto count = static_cast<int>(columns.size());
    for (int line = top; line < top + factor; ++line) {
        const std::uint8_t* source =
            picture.data + static_cast<std::ptrdiff_t>(line) * picture.stride;
        for (int x = 0; x < count; ++x) {
            sums[x] = static_cast<std::uint16_t>(sums[x] + source[x]);
        }
    }
}

// A factor known at compile time lets the compiler use vector shuffles; 0 stands for any factor.
template <int Known>
void sum_columns(const std::vector<std::uint16_t>& columns, int factor, std::uint16_t* out,
                 int width) {
    const int step = Known > 0 ? Known : factor;
    const auto scale = static_cast<std::uint32_t>(kLumaOne * 65536 / (step * step));
    const std::uint16_t* sums = columns.data();
    for (int x = 0; x < width; ++x) {
        std::uint32_t sum = 0;
        for (int i = 0; i < step; ++i) {
            sum += sums[x * step + i];
        }
        out[x] = static_cast<std::uint16_t>((static_cast<std::uint64_t>(sum) * scale) >> 16U);
    }
}

void sum_columns_of(const std::vector<std::uint16_t>& columns, int factor, std::uint16_t* out,
                    int width) {
    switch (factor) {
        case 1:
            return sum_columns<1>(columns, factor, out, width);
        case 2:
            return sum_columns<2>(columns, factor, out, width);
        case 3:
            return sum_columns<3>(columns, factor, out, width);
        case 4:
            return sum_columns<4>(columns, factor, out, width);
        case 6:
            return sum_columns<6>(columns, factor, out, width);
        default:
            return sum_columns<0>(columns, factor, out, width);
    }
}

}  // namespace

int shrink_factor(PictureSize size) {
    int factor = 1;
    while (factor < kMostFactor &&
           (size.width / factor) * (size.height / factor) > kMostSmallPixels) {
        ++factor;
    }
    return factor;
}

PictureSize small_size(PictureSize size) {
    const int factor = shrink_factor(size);
    return {size.width / factor, size.height / factor};
}

void shrink(const LumaView& picture, SmallLuma& out) {
    const int factor = shrink_factor({picture.width, picture.height});
    const int width = picture.width / factor;
    const int height = picture.height / factor;
    if (!out.same_size(width, height)) {
        out = SmallLuma(width, height);
    }
    std::vector<std::uint16_t> columns(static_cast<std::size_t>(width) *
                                       static_cast<std::size_t>(factor));
    for (int y = 0; y < height; ++y) {
        sum_rows(picture, y * factor, factor, columns);
        sum_columns_of(columns, factor, out.row(y), width);
    }
}

}  // namespace porchlight::motion
