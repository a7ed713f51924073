// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/stage.hpp"

#include "sources/scene/noise.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::sources::scene {
namespace {

constexpr float kGlowRange = 4;

std::uint8_t pack01(float v) {
    return static_cast<std::uint8_t>(std::lround(clamp01(v) * 255));
}
std::array<std::uint8_t, 3> pack(Color c) {
    return {pack01(std::sqrt(c.x)), pack01(std::sqrt(c.y)), pack01(std::sqrt(c.z))};
}
float unpack01(std::uint8_t v) {
    return static_cast<float>(v) / 255;
}
float square(float v) {
    return v * v;
}
Color unpack(const std::array<std::uint8_t, 3>& c) {
    return {square(unpack01(c[0])), square(unpack01(c[1])), square(unpack01(c[2]))};
}

PackedSurface pack(const Surface& s) {
    return {.albedo = pack(s.albedo),
            .glow = pack(s.glow * (1 / kGlowRange)),
            .sun = pack01(s.sun),
            .lamp = pack01(s.lamp),
            .gloss = pack01(s.gloss),
            .alpha = pack01(s.alpha),
            .depth = static_cast<std::uint16_t>(std::min(s.depth * 60, 60000.0F))};
}

float depth_of(const PackedSurface& s) {
    return static_cast<float>(s.depth) / 60;
}

Surface unpack(const PackedSurface& s) {
    return {.albedo = unpack(s.albedo),
            .glow = unpack(s.glow) * kGlowRange,
            .depth = depth_of(s) >= kSkyDepth - 1 ? kSkyDepth : depth_of(s),
            .sun = unpack01(s.sun),
            .lamp = unpack01(s.lamp),
            .gloss = unpack01(s.gloss),
            .alpha = unpack01(s.alpha)};
}

std::vector<PackedSurface> pack_all(std::span<const Surface> surfaces) {
    std::vector<PackedSurface> packed;
    packed.reserve(surfaces.size());
    for (const Surface& surface : surfaces) {
        packed.push_back(pack(surface));
    }
    return packed;
}

std::uint8_t to_byte(float v) {
    return static_cast<std::uint8_t>(std::clamp(v + 0.5F, 0.0F, 255.0F));
}

/// A fixed pattern of half a step hides the bands that eight bits show in a clear sky.
float dither(int column, int row) {
    return static_cast<float>(
               hash(static_cast<std::uint64_t>(column), static_cast<std::uint64_t>(row)) & 0xFFU) /
               255 -
           0.5F;
}

struct Chroma {
    float u, v;
};
Chroma chroma709(Color c) {
    const float luma = luma709(c.x, c.y, c.z);
    return {(c.z - luma) * (224 / 1.8556F), (c.x - luma) * (224 / 1.5748F)};
}

PixelBox even(PixelBox box, int width, int height) {
    return {box.left & ~1, box.top & ~1, std::min((box.right + 1) & ~1, width),
            std::min((box.bottom + 1) & ~1, height)};
}

}  // namespace

Stage::Stage(const Painting& painting, Air air)
    : view_(painting.still.view()), still_(pack_all(painting.still.surfaces())), air_(air) {
    map_.width = painting.still.width();
    map_.height = painting.still.height();
    map_.depth.reserve(still_.size());
    map_.sun.reserve(still_.size());
    for (const PackedSurface& surface : still_) {
        map_.depth.push_back(depth_of(surface));
        map_.sun.push_back(surface.sun);
    }
    for (const Foliage& foliage : painting.foliage) {
        add_piece(foliage);
    }
    if (air_ == Air::Calm) {
        keep_foliage_still();
    }
}

void Stage::add_piece(const Foliage& foliage) {
    const PixelBox inner = foliage.cutout.box();
    const PixelBox box = even(inner, map_.width, map_.height);
    if (box.right <= box.left || box.bottom <= box.top) {
        return;
    }
    Piece piece{box, foliage.depth, foliage.sway, foliage.phase, {}};
    const auto packed = pack_all(foliage.cutout.surfaces());
    const int width = box.right - box.left;
    piece.surfaces.resize(YuvPicture::pixels(width, box.bottom - box.top));
    for (int row = inner.top; row < inner.bottom; ++row) {
        const auto* from = &packed[YuvPicture::pixels(inner.right - inner.left, row - inner.top)];
        std::copy_n(from, inner.right - inner.left,
                    piece.surfaces.begin() + (row - box.top) * width + inner.left - box.left);
    }
    pieces_.push_back(std::move(piece));
}

/// Foliage that does not sway is part of what stands there, and hides actors behind it.
void Stage::keep_foliage_still() {
    for (const Piece& piece : pieces_) {
        const int width = piece.box.right - piece.box.left;
        for (std::size_t i = 0; i < piece.surfaces.size(); ++i) {
            const int column = piece.box.left + static_cast<int>(i) % width;
            const int row = piece.box.top + static_cast<int>(i) / width;
            float& depth =
                map_.depth[YuvPicture::pixels(map_.width, row) + static_cast<std::size_t>(column)];
            if (piece.surfaces[i].alpha > 127 && depth > piece.depth) {
                depth = piece.depth;
            }
        }
    }
}

Color Stage::shade_at(const PackedSurface& packed, const Light& light, int column, int row) const {
    const auto unit = static_cast<float>(map_.height);
    const float u = (static_cast<float>(column) + 0.5F - static_cast<float>(map_.width) / 2) / unit;
    const float v = (static_cast<float>(row) + 0.5F) / unit;
    return shade(unpack(packed), light, view_, u, v);
}

void Stage::light_still(const Light& light, YuvPicture& picture) const {
    std::vector<Chroma> sums(static_cast<std::size_t>(map_.width) / 2);
    for (int row = 0; row < map_.height; ++row) {
        const auto start = YuvPicture::pixels(map_.width, row);
        if (row % 2 == 0) {
            std::ranges::fill(sums, Chroma{0, 0});
        }
        for (int column = 0; column < map_.width; ++column) {
            const std::size_t i = start + static_cast<std::size_t>(column);
            const Color c = shade_at(still_[i], light, column, row);
            picture.y[i] = to_byte(16 + 219 * luma709(c.x, c.y, c.z) + dither(column, row));
            const Chroma chroma = chroma709(c);
            Chroma& sum = sums[static_cast<std::size_t>(column) / 2];
            sum = {sum.u + chroma.u, sum.v + chroma.v};
        }
        for (std::size_t i = 0; row % 2 == 1 && i < sums.size(); ++i) {
            const std::size_t half = YuvPicture::pixels(map_.width / 2, row / 2) + i;
            picture.u[half] =
                to_byte(128 + sums[i].u / 4 + dither(static_cast<int>(i), row) * 0.8F);
            picture.v[half] =
                to_byte(128 + sums[i].v / 4 + dither(static_cast<int>(i), row + 1) * 0.8F);
        }
    }
}

LitFoliage Stage::light_piece(const Piece& piece, const Light& light) const {
    const int width = piece.box.right - piece.box.left;
    LitFoliage lit;
    lit.box = piece.box;
    lit.depth = piece.depth;
    lit.sway = piece.sway;
    lit.phase = piece.phase;
    std::vector<Color> colors;
    colors.reserve(piece.surfaces.size());
    for (const PackedSurface& packed : piece.surfaces) {
        const int column = piece.box.left + static_cast<int>(colors.size()) % width;
        const int row = piece.box.top + static_cast<int>(colors.size()) / width;
        const float cover = unpack01(packed.alpha);
        const Color c = packed.alpha == 0 ? Color{} : shade_at(packed, light, column, row) * cover;
        colors.push_back(c);
        lit.cover.push_back(packed.alpha);
        lit.y.push_back(to_byte(16 * cover + 219 * luma709(c.x, c.y, c.z)));
    }
    light_chroma(colors, lit);
    hide_behind(lit);
    return lit;
}

void Stage::light_chroma(const std::vector<Color>& colors, LitFoliage& lit) const {
    const int width = lit.box.right - lit.box.left;
    const int height = lit.box.bottom - lit.box.top;
    for (int row = 0; row + 1 < height; row += 2) {
        for (int column = 0; column + 1 < width; column += 2) {
            const auto i = YuvPicture::at(width, row, column);
            const auto below = i + static_cast<std::size_t>(width);
            const Color mean =
                (colors[i] + colors[i + 1] + colors[below] + colors[below + 1]) * 0.25F;
            const int sum =
                lit.cover[i] + lit.cover[i + 1] + lit.cover[below] + lit.cover[below + 1];
            const float cover = static_cast<float>(sum) / 1020;
            const Chroma chroma = chroma709(mean);
            lit.half_cover.push_back(pack01(cover));
            lit.u.push_back(to_byte(128 * cover + chroma.u));
            lit.v.push_back(to_byte(128 * cover + chroma.v));
        }
    }
}

void Stage::hide_behind(LitFoliage& lit) const {
    for (int row = lit.box.top; row < lit.box.bottom; ++row) {
        for (int column = lit.box.left; column < lit.box.right; ++column) {
            const auto i = YuvPicture::pixels(map_.width, row) + static_cast<std::size_t>(column);
            const std::uint8_t shown = depth_of(still_[i]) > lit.depth ? 255 : 0;
            lit.shown.push_back(shown);
            if (row % 2 == 0 && column % 2 == 0) {
                lit.half_shown.push_back(shown);
            }
        }
    }
}

Backdrop Stage::light_up(const Light& light) const {
    Backdrop backdrop{YuvPicture(map_.width, map_.height), {}};
    light_still(light, backdrop.picture);
    for (const Piece& piece : pieces_) {
        backdrop.foliage.push_back(light_piece(piece, light));
    }
    if (air_ == Air::Calm) {
        for (const LitFoliage& foliage : backdrop.foliage) {
            lay_foliage(foliage, view_, 0, 0, backdrop.picture);
        }
        backdrop.foliage.clear();
    }
    return backdrop;
}

float Stage::sun_at(Vec3 point) const {
    const auto unit = static_cast<float>(map_.height);
    const int column = static_cast<int>(view_.u(point) * unit + static_cast<float>(map_.width) / 2);
    const int row = static_cast<int>(view_.v(point) * unit);
    float sum = 0;
    int seen = 0;
    // A few spots around the feet; where something nearer hides the ground, its light does not
    // count.
    for (const int dx : {-3, 0, 3}) {
        const int x = std::clamp(column + dx, 0, map_.width - 1);
        const int y = std::clamp(row, 0, map_.height - 1);
        const std::size_t i = YuvPicture::pixels(map_.width, y) + static_cast<std::size_t>(x);
        if (map_.depth[i] > point.z * 0.8F) {
            sum += unpack01(map_.sun[i]);
            ++seen;
        }
    }
    return seen == 0 ? 0.5F : sum / static_cast<float>(seen);
}

namespace {

/// One row of foliage on its way to a row of the picture.
struct LeafRow {
    const std::uint8_t* color;
    const std::uint8_t* cover;
    const std::uint8_t* shown;
    int width;
};

/// Lays a row over the picture, moved to the right by `shift` pixels, a fraction included. Sums fit
/// 16 bits, so that the loop handles eight pixels at once.
void lay_row(const LeafRow& leaf, float shift, std::uint8_t* out) {
    const auto whole = static_cast<int>(floor_of(shift));
    const auto part = static_cast<std::uint16_t>((shift - static_cast<float>(whole)) * 128);
    const auto rest = static_cast<std::uint16_t>(128 - part);
    const int last = std::min(leaf.width, leaf.width + whole);
    const std::uint8_t* color = leaf.color - whole;
    const std::uint8_t* cover = leaf.cover - whole;
    const std::uint8_t* shown = leaf.shown;
    for (int i = std::max(whole + 1, 0); i < last; ++i) {
        const auto a =
            static_cast<std::uint16_t>((cover[i] * rest + cover[i - 1] * part + 64) >> 7) &
            shown[i];
        const auto c =
            static_cast<std::uint16_t>((color[i] * rest + color[i - 1] * part + 64) >> 7) &
            shown[i];
        const auto kept = static_cast<std::uint16_t>(out[i] * (255 - a));
        const auto laid = static_cast<std::uint16_t>(((kept + 128 + (kept >> 8)) >> 8) + c);
        out[i] = static_cast<std::uint8_t>(std::min<std::uint16_t>(laid, 255));
    }
}

/// How far the wind moves a row to the right, as a share of the sway.
float row_lean(const LitFoliage& foliage, float t, float up, float y) {
    const float lean =
        std::sin(t * 1.9F + foliage.phase) + 0.5F * std::sin(t * 3.7F + foliage.phase * 2.3F);
    const float flutter =
        0.3F * std::sin(t * 7.3F + y * 55 + foliage.phase) + 0.2F * std::sin(t * 11.9F - y * 83);
    return 0.5F * ((0.5F + 0.5F * up) * lean + flutter);
}

}  // namespace

void lay_foliage(const LitFoliage& foliage, const Projection& view, double seconds, float gust,
                 YuvPicture& picture) {
    const int width = foliage.box.right - foliage.box.left;
    const int height = foliage.box.bottom - foliage.box.top;
    const auto unit = static_cast<float>(picture.height);
    const float pixels = view.scale(foliage.depth) * unit * foliage.sway * gust;
    const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
    for (int row = 0; row < height; ++row) {
        const float up = 1 - static_cast<float>(row) / static_cast<float>(height);
        const float shift =
            pixels == 0 ? 0 : pixels * row_lean(foliage, t, up, static_cast<float>(row) / unit);
        const auto from = YuvPicture::pixels(width, row);
        const auto to = YuvPicture::pixels(picture.width, foliage.box.top + row) +
                        static_cast<std::size_t>(foliage.box.left);
        lay_row({&foliage.y[from], &foliage.cover[from], &foliage.shown[from], width}, shift,
                &picture.y[to]);
        if (row % 2 == 0) {
            const auto half = YuvPicture::pixels(width / 2, row / 2);
            const auto half_to =
                YuvPicture::pixels(picture.width / 2, (foliage.box.top + row) / 2) +
                static_cast<std::size_t>(foliage.box.left / 2);
            const LeafRow u{&foliage.u[half], &foliage.half_cover[half], &foliage.half_shown[half],
                            width / 2};
            const LeafRow v{&foliage.v[half], &foliage.half_cover[half], &foliage.half_shown[half],
                            width / 2};
            lay_row(u, shift / 2, &picture.u[half_to]);
            lay_row(v, shift / 2, &picture.v[half_to]);
        }
    }
}

}  // namespace porchlight::sources::scene
