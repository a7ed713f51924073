// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/blobs.hpp"

#include <vector>

namespace porchlight::motion {

/// Something followed from picture to picture until it proves to be an object: it stays in sight,
/// keeps moving, and gets somewhere. Rain drops and insects do not stay, leaves get nowhere, clock
/// digits and lights do not keep moving.
struct Object {
    Box box;
    Box first_box;
    MediaTime first_seen;
    MediaTime last_seen;
    MediaTime last_moved;      ///< When a good part of it moved.
    MediaTime last_stirred;    ///< When anything in it moved.
    MediaTime last_travelled;  ///< When it was last away from where it had been.
    float anchor_x = 0;        ///< Where its middle was lately (follows slowly).
    float anchor_y = 0;
    float speed_x = 0;  ///< Small pixels a second.
    float speed_y = 0;
    float path = 0;       ///< Length of the way its middle went, small pixels.
    float travel = 0;     ///< Farthest from where it was first seen, small pixels.
    float unrest = 0;     ///< How restless its surroundings are (0..1), mean over its life.
    float strength = 0;   ///< Changed pixels weighted by contrast, smoothed over some pictures.
    float own_edges = 1;  ///< As Blob's, last picture.
    float area = 0;       ///< Changed pixels, last picture.
    float contrast = 0;   ///< As Blob's, last picture.
    float sharpness = 0;  ///< As Blob's, smoothed over some pictures.
    float jumps = 0;  ///< Sightings whose box did not go on smoothly; one side alone counts half.
    int sightings = 0;
    int movements = 0;  ///< Sightings with pixels moving inside.
    bool confirmed = false;
    std::vector<int> cells;  ///< Cells it covers now.
};

/// Whether a blob seen after a pause may be this moving object, by its weight and because it moved.
[[nodiscard]] bool is_same_after_pause(const Object& object, const Blob& blob);

/// How near an object is to being believed, 0 to 1: the least of how long it was seen, how far it
/// got and how strong it is against what each asks for. 1 exactly when it is confirmed. For people
/// to look at; what decides is Objects::update.
[[nodiscard]] double nearness(const Object& object, float caution, float least_strength);

/// Follows blobs. Strand-bound like its owner.
class Objects {
  public:
    /// @param blobs   Blobs that may be things, of one picture.
    /// @param unrest  How often each cell changed lately without an object (0..1).
    /// @param caution Multiplies the travel asked for; above 1 while little is known yet.
    void update(const std::vector<Blob>& blobs, MediaTime now, const Grey& unrest, float caution);

    /// The picture's size in small pixels: a box that touches its rim may only have part in view.
    void set_frame(float width, float height) { frame_ = {0, 0, width, height}; }

    /// Least strength that is believed: clearly more than the candidates that lately came to
    /// nothing.
    [[nodiscard]] float least_strength() const;

    /// Forgets all objects that are not confirmed.
    void drop_candidates();
    void clear() { objects_.clear(); }

    [[nodiscard]] const std::vector<Object>& all() const { return objects_; }
    [[nodiscard]] std::vector<Object>& all() { return objects_; }

  private:
    struct Failed {
        MediaTime when;
        float strength = 0;
    };

    void bridge(const std::vector<Blob>& blobs, std::vector<bool>& taken, MediaTime now);
    void note_failures(MediaTime now);
    std::vector<Object> objects_;
    std::vector<Failed> failed_;
    MediaTime last_;
    Box frame_;
};

}  // namespace porchlight::motion
