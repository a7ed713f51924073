// SPDX-License-Identifier: Apache-2.0
#include "motion/detector.hpp"

#include "motion/shake.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::motion {
namespace {

constexpr double kCautiousTime = 4.0;  // seconds
constexpr float kTroubleTime = 1.0F;   // seconds in which the memory of turmoil fades
constexpr double kUpheavalRest =
    0.8;  // seconds without a verdict after the picture changed as a whole
constexpr double kEarlierGap = 0.12;  // seconds between the pictures compared for movement
constexpr double kMovedHold = 0.7;    // seconds without a moving pixel that end the motion
constexpr double kStandStill = 6.0;   // seconds an object may stand still and still be motion
constexpr float kGhostTime = 0.6F;    // seconds without a stir after which ...
constexpr float kGhostEdges = 0.85F;  // ... a blob with fewer edges than the background is gone
constexpr double kSettle = 20.0;      // seconds until what stands still becomes background
constexpr float kKeptTexture = 0.8F;  // correlation above which a blob is lit or shaded background
constexpr int kTellingArea = 60;      // small pixels from which a correlation says something
constexpr float kSoftRim = 0.13F;     // slope over contrast below which a blob is light
constexpr float kUnrestTime = 20.0F;  // seconds
constexpr float kMovingContrast = 2.5F;    // grey levels
constexpr float kNoticeableShift = 0.12F;  // small pixels

float seconds_between(MediaTime from, MediaTime to) {
    return static_cast<float>(to_seconds(to - from));
}

double strength_to_score(double strength, double scale) {
    return strength / (strength + scale);
}

}  // namespace

std::string_view to_string(Cause cause) {
    switch (cause) {
        case Cause::None:
            return "";
        case Cause::Learning:
            return "still learning the picture";
        case Cause::LightChange:
            return "light change";
        case Cause::Shake:
            return "camera shake";
        case Cause::Unrest:
            return "leaves or other restless places";
        case Cause::Flicker:
            return "rain, snow, insects or noise";
        case Cause::Clock:
            return "the camera's clock";
        case Cause::Settled:
            return "something that stands still";
    }
    return "";
}

Observation Detector::analyse(const LumaView& picture, MediaTime time) {
    SmallLuma small;
    shrink(picture, small);
    return analyse(std::move(small), time);
}

Observation Detector::analyse(SmallLuma picture, MediaTime time) {
    prepare(picture);
    Observation observation;
    observation.time = time;
    observation.since = time;
    if (background_.empty() || !background_.mean().same_size(now_.width(), now_.height())) {
        start_over(time);
        observation.cause = Cause::Learning;
        return observation;
    }
    const float seconds = std::max(0.001F, seconds_between(last_, time));
    steady();
    background_.compare(now_, static_cast<float>(sensitivity_.threshold_scale()), threshold_);
    const double share = active_share();
    if (is_upheaval(share, seconds)) {
        background_.adopt(now_);
        objects_.clear();
        upheaval_ = time;
        background_.compare(now_, 1.0F, threshold_);
        remember(time);
        last_ = time;
        last_share_ = 0;
        observation.cause = Cause::LightChange;
        observation.changed = share;
        return observation;
    }
    last_share_ = share;
    const BlobInput input{background_, now_, earlier_,
                          kMovingContrast * static_cast<float>(sensitivity_.threshold_scale())};
    const Sorted sorted = sort_blobs(find_blobs(input));
    caution_ = caution(sorted, time);
    objects_.update(sorted.things, time, unrest_, caution_);
    settle_ghosts(time);
    watch_clock(time);
    learn(sorted, seconds);
    remember(time);
    last_ = time;
    observation = describe(sorted, time);
    observation.changed = share;
    return observation;
}

Detector::Glance Detector::peek(const SmallLuma& picture) const {
    Glance glance;
    if (background_.empty()) {
        return glance;
    }
    Detector copy = *this;
    copy.prepare(picture);
    if (!background_.mean().same_size(copy.now_.width(), copy.now_.height())) {
        return glance;
    }
    copy.steady();
    const auto scale = static_cast<float>(sensitivity_.threshold_scale());
    copy.background_.compare(copy.now_, scale, threshold_);
    const BlobInput input{copy.background_, copy.now_, earlier_, kMovingContrast * scale};
    for (const Blob& blob : copy.sort_blobs(find_blobs(input)).things) {
        // What was there at the last picture and has not stirred is no news.
        const float strength = static_cast<float>(blob.area) * blob.contrast;
        if (blob.moving >= std::max(3, blob.area / 20) && strength >= objects_.least_strength()) {
            glance.strength = std::max(glance.strength, static_cast<double>(strength));
        }
        glance.continues = glance.continues || still_moves(blob);
    }
    return glance;
}

bool Detector::still_moves(const Blob& blob) const {
    const auto& all = objects_.all();
    return std::any_of(all.begin(), all.end(),
                       [&](const Object& object) { return is_same_after_pause(object, blob); });
}

void Detector::prepare(const SmallLuma& picture) {
    if (zones_.privacy.empty()) {
        smooth(picture, now_);
        return;
    }
    const PictureSize grid = cell_grid(picture.width(), picture.height());
    if (!privacy_.same_size(grid.width, grid.height)) {
        privacy_ = rasterise_privacy(zones_, grid.width, grid.height);
    }
    SmallLuma covered = picture;
    blank_cells(privacy_, covered);
    smooth(covered, now_);
}

void Detector::set_sensitivity(Sensitivity sensitivity) {
    sensitivity_ = sensitivity;
    rasterise();
}

void Detector::set_zones(Zones zones) {
    zones_ = std::move(zones);
    privacy_ = CellMask();
    rasterise();
}

void Detector::rasterise() {
    if (background_.empty()) {
        return;  // start_over() does it with the first picture
    }
    const PictureSize grid = cell_grid(background_.mean().width(), background_.mean().height());
    activity_ = rasterise_activity(zones_, sensitivity_, grid.width, grid.height);
    threshold_ = activity_;
}

void Detector::start_over(MediaTime time) {
    background_.reset(now_);
    objects_.clear();
    const PictureSize grid = cell_grid(now_.width(), now_.height());
    unrest_ = Grey(grid.width, grid.height);
    rasterise();
    clock_.clear();
    trouble_ = 0;
    objects_.set_frame(static_cast<float>(now_.width()), static_cast<float>(now_.height()));
    earlier_ = Grey(now_.width(), now_.height());
    earlier_time_ = time;
    started_ = time;
    upheaval_ = time - MediaDuration(90000 * 10);
    last_ = time;
}

// Moves a shaken picture back onto the background, if that explains the difference.
void Detector::steady() {
    shaken_ = false;
    const Shift shift = find_shift(now_, background_.mean());
    if (std::fabs(shift.x) < kNoticeableShift && std::fabs(shift.y) < kNoticeableShift) {
        return;
    }
    undo_shift(now_, background_.mean(), shift, steadied_);
    const float before = capped_difference(now_, background_.mean(), 20.0F);
    const float after = capped_difference(steadied_, background_.mean(), 20.0F);
    if (after < 0.9F * before) {
        std::swap(now_, steadied_);
        shaken_ = true;
    }
}

double Detector::active_share() const {
    const auto& mask = background_.mask().values();
    std::size_t count = 0;
    for (const std::uint8_t value : mask) {
        count += value;
    }
    return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, mask.size()));
}

// The whole picture changed between two pictures: a lamp, the infrared filter, a new aim.
bool Detector::is_upheaval(double share, float seconds) const {
    const bool sudden = share > 0.35 && last_share_ < 0.4 * share;
    const bool resting = seconds_between(upheaval_, last_) + seconds < kUpheavalRest;
    return sudden || resting || share > 0.7;
}

// Light that enters the picture shows first as a narrow strip at its rim.
bool Detector::is_sliver(const Box& box) const {
    const auto width = static_cast<float>(now_.width());
    const auto height = static_cast<float>(now_.height());
    const bool at_side = box.left < 1 || box.right > width - 2;
    const bool at_end = box.top < 1 || box.bottom > height - 2;
    return (at_side && box.width() <= kCell + 1) || (at_end && box.height() <= kCell + 1);
}

Detector::Sorted Detector::sort_blobs(std::vector<Blob> blobs) const {
    Sorted sorted;
    const int smallest = sensitivity_.smallest_object();
    for (Blob& blob : blobs) {
        if (blob.area < smallest) {
            continue;
        }
        if (clock_.covers(blob.box)) {
            sorted.cause = Cause::Clock;
            continue;
        }
        if (is_sliver(blob.box)) {
            continue;
        }
        const bool lit = blob.texture_kept > kKeptTexture && blob.area >= kTellingArea;
        if (blob.sharpness < kSoftRim || lit) {
            sorted.cause = Cause::LightChange;
            continue;
        }
        sorted.things.push_back(std::move(blob));
    }
    return sorted;
}

// The more is going on in the picture, the farther an object has to get before it is believed.
float Detector::caution(const Sorted& sorted, MediaTime time) {
    const float many = std::max(0.0F, static_cast<float>(sorted.things.size()) - 4.0F) * 0.1F;
    const float noisy = std::max(0.0F, background_.noise_ratio() - 1.5F) * 0.7F;
    const float light = background_.light().changed_share();
    const float trouble = std::min(3.0F, many + noisy + light);
    const float fade = std::exp(-seconds_between(last_, time) / kTroubleTime);
    trouble_ = std::max(trouble, trouble_ * fade);
    const float early = seconds_between(started_, time) < kCautiousTime ? 1.0F : 0.0F;
    return 1.0F + trouble_ + early;
}

void Detector::settle_ghosts(MediaTime time) {
    CellMask settled(unrest_.width(), unrest_.height());
    bool any = false;
    for (Object& object : objects_.all()) {
        const float still = seconds_between(object.last_stirred, time);
        const bool ghost = still > kGhostTime && object.own_edges < kGhostEdges;
        if (ghost || still > kSettle) {
            for (const int cell : object.cells) {
                settled.values()[static_cast<std::size_t>(cell)] = 1;
            }
            any = true;
        }
    }
    if (any) {
        background_.absorb(now_, settled);
    }
}

void Detector::watch_clock(MediaTime time) {
    if (before_.same_size(now_.width(), now_.height()) && seconds_between(last_, time) < 0.35F) {
        clock_.watch(now_, before_, time);
        for (std::size_t i = 0; i < threshold_.size(); ++i) {
            threshold_.values()[i] =
                clock_.ticking().values()[i] != 0 ? kNoMotionHere : activity_.values()[i];
        }
    }
    before_ = now_;
}

void Detector::learn(const Sorted& sorted, float seconds) {
    Grey hold(unrest_.width(), unrest_.height(), 1.0F);
    Grey restless(unrest_.width(), unrest_.height());
    for (const Blob& blob : sorted.things) {
        for (const int cell : blob.cells) {
            hold.values()[static_cast<std::size_t>(cell)] = 0.5F;
            restless.values()[static_cast<std::size_t>(cell)] = 1.0F;
        }
    }
    for (const Object& object : objects_.all()) {
        if (!object.confirmed) {
            continue;
        }
        for (const int cell : object.cells) {
            hold.values()[static_cast<std::size_t>(cell)] = 0.03F;
            restless.values()[static_cast<std::size_t>(cell)] = 0.15F;
        }
    }
    const float rate = 1.0F - std::exp(-seconds / kUnrestTime);
    for (std::size_t i = 0; i < unrest_.size(); ++i) {
        unrest_.values()[i] += rate * (restless.values()[i] - unrest_.values()[i]);
    }
    background_.learn(now_, seconds, hold);
}

void Detector::remember(MediaTime time) {
    if (to_seconds(time - earlier_time_) >= kEarlierGap) {
        earlier_ = background_.residual();
        earlier_time_ = time;
    }
}

Area Detector::area_of(const Object& object) const {
    const auto width = static_cast<double>(std::max(1, now_.width()));
    const auto height = static_cast<double>(std::max(1, now_.height()));
    return {object.box.left / width, object.box.top / height, object.box.width() / width,
            object.box.height() / height};
}

std::vector<Candidate> Detector::candidates() const {
    std::vector<Candidate> found;
    const float least = objects_.least_strength();
    for (const Object& object : objects_.all()) {
        if (!object.confirmed && object.last_seen == last_) {
            found.push_back({area_of(object), nearness(object, caution_, least)});
        }
    }
    return found;
}

bool Detector::is_cautious() const {
    return background_.empty() || seconds_between(started_, last_) < kCautiousTime;
}

Observation Detector::describe(const Sorted& sorted, MediaTime time) const {
    Observation observation;
    observation.time = time;
    observation.since = time;
    observation.cause = sorted.cause;
    double strength = 0;
    for (const Object& object : objects_.all()) {
        const bool moving = object.confirmed && object.last_seen == time &&
                            seconds_between(object.last_moved, time) < kMovedHold &&
                            seconds_between(object.last_travelled, time) < kStandStill;
        if (!moving) {
            continue;
        }
        if (observation.cells.empty()) {
            observation.cells = CellMask(unrest_.width(), unrest_.height());
        }
        for (const int cell : object.cells) {
            observation.cells.values()[static_cast<std::size_t>(cell)] = 1;
        }
        observation.is_motion = true;
        observation.since = std::min(observation.since, object.first_seen);
        observation.areas.push_back(area_of(object));
        strength = std::max(strength, static_cast<double>(object.strength));
    }
    observation.score = strength_to_score(strength, 400.0);
    if (observation.is_motion) {
        observation.cause = Cause::None;
    } else if (shaken_) {
        observation.cause = Cause::Shake;
    }
    return observation;
}

}  // namespace porchlight::motion
