// SPDX-License-Identifier: Apache-2.0
#include "motion/objects.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace porchlight::motion {
namespace {

constexpr double kLostCandidate = 0.25;  // seconds
constexpr double kLostObject = 0.6;
constexpr double kLeastAge = 0.3;
constexpr int kLeastSightings = 4;
constexpr float kLeastTravel = 3.0F;
constexpr float kWild = 3.5F;   // own sizes a second above which only rain and insects move
constexpr float kPause = 1.0F;  // seconds
constexpr float kSameStrength = 0.4F;
constexpr float kUnmistakable = 40000;    // changed small pixels times grey levels
constexpr double kUnmistakableAge = 0.6;  // seconds
constexpr double kDoubtfulAge = 1.5;      // seconds
constexpr float kAnchorTime = 1.5F;
constexpr double kClutterTime = 20.0;
constexpr std::size_t kFewestFailed = 8;
constexpr std::ptrdiff_t kMostFailed = 200;
constexpr float kMostClutter = 2000.0F;
constexpr float kOverClutter = 1.3F;
constexpr double kRenewal = 8.0;  // seconds without travel after which it has to prove itself anew

Box predicted(const Object& object, float seconds) {
    const float dx = object.speed_x * seconds;
    const float dy = object.speed_y * seconds;
    return {object.box.left + dx, object.box.top + dy, object.box.right + dx,
            object.box.bottom + dy};
}

bool belongs(const Blob& blob, const Box& reach, float object_area) {
    return overlap(blob.box, reach) > 0.4F * std::min(blob.box.area(), object_area);
}

float distance(float x, float y) {
    return std::sqrt(x * x + y * y);
}

float mean_unrest(const std::vector<int>& cells, const Grey& unrest) {
    float sum = 0;
    for (const int cell : cells) {
        sum += unrest.values()[static_cast<std::size_t>(cell)];
    }
    return cells.empty() ? 0 : sum / static_cast<float>(cells.size());
}

// One side of a box.
struct Span {
    float low = 0;
    float high = 0;
    [[nodiscard]] float length() const { return high - low; }
    [[nodiscard]] float middle() const { return 0.5F * (low + high); }
};

Span across(const Box& box) {
    return {box.left, box.right};
}

Span along(const Box& box) {
    return {box.top, box.bottom};
}

float likeness(Span a, Span b) {
    const float both = std::min(a.high, b.high) - std::max(a.low, b.low);
    return both / std::max(1.0F, std::max(a.high, b.high) - std::min(a.low, b.low));
}

// Whether a side went on smoothly, rather than that parts joined or dropped off. Short sides are a
// matter of few pixels and cannot be as alike as long ones.
bool is_smooth(Span before, float expected_way, Span seen) {
    const Span expected{before.low + expected_way, before.high + expected_way};
    const float least = std::clamp(0.4F + 0.02F * before.length(), 0.5F, 0.75F);
    return std::max(likeness(seen, expected), likeness(seen, before)) > least;
}

// Where a side must have been first to have come as far as before, had it had today's length.
Span first_after_jump(Span first, Span before, Span seen) {
    const float net = before.middle() - first.middle();
    return {seen.low - net, seen.high - net};
}

void jump_across(Object& object, const Box& seen) {
    const Span first = first_after_jump(across(object.first_box), across(object.box), across(seen));
    object.first_box.left = first.low;
    object.first_box.right = first.high;
    object.anchor_x += seen.middle_x() - object.box.middle_x();
}

void jump_along(Object& object, const Box& seen) {
    const Span first = first_after_jump(along(object.first_box), along(object.box), along(seen));
    object.first_box.top = first.low;
    object.first_box.bottom = first.high;
    object.anchor_y += seen.middle_y() - object.box.middle_y();
}

// How far two opposite edges went the same way; an edge at the picture's rim says nothing.
float edges_travel(float first_low, float first_high, float low, float high, float rim) {
    const float low_way = low - first_low;
    const float high_way = high - first_high;
    const bool low_free = low > 0.5F && first_low > 0.5F;
    const bool high_free = high < rim - 0.5F && first_high < rim - 0.5F;
    if (!low_free || !high_free) {
        return low_free ? std::fabs(low_way) : (high_free ? std::fabs(high_way) : 0.0F);
    }
    return low_way * high_way > 0 ? std::min(std::fabs(low_way), std::fabs(high_way)) : 0.0F;
}

// A thing moves as a whole. Where only some of it moves (a tree's crown, a swelling patch of
// noise) its middle moves too, but counts half.
float travel_between(const Box& first, const Box& box, const Box& frame) {
    const float whole =
        distance(edges_travel(first.left, first.right, box.left, box.right, frame.right),
                 edges_travel(first.top, first.bottom, box.top, box.bottom, frame.bottom));
    const float middle =
        distance(box.middle_x() - first.middle_x(), box.middle_y() - first.middle_y());
    return std::max(whole, 0.5F * middle);
}

void follow(Object& object, const Blob& seen, float seconds, MediaTime now, const Box& frame) {
    float dx = seen.box.middle_x() - object.box.middle_x();
    float dy = seen.box.middle_y() - object.box.middle_y();
    const float keep = object.sightings > 1 ? 0.5F : 0.0F;
    if (is_smooth(across(object.box), object.speed_x * seconds, across(seen.box))) {
        object.speed_x = keep * object.speed_x + (1 - keep) * dx / seconds;
    } else {
        jump_across(object, seen.box);
        object.jumps += 0.5F;
        dx = 0;
    }
    if (is_smooth(along(object.box), object.speed_y * seconds, along(seen.box))) {
        object.speed_y = keep * object.speed_y + (1 - keep) * dy / seconds;
    } else {
        jump_along(object, seen.box);
        object.jumps += 0.5F;
        dy = 0;
    }
    object.path += distance(dx, dy);
    object.box = seen.box;
    object.last_seen = now;
    ++object.sightings;
    object.travel = std::max(object.travel, travel_between(object.first_box, seen.box, frame));
}

void note_movement(Object& object, const Blob& seen, MediaTime now) {
    if (seen.moving >= std::max(3, seen.area / 20)) {
        ++object.movements;
        object.last_moved = now;
    }
    if (seen.moving >= std::max(3, seen.area / 80)) {
        object.last_stirred = now;
    }
    const float strength = static_cast<float>(seen.area) * seen.contrast;
    object.strength += 0.34F * (strength - object.strength);
    object.own_edges = seen.own_edges;
    object.area = static_cast<float>(seen.area);
    object.contrast = seen.contrast;
    object.sharpness += 0.34F * (seen.sharpness - object.sharpness);
    object.cells = seen.cells;
}

float travel_needed(const Object& object, float caution) {
    const float size = std::sqrt(object.box.area());
    return caution * (kLeastTravel + 0.2F * size + object.unrest * (8.0F + 0.8F * size));
}

// So near is what may still turn out to be nothing.
constexpr float kNearest = 0.95F;

// Watches whether it still gets somewhere, or only fidgets where it is.
void note_travel(Object& object, float seconds, MediaTime now) {
    const float away =
        distance(object.box.middle_x() - object.anchor_x, object.box.middle_y() - object.anchor_y);
    if (away > travel_needed(object, 0.7F)) {
        object.last_travelled = now;
    }
    const float share = 1.0F - std::exp(-seconds / kAnchorTime);
    object.anchor_x += share * (object.box.middle_x() - object.anchor_x);
    object.anchor_y += share * (object.box.middle_y() - object.anchor_y);
}

bool is_proven(const Object& object, float caution, float clutter) {
    const double age = to_seconds(object.last_seen - object.first_seen);
    if (age < kLeastAge || object.sightings < kLeastSightings ||
        object.movements * 5 < object.sightings * 3 || object.strength < clutter) {
        return false;
    }
    // Too big and too different to be anything else, however wildly it waves.
    if (object.strength > kUnmistakable * caution * caution && age > kUnmistakableAge) {
        return true;
    }
    // Rain, insects out of focus and patches of noise are small and soft, and their boxes jump.
    const float clear_edges = object.area < 150 ? 0.85F : 0.6F;
    const auto sightings = static_cast<float>(object.sightings);
    const bool doubtful = object.jumps * 4 > sightings || object.sharpness < clear_edges;
    if (doubtful && (age < kDoubtfulAge || object.jumps * 2 > sightings)) {
        return false;
    }
    const float size = std::sqrt(object.box.area());
    const float rate = object.path / (static_cast<float>(age) * size);
    if (rate > kWild && (object.travel < 0.9F * object.path || size < 16.0F)) {
        return false;
    }
    return object.travel >= travel_needed(object, caution) &&
           object.travel >= (0.2F + 0.3F * object.unrest) * object.path;
}

// What has not got anywhere for long is a candidate again, from where it is now.
void renew(Object& object, MediaTime now) {
    if (!object.confirmed || to_seconds(now - object.last_travelled) < kRenewal) {
        return;
    }
    object.confirmed = false;
    object.first_box = object.box;
    object.first_seen = now;
    object.travel = 0;
    object.path = 0;
    object.jumps = 0;
    object.sightings = 1;
    object.movements = 1;
}

// Joins all blobs that lie where the object should be now.
// It may not swell to more than twice what it was, or scattered noise would make giants.
std::optional<Blob> gather(const Object& object, const std::vector<Blob>& blobs,
                           std::vector<bool>& taken, float seconds) {
    const float size = std::sqrt(object.box.area());
    const Box reach = grown(join(predicted(object, seconds), object.box), 2.5F + 0.15F * size);
    std::optional<Blob> joined;
    for (std::size_t i = 0; i < blobs.size(); ++i) {
        if (taken[i] || !belongs(blobs[i], reach, object.box.area())) {
            continue;
        }
        if (!joined) {
            joined = blobs[i];
            taken[i] = true;
            continue;
        }
        const Box box = join(joined->box, blobs[i].box);
        if (box.area() > 2.0F * std::max(object.box.area(), joined->box.area()) + 30.0F) {
            continue;
        }
        joined->box = box;
        taken[i] = true;
        joined->area += blobs[i].area;
        joined->moving += blobs[i].moving;
        joined->cells.insert(joined->cells.end(), blobs[i].cells.begin(), blobs[i].cells.end());
    }
    return joined;
}

Object first_sight(const Blob& blob, MediaTime now) {
    Object object;
    object.box = blob.box;
    object.first_box = blob.box;
    object.first_seen = now;
    object.last_seen = now;
    object.last_moved = now;
    object.last_stirred = now;
    object.strength = static_cast<float>(blob.area) * blob.contrast;
    object.sharpness = blob.sharpness;
    object.last_travelled = now;
    object.anchor_x = blob.box.middle_x();
    object.anchor_y = blob.box.middle_y();
    object.sightings = 1;
    object.movements = 1;
    object.cells = blob.cells;
    return object;
}

}  // namespace

bool is_same_after_pause(const Object& object, const Blob& blob) {
    const float strength = static_cast<float>(blob.area) * blob.contrast;
    const bool moves = blob.moving >= std::max(3, blob.area / 20);
    return object.confirmed && moves && strength > kSameStrength * object.strength;
}

double nearness(const Object& object, float caution, float least_strength) {
    if (object.confirmed) {
        return 1;
    }
    const double age = to_seconds(object.last_seen - object.first_seen);
    float way = object.travel / std::max(1.0F, travel_needed(object, caution));
    if (object.strength > kUnmistakable * caution * caution) {
        way = std::max(way, static_cast<float>(age / kUnmistakableAge));
    }
    const float weight = least_strength > 0 ? object.strength / least_strength : 1.0F;
    return std::clamp(std::min({static_cast<float>(age / kLeastAge), way, weight}), 0.0F, kNearest);
}

// After a pause of a second or more places do not compare: an object of about the same weight that
// is not where it was is the same one.
void Objects::bridge(const std::vector<Blob>& blobs, std::vector<bool>& taken, MediaTime now) {
    for (Object& object : objects_) {
        for (std::size_t i = 0; i < blobs.size(); ++i) {
            if (taken[i] || !is_same_after_pause(object, blobs[i])) {
                continue;
            }
            taken[i] = true;
            jump_across(object, blobs[i].box);
            jump_along(object, blobs[i].box);
            object.box = blobs[i].box;
            object.speed_x = 0;
            object.speed_y = 0;
            object.cells = blobs[i].cells;
            object.last_seen = now;
            object.last_moved = now;
            object.last_stirred = now;
            object.last_travelled = now;
            break;
        }
    }
}

void Objects::update(const std::vector<Blob>& blobs, MediaTime now, const Grey& unrest,
                     float caution) {
    const auto seconds = static_cast<float>(std::max(0.001, to_seconds(now - last_)));
    last_ = now;
    std::vector<bool> taken(blobs.size(), false);
    const float least = least_strength();
    // The proven and the old choose first.
    std::sort(objects_.begin(), objects_.end(), [](const Object& a, const Object& b) {
        return std::tie(b.confirmed, a.first_seen, b.strength, a.box.left, a.box.top) <
               std::tie(a.confirmed, b.first_seen, a.strength, b.box.left, b.box.top);
    });
    if (seconds > kPause) {
        bridge(blobs, taken, now);
    }
    for (Object& object : objects_) {
        if (object.last_seen == now) {
            continue;
        }
        if (const auto seen = gather(object, blobs, taken, seconds)) {
            follow(object, *seen, seconds, now, frame_);
            note_movement(object, *seen, now);
            const float share = 1.0F / static_cast<float>(object.sightings);
            object.unrest += share * (mean_unrest(seen->cells, unrest) - object.unrest);
            note_travel(object, seconds, now);
            object.confirmed = object.confirmed || is_proven(object, caution, least);
            renew(object, now);
        }
    }
    note_failures(now);
    std::erase_if(objects_, [&](const Object& object) {
        const double unseen = to_seconds(now - object.last_seen);
        // With frames far apart, one missed sighting is what is allowed.
        const double patience = object.confirmed ? kLostObject : kLostCandidate;
        return unseen >
               std::max(patience, object.confirmed ? 0.0 : 1.5 * static_cast<double>(seconds));
    });
    for (std::size_t i = 0; i < blobs.size(); ++i) {
        if (!taken[i]) {
            objects_.push_back(first_sight(blobs[i], now));
            objects_.back().unrest = mean_unrest(blobs[i].cells, unrest);
        }
    }
}

void Objects::note_failures(MediaTime now) {
    for (const Object& object : objects_) {
        const bool lost = to_seconds(now - object.last_seen) > kLostCandidate;
        if (lost && !object.confirmed) {
            failed_.push_back({now, object.strength});
        }
    }
    std::erase_if(failed_,
                  [&](const Failed& one) { return to_seconds(now - one.when) > kClutterTime; });
    if (std::ssize(failed_) > kMostFailed) {
        failed_.erase(failed_.begin(), failed_.end() - kMostFailed);
    }
}

float Objects::least_strength() const {
    if (failed_.size() < kFewestFailed) {
        return 0;
    }
    std::vector<float> strengths;
    strengths.reserve(failed_.size());
    for (const Failed& one : failed_) {
        strengths.push_back(one.strength);
    }
    const auto high = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() * 9 / 10);
    std::nth_element(strengths.begin(), high, strengths.end());
    return kOverClutter * std::min(*high, kMostClutter);
}

void Objects::drop_candidates() {
    std::erase_if(objects_, [](const Object& object) { return !object.confirmed; });
}

}  // namespace porchlight::motion
