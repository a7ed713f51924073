// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/light_plan.hpp"
#include "sources/scene/overlay.hpp"
#include "sources/scene/picture.hpp"
#include "sources/scene/scene_options.hpp"
#include "sources/scene/timetable.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::sources::scene {

/// An area of the picture in pixels.
struct Box {
    int left = 0, top = 0, width = 0, height = 0;
};

/// Something that moves through the picture and that an owner may want to hear of.
struct TruthEvent {
    Seconds start = 0, end = 0;  ///< first and last moment at which it can be seen
    ActorKind kind = ActorKind::Person;
    Appearance actor;
};

/// A time in which the picture changes without such an event. `what` as in the labelled test
/// videos: rain, wind_tree, cloud_shadow, headlights, insects, light_change, ir_switch.
struct Nuisance {
    Seconds start = 0, end = 0;
    std::string what;
};

/// A synthetic camera's picture and what is true about it.
///
/// Any moment can be asked for, in any order: the same options, start and moment give the same
/// bytes on the same machine. What it keeps between calls (the painted scenery under the present
/// light) only saves time. Painting takes about a second for 1280x720, once. Thread-bound.
class Scene {
  public:
    /// @param start The local time at moment 0, unless the options name one.
    /// @param visitors May be null; those whom it is sent while it is drawn come as well.
    Scene(const SceneOptions& options, LocalTime start,
          std::shared_ptr<const Visitors> visitors = nullptr);
    ~Scene();
    Scene(Scene&&) noexcept;
    Scene& operator=(Scene&&) = delete;
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    [[nodiscard]] const SceneOptions& options() const;

    /// Draws the picture at moment t into `picture`, which takes the scene's size.
    void render(Seconds t, YuvPicture& picture);

    /// The same moment with nobody there and no nuisance, for comparison.
    void render_empty(Seconds t, YuvPicture& picture);

    /// Everything that can be seen moving between two moments, by start. What is too small, or too
    /// far from the infrared lamp, is left out here and from the quiet times.
    [[nodiscard]] std::vector<TruthEvent> truth(Seconds from, Seconds until) const;
    [[nodiscard]] std::vector<Nuisance> nuisances(Seconds from, Seconds until) const;

    /// Where an event's actor is at moment t, clipped to the picture; empty when out of it.
    [[nodiscard]] std::optional<Box> box_at(const TruthEvent& event, Seconds t) const;
    [[nodiscard]] TextArea overlay_area() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::sources::scene
