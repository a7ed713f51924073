// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/actors.hpp"

#include "sources/scene/vehicle.hpp"
#include "sources/scene/views.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::sources::scene {
namespace {

/// Things this much nearer than an actor's feet still do not hide it: shoes reach forward, and the
/// ground below them is nearer than they are.
constexpr float kDepthSlack = 0.4F;
constexpr float kNearest = 0.8F;

PixelBox unite(PixelBox a, PixelBox b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

PixelBox box_around(const StageMap& map, const Projection& view, Vec3 at, float radius) {
    const auto unit = static_cast<float>(map.height);
    const float z = std::max(at.z, kNearest);
    const float column = view.u({at.x, at.y, z}) * unit + static_cast<float>(map.width) / 2;
    const float row = view.v({at.x, at.y, z}) * unit;
    const float reach = radius * view.scale(z) * unit + 1;
    return {static_cast<int>(std::floor(column - reach)), static_cast<int>(std::floor(row - reach)),
            static_cast<int>(std::ceil(column + reach)) + 1,
            static_cast<int>(std::ceil(row + reach)) + 1};
}

/// Where the sun throws a point onto ground of height `ground`.
Vec3 shadow_of(Vec3 point, float ground, Vec3 sun_from) {
    return point - sun_from * ((point.y - ground) / sun_from.y) - Vec3{0, 0, 0};
}

}  // namespace

SpotLight Actors::spot_at(Vec3 foot, const Light& light) const {
    const Projection& view = stage_->view();
    const Vec3 lamp = (place_ == Place::Porch ? kPorchLamp : kYardLamp) - (foot + Vec3{0, 1, 0});
    const float u = view.u(foot + Vec3{0, 1, 0});
    const float v = view.v(foot + Vec3{0, 1, 0});
    return {.light = light,
            .sun = clamp01(stage_->sun_at(foot) / 0.75F),
            .lamp = 1 / (1 + dot(lamp, lamp) * 0.16F),
            .depth = foot.z,
            .infrared = light.infrared * infrared_reach(foot.z, u, v)};
}

void Actors::pose_limbs(const Appearance& actor, const Pose& pose, const Light& light) {
    if (actor.kind == ActorKind::Cat) {
        // Eyes throw the infrared lamp back when they look at the camera.
        const float shine = light.infrared > 0 && pose.heading.z < -0.2F ? 1.4F : 0;
        cat_limbs(pose, actor.seed, shine, limbs_);
    } else if (actor.kind == ActorKind::Person) {
        person_limbs(pose, actor.seed, actor.dress, limbs_);
    } else {
        // The four corners, for the box and the shadow.
        limbs_.clear();
        limbs_.push_back({pose.foot + Vec3{-kCarReach + 0.2F, 0.5F, 0},
                          pose.foot + Vec3{kCarReach - 0.2F, 0.5F, 0},
                          0.5F,
                          0.5F,
                          {}});
        limbs_.push_back({pose.foot + Vec3{-1.4F, kCarHeight - 0.5F, 0},
                          pose.foot + Vec3{1.4F, kCarHeight - 0.5F, 0},
                          0.45F,
                          0.45F,
                          {}});
    }
    std::erase_if(limbs_,
                  [](const Limb& limb) { return limb.a.z < kNearest || limb.b.z < kNearest; });
}

PixelBox Actors::limb_box() const {
    PixelBox box{1 << 20, 1 << 20, -(1 << 20), -(1 << 20)};
    for (const Limb& limb : limbs_) {
        box = unite(box, box_around(stage_->map(), stage_->view(), limb.a, limb.radius_a));
        box = unite(box, box_around(stage_->map(), stage_->view(), limb.b, limb.radius_b));
    }
    return box;
}

PixelBox Actors::box_of(const Appearance& actor, Seconds t) {
    pose_limbs(actor, pose_at(actor, place_, t), Light{});
    return limb_box();
}

void Actors::reset_tile(PixelBox box, const YuvPicture& picture) {
    tile_.reset(box, picture.width, picture.height, stage_->view());
}

void Actors::draw_shadow(const Appearance& actor, Seconds t, const Light& light,
                         YuvPicture& picture) {
    const Pose pose = pose_at(actor, place_, t);
    pose_limbs(actor, pose, light);
    const Projection& view = stage_->view();
    const float ground = pose.foot.y;
    const auto unit = static_cast<float>(picture.height);
    const float flat =
        (view.height - ground) / pose.foot.z;  // how a ground circle is foreshortened
    const float behind = pose.foot.z - 1.6F;
    const float half =
        actor.kind == ActorKind::Car ? 2.0F : (actor.kind == ActorKind::Cat ? 0.16F : 0.13F);
    const float depth =
        actor.kind == ActorKind::Car ? 0.75F : (actor.kind == ActorKind::Cat ? 0.1F : 0.2F);
    const float scale = view.scale(pose.foot.z) * unit;
    const auto column = [&](Vec3 p) {
        return view.u(p) * unit + static_cast<float>(picture.width) / 2;
    };

    const float radius = std::max(depth * scale * flat, 1.0F);
    const Vec3 foot = pose.foot;
    const float row = view.v(foot) * unit;
    const PixelBox contact{static_cast<int>(column(foot) - half * scale - 3 * radius),
                           static_cast<int>(row - 3 * radius),
                           static_cast<int>(column(foot) + half * scale + 3 * radius),
                           static_cast<int>(row + 3 * radius)};
    reset_tile(contact, picture);
    if (!tile_.empty()) {
        tile_.stamp(column(foot) - half * scale, row, radius * 0.5F, column(foot) + half * scale,
                    row, radius * 0.5F, radius * 1.6F);
        tile_.cast_shadow(picture, stage_->map(), behind, 0, light.infrared > 0 ? 0.2F : 0.42F);
    }
    const float strength = 0.62F * clamp01(light.sun.y * 1.6F);
    if (strength < 0.02F) {
        return;
    }
    const Vec3 far_corner = shadow_of(foot + Vec3{0, 1.9F, 0}, ground, light.sun_from);
    PixelBox box = unite(limb_box(), box_around(stage_->map(), view, far_corner, 0.5F));
    box.top = static_cast<int>(view.v({0, ground, std::max(far_corner.z, foot.z) + 0.8F}) * unit);
    reset_tile(box, picture);
    if (tile_.empty()) {
        return;
    }
    for (const Limb& limb : limbs_) {
        const Vec3 a = shadow_of(limb.a, ground, light.sun_from);
        const Vec3 b = shadow_of(limb.b, ground, light.sun_from);
        const float thin = std::max(0.65F * scale, 1.0F);
        tile_.stamp(column(a), view.v(a) * unit, limb.radius_a * thin, column(b), view.v(b) * unit,
                    limb.radius_b * thin, std::max(0.035F * scale, 1.2F));
    }
    tile_.cast_shadow(picture, stage_->map(), behind, strength, 0);
}

void Actors::draw(const Appearance& actor, Seconds t, const Light& light, YuvPicture& picture) {
    const Pose pose = pose_at(actor, place_, t);
    pose_limbs(actor, pose, light);
    if (limbs_.empty()) {
        return;
    }
    const SpotLight spot = spot_at(pose.foot, light);
    reset_tile(limb_box(), picture);
    if (tile_.empty()) {
        return;
    }
    if (actor.kind == ActorKind::Car) {
        draw_car(tile_, pose, actor.seed, spot);
    } else {
        for (const Limb& limb : limbs_) {
            tile_.draw(limb, spot);
        }
    }
    tile_.compose(picture, stage_->map(), pose.foot.z - kDepthSlack);
    const bool has_parcel =
        actor.parcel_down >= 0 ? pose.carry > 0.4F : (actor.parcel_up >= 0 && t >= actor.parcel_up);
    if (has_parcel) {
        draw_parcel_carried(actor, pose, spot, picture);
    }
}

void Actors::draw_parcel_carried(const Appearance& actor, const Pose& pose, const SpotLight& spot,
                                 YuvPicture& picture) {
    const Vec3 at = parcel_in_arms(pose, actor.seed);
    // A person who goes away from the camera hides what they carry.
    if (pose.heading.z > 0.45F) {
        return;
    }
    reset_tile(box_around(stage_->map(), stage_->view(), at + Vec3{0, 0.15F, 0}, 0.4F), picture);
    if (!tile_.empty()) {
        draw_parcel(tile_, at, stage_->view(), spot);
        tile_.compose(picture, stage_->map(), pose.foot.z - kDepthSlack);
    }
}

void Actors::draw_parcel_at_rest(const Light& light, YuvPicture& picture) {
    const Vec3 at = parcel_spot(place_);
    const SpotLight spot = spot_at(at, light);
    reset_tile(box_around(stage_->map(), stage_->view(), at + Vec3{0, 0.1F, 0}, 0.5F), picture);
    if (tile_.empty()) {
        return;
    }
    const auto unit = static_cast<float>(picture.height);
    const Projection& view = stage_->view();
    const float scale = view.scale(at.z) * unit;
    const auto column = [&](float x) {
        return view.u({x, at.y, at.z}) * unit + static_cast<float>(picture.width) / 2;
    };
    tile_.stamp(column(at.x - 0.14F), view.v(at) * unit, 0.07F * scale, column(at.x + 0.17F),
                view.v(at) * unit, 0.07F * scale, 0.12F * scale);
    tile_.cast_shadow(picture, stage_->map(), at.z - 1, 0, light.infrared > 0 ? 0.25F : 0.5F);
    reset_tile(tile_.box(), picture);
    draw_parcel(tile_, at, view, spot);
    tile_.compose(picture, stage_->map(), at.z - kDepthSlack);
}

}  // namespace porchlight::sources::scene
