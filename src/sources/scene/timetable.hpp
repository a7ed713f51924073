// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/figure.hpp"
#include "sources/scene/scene_options.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace porchlight::sources::scene {

/// Seconds since the scene started.
using Seconds = double;

enum class ActorKind : std::uint8_t { Person, Cat, Car };

/// "person", "cat", "vehicle": the words of the labelled test videos.
[[nodiscard]] std::string_view to_string(ActorKind kind);

/// A point on the way of an actor, and what is done there.
struct Stop {
    Vec3 at;
    float wait = 0;  ///< seconds of standing
};

/// One actor's way through the picture, from its first moment to its last.
struct Appearance {
    ActorKind kind = ActorKind::Person;
    std::uint64_t seed = 0;
    Seconds begin = 0;
    Seconds end = 0;
    float speed = 1.4F;  ///< m/s
    Dress dress = Dress::Plain;
    std::vector<Stop> way;
    /// When a carried parcel is put down or picked up, in scene time; negative: no parcel.
    Seconds parcel_down = -1;
    Seconds parcel_up = -1;

    [[nodiscard]] bool is_on(Seconds t) const { return t >= begin && t < end; }
};

/// A nuisance that lasts a while: something changes, but nothing that an owner wants to hear of.
struct Disturbance {
    enum class Kind : std::uint8_t { Headlights, Insects };
    Kind kind = Kind::Headlights;
    std::uint64_t seed = 0;
    Seconds begin = 0;
    Seconds end = 0;
};

/// A parcel on the boards, from the moment it is put down until it is picked up.
struct ParcelStay {
    Seconds from = 0;
    Seconds until = 0;
};

/// People whom somebody sends into the picture while it runs, beside those of the timetable.
/// Thread-safe.
class Visitors {
  public:
    /// Somebody comes up to the camera and goes away again; on the way already at that moment.
    void send(Place place, Seconds at);
    /// Those between two moments.
    [[nodiscard]] std::vector<Appearance> between(Seconds from, Seconds until) const;

  private:
    mutable std::mutex mutex_;
    std::vector<Appearance> sent_;
    std::uint64_t count_ = 0;
};

/// Who comes when. Everything but the visitors follows from the seed and the time: any moment can
/// be asked for on its own. Immutable; thread-safe.
class Timetable {
  public:
    /// @param visitors  May be null.
    explicit Timetable(const SceneOptions& options,
                       std::shared_ptr<const Visitors> visitors = nullptr)
        : options_(options), visitors_(std::move(visitors)) {}

    /// Every actor between two moments, by the time of coming.
    [[nodiscard]] std::vector<Appearance> appearances(Seconds from, Seconds until) const;
    [[nodiscard]] std::vector<Disturbance> disturbances(Seconds from, Seconds until) const;
    [[nodiscard]] std::vector<ParcelStay> parcels(Seconds from, Seconds until) const;

  private:
    [[nodiscard]] Appearance person_in_slot(std::int64_t slot) const;
    [[nodiscard]] Appearance cat_in_slot(std::int64_t slot) const;
    [[nodiscard]] Appearance car_in_slot(std::int64_t slot) const;

    SceneOptions options_;
    std::shared_ptr<const Visitors> visitors_;
};

/// How an actor stands at a moment of its appearance.
[[nodiscard]] Pose pose_at(const Appearance& appearance, Place place, Seconds t);

/// Where a parcel is put down: its lower middle.
[[nodiscard]] Vec3 parcel_spot(Place place);

}  // namespace porchlight::sources::scene
