// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/scenery.hpp"

namespace porchlight::sources::scene {

void paint_street_lamp(Canvas& canvas, Vec3 foot);
void paint_mailbox(Canvas& canvas, Vec3 foot);
/// A tuft of leaves with blossoms of one colour on it.
void paint_flowers(Canvas& canvas, Vec3 foot, std::uint64_t seed);
/// A clay pot, two feet tall with what grows in it.
void paint_pot(Canvas& canvas, Vec3 foot, Color petals);
/// A lantern that hangs from a rod; `at` is the middle of its glass.
void paint_lantern(Canvas& canvas, Vec3 at);
/// A crown of foliage in pieces that the wind may move.
void add_tree(Painting& painting, Vec3 crown, float size, std::uint64_t seed, Color dark,
              Color bright);

}  // namespace porchlight::sources::scene
