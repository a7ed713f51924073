// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/stage.hpp"
#include "sources/scene/tile.hpp"
#include "sources/scene/timetable.hpp"

#include <vector>

namespace porchlight::sources::scene {

/// Draws people, cats, cars and parcels onto a picture. Keeps its scratch memory from frame to
/// frame. Thread-bound.
class Actors {
  public:
    Actors(const Stage& stage, Place place) : stage_(&stage), place_(place) {}

    /// @param light The frame's light, its sun already lessened by clouds at the actor's place.
    void draw_shadow(const Appearance& actor, Seconds t, const Light& light, YuvPicture& picture);
    void draw(const Appearance& actor, Seconds t, const Light& light, YuvPicture& picture);
    void draw_parcel_at_rest(const Light& light, YuvPicture& picture);

    /// The pixels an actor may cover, not clipped.
    [[nodiscard]] PixelBox box_of(const Appearance& actor, Seconds t);

  private:
    void pose_limbs(const Appearance& actor, const Pose& pose, const Light& light);
    [[nodiscard]] PixelBox limb_box() const;
    [[nodiscard]] SpotLight spot_at(Vec3 foot, const Light& light) const;
    void draw_parcel_carried(const Appearance& actor, const Pose& pose, const SpotLight& spot,
                             YuvPicture& picture);
    void reset_tile(PixelBox box, const YuvPicture& picture);

    const Stage* stage_;
    Place place_;
    Tile tile_;
    std::vector<Limb> limbs_;
};

}  // namespace porchlight::sources::scene
