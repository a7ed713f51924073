// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene.hpp"

#include "sources/scene/actors.hpp"
#include "sources/scene/light_plan.hpp"
#include "sources/scene/noise.hpp"
#include "sources/scene/stage.hpp"
#include "sources/scene/views.hpp"
#include "sources/scene/weather.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <list>
#include <map>
#include <utility>

namespace porchlight::sources::scene {
namespace {

constexpr Seconds kProbe = 0.1;
/// Below this share of the picture (a square of 1/28 of its height) nothing counts as seen.
constexpr float kSmallest = 1.0F / 784;
/// How far the infrared lamp reaches. A car brings its own light; anybody else farther off stays
/// unseen.
constexpr float kInfraredSight = 20;

Painting paint_place(const SceneOptions& options) {
    return options.place == Place::Porch ? paint_porch(options.size.width, options.size.height)
                                         : paint_yard(options.size.width, options.size.height);
}

/// Not every cell of the picture goes over at the same moment: with a whole picture one step darker
/// at once, dusk would tick.
float dusk_weight(float u, float v, float share) {
    const auto cell = [](float at) {
        return static_cast<std::uint64_t>(std::lround((at + 4) * 4096));
    };
    const float own = static_cast<float>(hash(cell(u), cell(v)) & 0xFFU) / 255;
    return clamp01(1.6F * share - 0.6F * own);
}

}  // namespace

struct Scene::State {
    State(const SceneOptions& wanted, LocalTime at, std::shared_ptr<const Visitors> visitors)
        : options(wanted),
          plan(wanted, at),
          timetable(wanted, std::move(visitors)),
          stage(paint_place(wanted), wanted.air),
          actors(stage, wanted.place) {}

    [[nodiscard]] std::uint64_t frame_seed(Seconds t, std::uint64_t purpose) const;
    const Backdrop& backdrop(const LightKey& key);
    const Grain& grain(float deviation);
    [[nodiscard]] const Disturbance* headlights_at(Seconds t,
                                                   const std::vector<Disturbance>& all) const;
    void draw_scenery(Seconds t, const Disturbance* sweep, YuvPicture& picture);
    void draw_moving(Seconds t, const Light& light, const Disturbance* sweep, YuvPicture& picture);
    void draw_air(Seconds t, const std::vector<Disturbance>& around, YuvPicture& picture) const;
    void draw_clock(Seconds t, YuvPicture& picture);
    [[nodiscard]] Light actor_light(const Appearance& actor, Seconds t, Light light,
                                    const Disturbance* sweep) const;
    [[nodiscard]] bool is_lit(const Appearance& actor, Seconds t) const;
    [[nodiscard]] bool visible(const PixelBox& box, const Appearance& actor, Seconds t) const;
    [[nodiscard]] std::optional<Box> clipped(const PixelBox& box) const;

    SceneOptions options;
    LightPlan plan;
    Timetable timetable;
    Stage stage;
    Actors actors;
    std::list<std::pair<LightKey, Backdrop>> backdrops;  ///< the latest first
    std::map<int, Grain> grains;
    TextArea text;
};

std::uint64_t Scene::State::frame_seed(Seconds t, std::uint64_t purpose) const {
    const auto frame = static_cast<std::int64_t>(std::llround(t * options.frame_rate));
    return hash(options.seed, static_cast<std::uint64_t>(frame), purpose);
}

const Backdrop& Scene::State::backdrop(const LightKey& key) {
    constexpr std::size_t kKept = 3;
    auto found = std::ranges::find(backdrops, key, &std::pair<LightKey, Backdrop>::first);
    if (found == backdrops.end()) {
        backdrops.emplace_front(key, stage.light_up(key.light(options.sky)));
        if (backdrops.size() > kKept) {
            backdrops.pop_back();
        }
    } else {
        backdrops.splice(backdrops.begin(), backdrops, found);
    }
    return backdrops.front().second;
}

const Grain& Scene::State::grain(float deviation) {
    const int key = static_cast<int>(std::lround(deviation * 10));
    return grains.try_emplace(key, static_cast<float>(key) / 10).first->second;
}

const Disturbance* Scene::State::headlights_at(Seconds t,
                                               const std::vector<Disturbance>& all) const {
    const auto found = std::ranges::find_if(all, [t](const Disturbance& d) {
        return d.kind == Disturbance::Kind::Headlights && t >= d.begin && t < d.end;
    });
    const bool dark = plan.light_at(t).ambient.y < 0.15F;
    return dark && found != all.end() ? &*found : nullptr;
}

void Scene::State::draw_scenery(Seconds t, const Disturbance* sweep, YuvPicture& picture) {
    const Lighting lighting = plan.lighting_at(t);
    LightKey other = lighting.until;
    const bool clouds = options.sky == Sky::Clouds && lighting.from.light(options.sky).sun.y > 0.1F;
    if (sweep != nullptr || clouds) {
        other = lighting.from;
        other.extra = sweep != nullptr ? LightKey::Extra::Headlights : LightKey::Extra::CloudShadow;
    }
    if (other == lighting.from) {
        picture = backdrop(lighting.from).picture;
        return;
    }
    const auto weight = [&](float u, float v) {
        if (sweep != nullptr) {
            return headlight_beam(*sweep, u, v, t);
        }
        return clouds ? 1 - cloud_light(u, v, t, options.seed) : dusk_weight(u, v, lighting.share);
    };
    const WeightGrid grid(picture.width, picture.height, weight);
    const YuvPicture& second = backdrop(other).picture;
    mix_pictures(backdrop(lighting.from).picture, second, grid, picture);
}

Light Scene::State::actor_light(const Appearance& actor, Seconds t, Light light,
                                const Disturbance* sweep) const {
    const Pose pose = pose_at(actor, options.place, t);
    const Vec3 chest = pose.foot + Vec3{0, 1, 0};
    const float u = stage.view().u(chest);
    const float v = stage.view().v(chest);
    if (options.sky == Sky::Clouds) {
        light.sun = light.sun * cloud_light(u, v, t, options.seed);
    }
    if (sweep != nullptr) {
        light.headlight = headlight_beam(*sweep, u, v, t);
    }
    return light;
}

void Scene::State::draw_moving(Seconds t, const Light& light, const Disturbance* sweep,
                               YuvPicture& picture) {
    std::vector<Appearance> here;
    for (Appearance& actor : timetable.appearances(t, t + kProbe)) {
        if (actor.is_on(t) && is_lit(actor, t)) {
            here.push_back(std::move(actor));
        }
    }
    std::ranges::sort(here, [&](const Appearance& a, const Appearance& b) {
        return pose_at(a, options.place, t).foot.z > pose_at(b, options.place, t).foot.z;
    });
    for (const Appearance& actor : here) {
        actors.draw_shadow(actor, t, actor_light(actor, t, light, sweep), picture);
    }
    const auto parcels = timetable.parcels(t, t + kProbe);
    const bool parcel = std::ranges::any_of(
        parcels, [t](const ParcelStay& p) { return t >= p.from && t < p.until; });
    const float gust = 0.65F + 0.35F * std::sin(static_cast<float>(std::fmod(t, 600.0)) * 0.37F);
    const auto& foliage = backdrop(plan.lighting_at(t).from).foliage;
    auto next_leaf = foliage.begin();
    const auto foliage_until = [&](float depth) {
        for (; next_leaf != foliage.end() && next_leaf->depth > depth; ++next_leaf) {
            lay_foliage(*next_leaf, stage.view(), t, gust, picture);
        }
    };
    bool parcel_drawn = !parcel;
    for (const Appearance& actor : here) {
        const float depth = pose_at(actor, options.place, t).foot.z;
        foliage_until(depth);
        if (!parcel_drawn && depth < parcel_spot(options.place).z) {
            actors.draw_parcel_at_rest(light, picture);
            parcel_drawn = true;
        }
        actors.draw(actor, t, actor_light(actor, t, light, sweep), picture);
    }
    foliage_until(0);
    if (!parcel_drawn) {
        actors.draw_parcel_at_rest(light, picture);
    }
}

void Scene::State::draw_air(Seconds t, const std::vector<Disturbance>& around,
                            YuvPicture& picture) const {
    if (options.sky == Sky::Rain) {
        draw_rain(picture, options.place == Place::Porch ? 0.84F : 1, frame_seed(t, 2));
    }
    for (const Disturbance& swarm : around) {
        if (swarm.kind == Disturbance::Kind::Insects && plan.is_infrared(t) && t >= swarm.begin &&
            t < swarm.end) {
            draw_insects(picture, swarm, t);
        }
    }
}

void Scene::State::draw_clock(Seconds t, YuvPicture& picture) {
    if (options.overlay == Overlay::None) {
        return;
    }
    const LocalTime now = plan.local_time(t);
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(midnight);
    const auto second = std::chrono::duration_cast<std::chrono::seconds>(now - midnight).count();
    std::array<char, 64> line{};
    const int length =
        std::snprintf(line.data(), line.size(), "%04d-%02u-%02u %02d:%02d:%02d  %s",
                      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()), static_cast<int>(second / 3600),
                      static_cast<int>(second / 60 % 60), static_cast<int>(second % 60),
                      options.place == Place::Porch ? "FRONT DOOR" : "BACK YARD");
    text = draw_text(picture, {line.data(), static_cast<std::size_t>(std::max(length, 0))});
}

std::optional<Box> Scene::State::clipped(const PixelBox& box) const {
    const Box inside{std::max(box.left, 0), std::max(box.top, 0),
                     std::min(box.right, options.size.width) - std::max(box.left, 0),
                     std::min(box.bottom, options.size.height) - std::max(box.top, 0)};
    if (inside.width <= 0 || inside.height <= 0) {
        return std::nullopt;
    }
    return inside;
}

bool Scene::State::is_lit(const Appearance& actor, Seconds t) const {
    return actor.kind == ActorKind::Car || !plan.is_infrared(t) ||
           pose_at(actor, options.place, t).foot.z < kInfraredSight;
}

bool Scene::State::visible(const PixelBox& box, const Appearance& actor, Seconds t) const {
    const auto inside = clipped(box);
    if (!inside) {
        return false;
    }
    const float unit = static_cast<float>(options.size.height);
    const bool large =
        static_cast<float>(inside->width * inside->height) >= kSmallest * unit * unit;
    return large && is_lit(actor, t);
}

Scene::Scene(const SceneOptions& options, LocalTime start, std::shared_ptr<const Visitors> visitors)
    : state_(std::make_unique<State>(options, start, std::move(visitors))) {}
Scene::~Scene() = default;
Scene::Scene(Scene&&) noexcept = default;

const SceneOptions& Scene::options() const {
    return state_->options;
}

void Scene::render(Seconds t, YuvPicture& picture) {
    State& s = *state_;
    if (picture.width != s.options.size.width || picture.height != s.options.size.height) {
        picture = YuvPicture(s.options.size.width, s.options.size.height);
    }
    const auto around = s.timetable.disturbances(t, t + kProbe);
    const Disturbance* sweep = s.headlights_at(t, around);
    const Light light = s.plan.light_at(t);
    s.draw_scenery(t, sweep, picture);
    s.draw_moving(t, light, sweep, picture);
    s.draw_air(t, around, picture);
    s.grain(light.grain).add(picture, s.frame_seed(t, 1));
    s.draw_clock(t, picture);
}

void Scene::render_empty(Seconds t, YuvPicture& picture) {
    State& s = *state_;
    picture = s.backdrop(s.plan.lighting_at(t).from).picture;
}

std::vector<TruthEvent> Scene::truth(Seconds from, Seconds until) const {
    std::vector<TruthEvent> events;
    for (Appearance& actor : state_->timetable.appearances(from, until)) {
        TruthEvent event{-1, -1, actor.kind, {}};
        for (int probe = 0; actor.begin + probe * kProbe < actor.end; ++probe) {
            const Seconds t = actor.begin + probe * kProbe;
            if (state_->visible(state_->actors.box_of(actor, t), actor, t)) {
                event.start = event.start < 0 ? t : event.start;
                event.end = t + kProbe;
            }
        }
        if (event.start >= 0 && event.end > from && event.start < until) {
            event.actor = std::move(actor);
            events.push_back(std::move(event));
        }
    }
    std::ranges::sort(events, {}, &TruthEvent::start);
    return events;
}

std::vector<Nuisance> Scene::nuisances(Seconds from, Seconds until) const {
    const State& s = *state_;
    std::vector<Nuisance> found;
    if (s.options.sky == Sky::Rain) {
        found.push_back({from, until, "rain"});
    }
    if (s.options.air == Air::Windy) {
        found.push_back({from, until, "wind_tree"});
    }
    if (s.options.sky == Sky::Clouds && s.plan.light_at(from).sun.y > 0.1F) {
        found.push_back({from, until, "cloud_shadow"});
    }
    const auto all = s.timetable.disturbances(from, until);
    for (const Disturbance& d : all) {
        const Seconds middle = (d.begin + d.end) / 2;
        if (d.kind == Disturbance::Kind::Headlights && s.headlights_at(middle, all) != nullptr) {
            found.push_back({d.begin, d.end, "headlights"});
        } else if (d.kind == Disturbance::Kind::Insects && s.plan.is_infrared(middle)) {
            found.push_back({d.begin, d.end, "insects"});
        }
    }
    for (int second = 0; from + second + 1 < until; ++second) {
        const Seconds t = from + second;
        if (s.plan.is_infrared(t) != s.plan.is_infrared(t + 1)) {
            found.push_back({t, t + 1, "ir_switch"});
        }
    }
    std::ranges::sort(found, {}, &Nuisance::start);
    return found;
}

std::optional<Box> Scene::box_at(const TruthEvent& event, Seconds t) const {
    if (!event.actor.is_on(t)) {
        return std::nullopt;
    }
    return state_->clipped(state_->actors.box_of(event.actor, t));
}

TextArea Scene::overlay_area() const {
    return state_->text;
}

}  // namespace porchlight::sources::scene
