// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/figure.hpp"

#include "sources/scene/noise.hpp"

#include <algorithm>
#include <array>
#include <numbers>

namespace porchlight::sources::scene {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;
constexpr float kStride = 0.82F;  ///< metres of a whole cycle (two steps), in body heights

struct Looks {
    float height;
    Color coat, trousers, skin, hair, shoes;
    bool long_hair;
    bool bag;
};

template <std::size_t N>
Color pick(const std::array<std::uint32_t, N>& colors, Dice& dice) {
    return paint(colors.at(static_cast<std::size_t>(dice.below(static_cast<int>(N)))));
}

Looks looks_of(std::uint64_t seed, Dress dress) {
    constexpr std::array<std::uint32_t, 8> kCoats{0xcf5245, 0x3a7ea3, 0xe2ab45, 0x6a9158,
                                                  0x8a5f92, 0xdc925f, 0x4a6488, 0xdcd5c6};
    constexpr std::array<std::uint32_t, 5> kTrousers{0x3e5273, 0x5d564f, 0x7d6b54, 0x4c5a68,
                                                     0x8a8274};
    constexpr std::array<std::uint32_t, 5> kSkins{0xf0c6a4, 0xe0aa82, 0xb97f58, 0x8d5a3c, 0xf5d3b8};
    constexpr std::array<std::uint32_t, 5> kHairs{0x3a2a1e, 0x6e4a2a, 0x1f1c1b, 0xb08a52, 0x8c8a86};
    Dice dice(seed);
    Looks looks{.height = dice.between(1.58F, 1.86F),
                .coat = pick(kCoats, dice),
                .trousers = pick(kTrousers, dice),
                .skin = pick(kSkins, dice),
                .hair = pick(kHairs, dice),
                .shoes = paint(0x2b2622),
                .long_hair = dice.below(2) == 0,
                .bag = dice.below(3) == 0};
    if (dress == Dress::Courier) {
        looks.coat = paint(0x3574a0);
        looks.trousers = paint(0x46525e);
        looks.long_hair = false;
        looks.bag = false;
    }
    return looks;
}

/// The body's own axes: forward, right, up.
struct Frame {
    Vec3 origin, forward, right;
    [[nodiscard]] Vec3 at(float ahead, float aside, float up) const {
        return origin + forward * ahead + right * aside + Vec3{0, up, 0};
    }
};

Frame frame_of(const Pose& pose) {
    return {pose.foot, pose.heading, {pose.heading.z, 0, -pose.heading.x}};
}

/// The joint between two bones that must meet: bends towards `bend`.
Vec3 joint(Vec3 from, Vec3 to, float upper, float lower, Vec3 bend) {
    const Vec3 line = to - from;
    const float reach = std::clamp(length(line), 0.01F, upper + lower - 0.001F);
    const float along = (upper * upper - lower * lower + reach * reach) / (2 * reach);
    const float out = std::sqrt(std::max(upper * upper - along * along, 0.0F));
    return from + line * (along / reach) + bend * out;
}

/// Foot relative to the hip's point on the ground: planted and sliding back for half the cycle,
/// then lifted and swung forward, so that shoes never skate.
Vec3 foot_path(float phase, float half_step, float lift) {
    const float cycle = phase / kTurn - std::floor(phase / kTurn);
    if (cycle < 0.5F) {
        return {half_step * (1 - 4 * cycle), 0, 0};
    }
    const float swing = (cycle - 0.5F) * 2;
    return {half_step * (2 * smoothstep(0, 1, swing) - 1), lift * std::sin(swing * kTurn / 2), 0};
}

struct Body {
    Frame frame;
    Looks looks;
    float h = 1, phase = 0, walking = 0, hip = 0, lean = 0;
};

void add_leg(const Body& body, float side, std::vector<Limb>& limbs) {
    const float h = body.h;
    const float phase = body.phase + (side > 0 ? 0 : kTurn / 2);
    const Vec3 step =
        foot_path(phase, 0.25F * kStride * h * body.walking, 0.085F * h * body.walking);
    const float aside = side * 0.052F * h;
    const Vec3 hip = body.frame.at(body.lean * -0.05F * h, aside, body.hip);
    const Vec3 ankle = body.frame.at(step.x, aside, step.y + 0.045F * h);
    const Vec3 knee = joint(hip, ankle, 0.245F * h, 0.245F * h, body.frame.forward);
    const float toe_lift = step.y * 0.5F;
    const Vec3 toe =
        body.frame.at(step.x + 0.095F * h, aside * 1.15F, step.y + 0.02F * h + toe_lift);
    const Vec3 heel = body.frame.at(step.x - 0.02F * h, aside, step.y + 0.024F * h);
    limbs.push_back({heel, toe, 0.027F * h, 0.021F * h, body.looks.shoes});
    limbs.push_back({knee, ankle, 0.041F * h, 0.029F * h, body.looks.trousers});
    limbs.push_back({hip, knee, 0.058F * h, 0.043F * h, body.looks.trousers});
}

void add_arm(const Body& body, const Pose& pose, float side, std::vector<Limb>& limbs) {
    const float h = body.h;
    const float swing = 0.5F * std::sin(body.phase + (side > 0 ? kTurn / 2 : 0)) * body.walking;
    const Vec3 shoulder = body.frame.at(body.lean * 0.22F * h, side * 0.1F * h,
                                        body.hip + 0.282F * h - body.lean * 0.1F * h);
    Vec3 hand = body.frame.at(
        body.lean * 0.22F * h + 0.26F * h * std::sin(swing) + 0.03F * h, side * 0.135F * h,
        body.hip + 0.285F * h - 0.30F * h * std::cos(swing) - body.lean * 0.1F * h);
    if (pose.carry > 0) {
        const Vec3 hold =
            body.frame.at(0.19F * h, side * 0.11F * h, body.hip + 0.05F * h - 0.3F * body.lean * h);
        hand = mix(hand, hold, pose.carry);
    }
    if (pose.reach > 0 && side > 0) {
        const Vec3 ring = body.frame.at(0.30F * h, side * 0.10F * h, body.hip + 0.25F * h);
        hand = mix(hand, ring, pose.reach);
    }
    const Vec3 down = Vec3{0, -0.8F, 0} - body.frame.forward * 0.6F;
    const Vec3 elbow = joint(shoulder, hand, 0.165F * h, 0.165F * h, down);
    limbs.push_back({elbow, hand, 0.031F * h, 0.023F * h, body.looks.coat * 0.96F});
    limbs.push_back({shoulder, elbow, 0.037F * h, 0.031F * h, body.looks.coat});
    limbs.push_back({hand, hand, 0.026F * h, 0.026F * h, body.looks.skin});
}

void add_torso(const Body& body, std::vector<Limb>& limbs) {
    const float h = body.h;
    const Vec3 hips = body.frame.at(-0.03F * h * body.lean, 0, body.hip + 0.01F * h);
    const Vec3 chest =
        body.frame.at(body.lean * 0.2F * h, 0, body.hip + 0.235F * h - body.lean * 0.09F * h);
    const Vec3 across = body.frame.right * (0.058F * h);
    const Color coat = body.looks.coat;
    for (const float side : {-1.0F, 1.0F}) {
        limbs.push_back(
            {hips + across * (0.5F * side), chest + across * side, 0.082F * h, 0.072F * h, coat});
    }
    limbs.push_back({hips, chest, 0.092F * h, 0.088F * h, coat});
    limbs.push_back({hips + Vec3{0, -0.035F * h, 0}, hips, 0.088F * h, 0.09F * h, coat * 0.9F});
    if (body.looks.bag) {
        const Vec3 back = body.frame.forward * (-0.10F * h);
        limbs.push_back({hips + back + Vec3{0, 0.06F * h, 0}, chest + back, 0.075F * h, 0.07F * h,
                         paint(0x3f5145)});
    }
}

void add_head(const Body& body, float nod, Dress dress, std::vector<Limb>& limbs) {
    const float h = body.h;
    const float ahead = body.lean * 0.28F * h;
    const float up = body.hip + 0.415F * h - body.lean * 0.12F * h;
    const Vec3 head = body.frame.at(ahead + 0.012F * h, nod * 0.008F * h, up);
    const Vec3 chin = body.frame.at(ahead + 0.024F * h, 0, up - 0.035F * h);
    const Vec3 neck = body.frame.at(ahead * 0.8F, 0, up - 0.11F * h);
    limbs.push_back({neck, head, 0.035F * h, 0.035F * h, body.looks.skin * 0.86F});
    limbs.push_back({chin, head, 0.046F * h, 0.058F * h, body.looks.skin});
    const Vec3 nose = body.frame.at(ahead + 0.07F * h, 0, up - 0.014F * h);
    limbs.push_back({nose, nose, 0.011F * h, 0.011F * h, body.looks.skin * 0.97F});
    const Vec3 crown = body.frame.at(ahead - 0.012F * h, 0, up + 0.02F * h);
    const Vec3 nape =
        body.frame.at(ahead - 0.026F * h, 0, up - (body.looks.long_hair ? 0.085F : 0.02F) * h);
    limbs.push_back({crown, nape, 0.062F * h, 0.052F * h, body.looks.hair});
    const Color top = dress == Dress::Courier ? paint(0xd9822b) : body.looks.hair;
    for (const float side : {-1.0F, 1.0F}) {
        const Vec3 fringe = body.frame.at(ahead + 0.018F * h, side * 0.018F * h, up + 0.05F * h);
        limbs.push_back({fringe, crown + Vec3{0, 0.012F * h, 0}, 0.034F * h, 0.05F * h, top});
    }
    if (dress == Dress::Courier) {
        const Vec3 brim = body.frame.at(ahead + 0.082F * h, 0, up + 0.034F * h);
        const Vec3 half = body.frame.right * (0.03F * h);
        limbs.push_back({brim - half, brim + half, 0.0135F * h, 0.0135F * h, top * 0.62F});
    }
    for (const float side : {-1.0F, 1.0F}) {
        const Vec3 eye = body.frame.at(ahead + 0.068F * h, side * 0.023F * h, up + 0.002F * h);
        limbs.push_back({eye, eye, 0.0065F * h, 0.0065F * h, paint(0x2a211c)});
    }
}

void sort_far_first(std::vector<Limb>& limbs) {
    std::ranges::sort(limbs, [](const Limb& left, const Limb& right) {
        return left.a.z + left.b.z > right.a.z + right.b.z;
    });
}

void add_cat_leg(const Frame& frame, float ahead, float aside, float phase, float walking,
                 Color fur, std::vector<Limb>& limbs) {
    const Vec3 step = foot_path(phase, 0.075F * walking, 0.035F * walking);
    const Vec3 hip = frame.at(ahead, aside, 0.19F);
    const Vec3 paw = frame.at(ahead + step.x, aside, step.y + 0.018F);
    const Vec3 bend = frame.forward * (ahead > 0 ? -1.0F : 1.0F);
    const Vec3 knee = joint(hip, paw, 0.095F, 0.095F, bend);
    limbs.push_back({hip, knee, 0.038F, 0.026F, fur});
    limbs.push_back({knee, paw, 0.024F, 0.018F, fur});
    limbs.push_back({paw, paw + frame.forward * 0.025F, 0.018F, 0.016F, fur * 0.9F});
}

void add_cat_head(const Frame& frame, Color fur, float eyes, std::vector<Limb>& limbs) {
    const Vec3 head = frame.at(0.25F, 0, 0.29F);
    limbs.push_back({head, frame.at(0.29F, 0, 0.275F), 0.058F, 0.035F, fur});
    for (const float side : {-1.0F, 1.0F}) {
        limbs.push_back({frame.at(0.235F, side * 0.032F, 0.325F),
                         frame.at(0.23F, side * 0.042F, 0.375F), 0.024F, 0.004F, fur * 0.85F});
        const Vec3 eye = frame.at(0.30F, side * 0.024F, 0.302F);
        limbs.push_back({eye, eye, 0.0085F, 0.0085F, paint(0x3c4a22), eyes});
    }
}

}  // namespace

float person_height(std::uint64_t seed) {
    return looks_of(seed, Dress::Plain).height;
}

Vec3 parcel_in_arms(const Pose& pose, std::uint64_t seed) {
    const float h = person_height(seed);
    return frame_of(pose).at(0.22F * h, 0, (0.52F - 0.42F * pose.stoop) * h);
}

void person_limbs(const Pose& pose, std::uint64_t seed, Dress dress, std::vector<Limb>& limbs) {
    const Looks looks = looks_of(seed, dress);
    const float phase = pose.walked / (kStride * looks.height) * kTurn;
    const float breath = 0.002F * std::sin(pose.seconds * 1.9F);
    Body body{frame_of(pose), looks, looks.height, phase, pose.walking, 0, pose.stoop};
    body.hip = looks.height * (0.515F + breath + 0.012F * pose.walking * (std::cos(2 * phase) - 1) -
                               0.16F * pose.stoop);
    limbs.clear();
    for (const float side : {-1.0F, 1.0F}) {
        add_leg(body, side, limbs);
        add_arm(body, pose, side, limbs);
    }
    add_torso(body, limbs);
    add_head(body, std::sin(pose.seconds * 0.9F) * (1 - pose.walking), dress, limbs);
    sort_far_first(limbs);
}

void cat_limbs(const Pose& pose, std::uint64_t seed, float eyes, std::vector<Limb>& limbs) {
    constexpr std::array<std::uint32_t, 4> kFurs{0xc9803f, 0x6f6a66, 0x2f2c2b, 0xb9a893};
    Dice dice(seed);
    const Color fur = pick(kFurs, dice);
    const Frame frame = frame_of(pose);
    const float phase = pose.walked / 0.30F * kTurn;
    limbs.clear();
    for (const float side : {-1.0F, 1.0F}) {
        const float shift = side > 0 ? 0 : kTurn / 2;
        add_cat_leg(frame, 0.13F, side * 0.042F, phase + shift, pose.walking, fur, limbs);
        add_cat_leg(frame, -0.15F, side * 0.042F, phase + shift + kTurn / 4, pose.walking,
                    fur * 0.97F, limbs);
    }
    limbs.push_back({frame.at(-0.15F, 0, 0.215F), frame.at(0.02F, 0, 0.205F), 0.075F, 0.072F, fur});
    limbs.push_back({frame.at(0.02F, 0, 0.205F), frame.at(0.14F, 0, 0.22F), 0.074F, 0.07F, fur});
    limbs.push_back({frame.at(0.15F, 0, 0.235F), frame.at(0.23F, 0, 0.28F), 0.05F, 0.044F, fur});
    add_cat_head(frame, fur, eyes, limbs);
    const float wave = std::sin(pose.seconds * 2.3F) * 0.05F;
    limbs.push_back(
        {frame.at(-0.21F, 0, 0.235F), frame.at(-0.33F, wave, 0.33F), 0.024F, 0.021F, fur});
    limbs.push_back({frame.at(-0.33F, wave, 0.33F), frame.at(-0.36F, wave * 2, 0.47F), 0.021F,
                     0.016F, fur * 0.85F});
    sort_far_first(limbs);
}

}  // namespace porchlight::sources::scene
