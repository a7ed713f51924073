// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/timetable.hpp"

#include "sources/scene/noise.hpp"
#include "sources/scene/ways.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace porchlight::sources::scene {
namespace {

/// No appearance is longer, so that a look back this far finds everybody who is still there.
constexpr Seconds kLongest = 75;
constexpr int kErrands = 6;

// Each kind throws its own dice.
constexpr std::uint64_t kPeople = 1;
constexpr std::uint64_t kCats = 2;
constexpr std::uint64_t kCars = 3;
constexpr std::uint64_t kLights = 4;
constexpr std::uint64_t kBugs = 5;
constexpr std::uint64_t kVisitors = 6;

struct Rhythm {
    Seconds often, sometimes;

    [[nodiscard]] Seconds of(Amount amount) const {
        return amount == Amount::Often ? often : sometimes;
    }
};
constexpr Rhythm kPeopleRhythm{44, 210};
constexpr Rhythm kCatRhythm{60, 170};
constexpr Rhythm kCarRhythm{17, 95};
constexpr Rhythm kLightsRhythm{25, 80};
constexpr Rhythm kBugRhythm{20, 70};

Seconds slot_begin(std::int64_t slot, Seconds period, Dice& dice) {
    return (static_cast<Seconds>(slot) + static_cast<Seconds>(dice.between(0.05F, 0.3F))) * period;
}

/// The errands of six visits in a row: all six, shuffled, but a delivery comes before the
/// home-comer who takes the parcel in. The very first visitor brings a parcel.
Errand errand_of(std::uint64_t seed, std::int64_t slot) {
    std::array<Errand, kErrands> order{Errand::Deliver,   Errand::Visit,    Errand::ComeHome,
                                       Errand::LeaveHome, Errand::PassNear, Errand::PassFar};
    const std::int64_t group = slot / kErrands;
    Dice dice(hash(seed, kPeople, static_cast<std::uint64_t>(group) + 1000));
    for (int i = kErrands - 1; i > 0; --i) {
        std::swap(order.at(static_cast<std::size_t>(i)),
                  order.at(static_cast<std::size_t>(dice.below(i + 1))));
    }
    const auto deliver = std::ranges::find(order, Errand::Deliver);
    if (group == 0) {
        std::iter_swap(deliver, order.begin());
    } else if (const auto home = std::ranges::find(order, Errand::ComeHome); home < deliver) {
        std::iter_swap(deliver, home);
    }
    return order.at(static_cast<std::size_t>(slot % kErrands));
}

float way_length(const std::vector<Stop>& way) {
    float sum = 0;
    for (std::size_t i = 1; i < way.size(); ++i) {
        sum += length(way[i].at - way[i - 1].at);
    }
    return sum;
}

Seconds way_seconds(const Appearance& actor) {
    Seconds sum = static_cast<Seconds>(way_length(actor.way) / actor.speed);
    for (const Stop& stop : actor.way) {
        sum += static_cast<Seconds>(stop.wait);
    }
    return sum;
}

/// When the actor comes to the first stop at which it waits.
Seconds first_wait(const Appearance& actor) {
    float walked = 0;
    for (std::size_t i = 1; i < actor.way.size(); ++i) {
        walked += length(actor.way[i].at - actor.way[i - 1].at);
        if (actor.way[i].wait > 0) {
            break;
        }
    }
    return actor.begin + static_cast<Seconds>(walked / actor.speed);
}

struct Progress {
    Vec3 at;
    float walked = 0;
    float waited = -1;  ///< seconds into the wait at a stop, or negative while walking
};

Progress along(const Appearance& actor, Seconds t) {
    auto left = static_cast<float>(std::clamp(t - actor.begin, 0.0, actor.end - actor.begin));
    float walked = 0;
    for (std::size_t i = 1; i < actor.way.size(); ++i) {
        const Vec3 from = actor.way[i - 1].at;
        const float leg = length(actor.way[i].at - from);
        const float seconds = leg / actor.speed;
        if (left < seconds) {
            return {mix(from, actor.way[i].at, left / seconds), walked + left * actor.speed, -1};
        }
        left -= seconds;
        walked += leg;
        if (left < actor.way[i].wait) {
            return {actor.way[i].at, walked, left};
        }
        left -= actor.way[i].wait;
    }
    return {actor.way.back().at, walked, -1};
}

/// Corners are rounded by looking a little back and ahead.
Vec3 smooth_at(const Appearance& actor, Seconds t) {
    return (along(actor, t - 0.3).at + along(actor, t).at + along(actor, t + 0.3).at) * (1.0F / 3);
}

/// 1 in the middle of a span of the wait, easing in and out.
float during(float waited, float from, float until) {
    return smoothstep(from, from + 0.5F, waited) * (1 - smoothstep(until - 0.5F, until, waited));
}

/// Which way the actor looks: where it goes, and to the camera while it waits.
Vec3 heading_at(const Appearance& actor, Seconds t) {
    const Vec3 way = smooth_at(actor, t + 0.22) - smooth_at(actor, t - 0.22);
    const float pace = length(way) / (0.44F * actor.speed);
    const Vec3 to_camera{0.12F, 0, -1};
    const float still = 1 - smoothstep(0.05F, 0.5F, pace);
    const Vec3 going = way * (1 / std::max(length(way), 1e-4F));
    const Vec3 heading = mix(going, to_camera, along(actor, t).waited >= 0 ? still : 0.0F);
    return heading * (1 / std::max(length(heading), 1e-3F));
}

void add_gestures(const Appearance& actor, Seconds t, float waited, Pose& pose) {
    if (actor.parcel_down >= 0) {
        pose.carry = 1 - smoothstep(0.0F, 0.6F, static_cast<float>(t - actor.parcel_down));
        pose.stoop = during(waited, 0.3F, 2.1F);
        pose.reach = during(waited, 2.2F, 3.5F);
    } else if (actor.parcel_up >= 0) {
        pose.carry = smoothstep(-0.5F, 0.1F, static_cast<float>(t - actor.parcel_up));
        pose.stoop = during(waited, 0.1F, 1.8F);
    } else if (actor.kind == ActorKind::Person && waited >= 0) {
        pose.reach = during(waited, 0.4F, 1.9F);
    }
}

template <typename Make>
void collect(Seconds from, Seconds until, Seconds period, std::vector<Appearance>& found,
             Make make) {
    const auto first = static_cast<std::int64_t>(std::floor((from - kLongest) / period));
    for (std::int64_t slot = std::max<std::int64_t>(first, 0);
         static_cast<Seconds>(slot) * period < until; ++slot) {
        Appearance actor = make(slot);
        if (!actor.way.empty() && actor.end > from && actor.begin < until) {
            found.push_back(std::move(actor));
        }
    }
}

void collect(Seconds from, Seconds until, Seconds period, Disturbance::Kind kind,
             std::uint64_t seed, std::vector<Disturbance>& found) {
    const bool lights = kind == Disturbance::Kind::Headlights;
    const auto first = static_cast<std::int64_t>(std::floor((from - kLongest) / period));
    for (std::int64_t slot = std::max<std::int64_t>(first, 0);
         static_cast<Seconds>(slot) * period < until; ++slot) {
        Dice dice(hash(seed, lights ? kLights : kBugs, static_cast<std::uint64_t>(slot)));
        const Seconds begin =
            (static_cast<Seconds>(slot) + static_cast<Seconds>(dice.between(0.4F, 0.8F))) * period;
        const Seconds lasts = lights ? static_cast<Seconds>(dice.between(2.2F, 3.6F))
                                     : static_cast<Seconds>(dice.between(3, 9));
        if (begin + lasts > from && begin < until) {
            found.push_back({kind, dice.next(), begin, begin + lasts});
        }
    }
}

}  // namespace

std::string_view to_string(ActorKind kind) {
    switch (kind) {
        case ActorKind::Person:
            return "person";
        case ActorKind::Cat:
            return "cat";
        case ActorKind::Car:
            break;
    }
    return "vehicle";
}

void Visitors::send(Place place, Seconds at) {
    // They come from beyond the edge of the picture.
    constexpr Seconds kOnTheWay = 4;
    constexpr std::size_t kMostKept = 16;
    const std::lock_guard lock(mutex_);
    Dice dice(hash(kPeople, ++count_, kVisitors));
    Appearance actor{.kind = ActorKind::Person, .seed = dice.next(), .way = {}};
    actor.begin = at - kOnTheWay;
    actor.speed = dice.between(1.3F, 1.6F);
    actor.way = person_way(place, Errand::Visit, dice);
    actor.end = actor.begin + way_seconds(actor);
    sent_.push_back(std::move(actor));
    if (sent_.size() > kMostKept) {
        sent_.erase(sent_.begin());
    }
}

std::vector<Appearance> Visitors::between(Seconds from, Seconds until) const {
    const std::lock_guard lock(mutex_);
    std::vector<Appearance> found;
    std::ranges::copy_if(sent_, std::back_inserter(found), [&](const Appearance& actor) {
        return actor.end > from && actor.begin < until;
    });
    return found;
}

Appearance Timetable::person_in_slot(std::int64_t slot) const {
    Dice dice(hash(options_.seed, kPeople, static_cast<std::uint64_t>(slot)));
    const Errand errand = errand_of(options_.seed, slot);
    Appearance actor{.kind = ActorKind::Person, .seed = dice.next(), .way = {}};
    actor.begin = slot == 0 ? 3 : slot_begin(slot, kPeopleRhythm.of(options_.people), dice);
    actor.speed = dice.between(1.3F, 1.6F);
    actor.dress = errand == Errand::Deliver ? Dress::Courier : Dress::Plain;
    actor.way = person_way(options_.place, errand, dice);
    actor.end = actor.begin + way_seconds(actor);
    if (errand == Errand::Deliver) {
        actor.parcel_down = first_wait(actor) + 1.2;
    }
    if (errand == Errand::ComeHome) {
        actor.parcel_up = first_wait(actor) + 0.9;
    }
    return actor;
}

Appearance Timetable::cat_in_slot(std::int64_t slot) const {
    Dice dice(hash(options_.seed, kCats, static_cast<std::uint64_t>(slot)));
    Appearance actor{.kind = ActorKind::Cat, .seed = dice.next(), .way = {}};
    actor.begin = slot_begin(slot, kCatRhythm.of(options_.cats), dice) + 20;
    actor.speed = dice.between(0.65F, 0.95F);
    actor.way = cat_way(options_.place, dice);
    actor.end = actor.begin + way_seconds(actor);
    return actor;
}

Appearance Timetable::car_in_slot(std::int64_t slot) const {
    Dice dice(hash(options_.seed, kCars, static_cast<std::uint64_t>(slot)));
    Appearance actor{.kind = ActorKind::Car, .seed = dice.next(), .way = {}};
    actor.begin = slot_begin(slot, kCarRhythm.of(options_.cars), dice) + 25;
    actor.speed = dice.between(7.5F, 11);
    actor.way = car_way(options_.place, dice);
    actor.end = actor.begin + (actor.way.empty() ? 0 : way_seconds(actor));
    return actor;
}

std::vector<Appearance> Timetable::appearances(Seconds from, Seconds until) const {
    std::vector<Appearance> found;
    if (options_.people != Amount::Never) {
        collect(from, until, kPeopleRhythm.of(options_.people), found,
                [this](std::int64_t slot) { return person_in_slot(slot); });
    }
    if (options_.cats != Amount::Never) {
        collect(from, until, kCatRhythm.of(options_.cats), found,
                [this](std::int64_t slot) { return cat_in_slot(slot); });
    }
    if (options_.cars != Amount::Never) {
        collect(from, until, kCarRhythm.of(options_.cars), found,
                [this](std::int64_t slot) { return car_in_slot(slot); });
    }
    if (visitors_) {
        std::ranges::move(visitors_->between(from, until), std::back_inserter(found));
    }
    std::ranges::sort(found, {}, &Appearance::begin);
    return found;
}

std::vector<Disturbance> Timetable::disturbances(Seconds from, Seconds until) const {
    std::vector<Disturbance> found;
    if (options_.headlights != Amount::Never) {
        collect(from, until, kLightsRhythm.of(options_.headlights), Disturbance::Kind::Headlights,
                options_.seed, found);
    }
    if (options_.insects != Amount::Never) {
        collect(from, until, kBugRhythm.of(options_.insects), Disturbance::Kind::Insects,
                options_.seed, found);
    }
    return found;
}

std::vector<ParcelStay> Timetable::parcels(Seconds from, Seconds until) const {
    std::vector<ParcelStay> found;
    if (options_.people == Amount::Never) {
        return found;
    }
    const Seconds period = kPeopleRhythm.of(options_.people);
    const auto group_of = [period](Seconds t) {
        return static_cast<std::int64_t>(std::max(t, 0.0) / (period * kErrands));
    };
    // A parcel is taken in by a visitor of its own group, who may still be there when the next
    // begins.
    for (std::int64_t group = std::max<std::int64_t>(group_of(from) - 1, 0);
         group <= group_of(until); ++group) {
        ParcelStay stay;
        for (std::int64_t slot = group * kErrands; slot < (group + 1) * kErrands; ++slot) {
            const Errand errand = errand_of(options_.seed, slot);
            if (errand == Errand::Deliver) {
                stay.from = person_in_slot(slot).parcel_down;
            } else if (errand == Errand::ComeHome) {
                stay.until = person_in_slot(slot).parcel_up;
            }
        }
        if (stay.until > from && stay.from < until) {
            found.push_back(stay);
        }
    }
    return found;
}

Pose pose_at(const Appearance& appearance, Place place, Seconds t) {
    const Progress now = along(appearance, t);
    const Vec3 where = smooth_at(appearance, t);
    const float moved = length(smooth_at(appearance, t + 0.15) - smooth_at(appearance, t - 0.15));
    Pose pose{.foot = {where.x, ground_height(place, where.x, where.z), where.z},
              .heading = heading_at(appearance, t),
              .walked = now.walked,
              .walking = smoothstep(0.1F, 0.8F, moved / (0.3F * appearance.speed)),
              .seconds = static_cast<float>(std::fmod(t, 600.0))};
    add_gestures(appearance, t, now.waited, pose);
    return pose;
}

Vec3 parcel_spot(Place place) {
    return place == Place::Porch ? Vec3{0.62F, 0, 3.98F} : Vec3{1.75F, 0, 5.2F};
}

}  // namespace porchlight::sources::scene
