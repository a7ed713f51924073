// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/canvas.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::sources::scene {

/// A piece of foliage cut out of the picture, so that the wind can move it.
struct Foliage {
    Canvas cutout;
    float depth = 10;
    float sway = 1;   ///< how far the strongest gust moves it, metres
    float phase = 0;  ///< so that no two pieces move together
};

/// A painted view: what stands still, and the foliage to lay over it.
struct Painting {
    Canvas still;
    std::vector<Foliage> foliage;
};

/// A heap of leaves: a crown, a bush or a stretch of hedge.
struct Leaves {
    Vec3 middle;
    float half_width = 1;
    float half_height = 1;
    float leaf = 0.16F;  ///< radius of one painted tuft, metres
    int tufts = 200;
    Color dark = paint(0x24421f);
    Color bright = paint(0x80994c);
    std::uint64_t seed = 1;
    bool square = false;  ///< a clipped hedge instead of a round heap
};

void paint_leaves(Canvas& canvas, const Leaves& leaves);

/// A round heap of leaves as a cut-out of the picture that the wind may move.
Foliage cut_leaves(const Canvas& picture, const Leaves& leaves, float sway);

void paint_sky(Canvas& canvas, std::uint32_t seed);

/// A far line of tree tops; `height` is of the highest, metres.
void paint_treeline(Canvas& canvas, float z, float height, Color color, std::uint32_t seed);

struct House {
    float x = 0, z = 30, ground = 0;
    float width = 9, wall = 3, roof = 3;
    Color walls = paint(0xe9e1cf);
    Color tiles = paint(0x6a5148);
    Color door = paint(0x7b2d26);
    std::uint64_t seed = 1;
};

void paint_house(Canvas& canvas, const House& house);

struct Window {
    float x = 0, y = 0;  ///< middle
    float half_width = 0.5F, half_height = 0.6F;
    Color light = {1.0F, 0.50F, 0.14F};  ///< what shines through after dark
};

void paint_window(Canvas& canvas, float z, const Window& window);

/// A trunk from the ground to `top`.
void paint_trunk(Canvas& canvas, Vec3 foot, float top, float radius);

/// Lawn colour at a point, mown in faint stripes.
Color grass(float x, float z);

/// An upright board or post with soft shading across; `sun` is how much light its face gets.
void paint_post(Canvas& canvas, float z, float x, float half_width, float low, float high,
                Color color, float sun);

/// A level board: a rail, a beam; lighter at its upper edge.
void paint_beam(Canvas& canvas, float z, float left, float right, float low, float high,
                Color color, float sun);

/// A crown of foliage that stands too far away to be seen moving.
void paint_far_tree(Canvas& canvas, Vec3 foot, float height, float width, Color bright,
                    std::uint64_t seed);

/// A tree's shadow on the ground: 1 in full sun.
float dappled_sun(float x, float z, Vec3 crown, float radius, std::uint32_t seed);

}  // namespace porchlight::sources::scene
