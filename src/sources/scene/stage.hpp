// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/lighting.hpp"
#include "sources/scene/picture.hpp"
#include "sources/scene/scenery.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace porchlight::sources::scene {

/// A painted surface in 12 bytes, so that a scene can be lit anew without painting it again.
struct PackedSurface {
    std::array<std::uint8_t, 3> albedo{}, glow{};
    std::uint8_t sun = 0, lamp = 0, gloss = 0, alpha = 0;
    std::uint16_t depth = 0;  ///< 60ths of a metre
};

/// A lit piece of foliage: its colours times its coverage, ready to be moved and laid over.
struct LitFoliage {
    PixelBox box;  ///< even
    float depth = 0, sway = 0, phase = 0;
    std::vector<std::uint8_t> y, u, v;  ///< above black, times coverage
    std::vector<std::uint8_t> cover, half_cover;
    std::vector<std::uint8_t> shown, half_shown;  ///< 0 where something nearer hides it, else 255
};

/// The standing picture under one light.
struct Backdrop {
    YuvPicture picture;
    std::vector<LitFoliage> foliage;  ///< empty when nothing sways
};

/// The scenery of one view at one size, and what it looks like under any light. Immutable.
class Stage {
  public:
    /// With Air::Calm the foliage becomes part of the standing picture.
    Stage(const Painting& painting, Air air);

    [[nodiscard]] const Projection& view() const { return view_; }
    [[nodiscard]] const StageMap& map() const { return map_; }
    [[nodiscard]] Backdrop light_up(const Light& light) const;
    /// How much sun and lamp light the ground at a place gets, 0 … 1.
    [[nodiscard]] float sun_at(Vec3 point) const;

  private:
    struct Piece {
        PixelBox box;
        float depth = 0, sway = 0, phase = 0;
        std::vector<PackedSurface> surfaces;
    };
    [[nodiscard]] Color shade_at(const PackedSurface& packed, const Light& light, int column,
                                 int row) const;
    void light_still(const Light& light, YuvPicture& picture) const;
    [[nodiscard]] LitFoliage light_piece(const Piece& piece, const Light& light) const;
    void light_chroma(const std::vector<Color>& colors, LitFoliage& lit) const;
    void hide_behind(LitFoliage& lit) const;
    void add_piece(const Foliage& foliage);
    void keep_foliage_still();

    Projection view_;
    StageMap map_;
    std::vector<PackedSurface> still_;
    std::vector<Piece> pieces_;
    Air air_;
};

/// Lays foliage over the picture, moved by the wind at `seconds`; gust 0 … 1.
void lay_foliage(const LitFoliage& foliage, const Projection& view, double seconds, float gust,
                 YuvPicture& picture);

}  // namespace porchlight::sources::scene
