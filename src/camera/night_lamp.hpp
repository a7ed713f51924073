// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <optional>

namespace porchlight::camera {

/// Whether the infrared lamp should shine, from how bright the picture is on the whole. Pure: it
/// drives nothing and has no clock of its own. Strand-bound.
///
///      ┌────────── dark for 2 s ──────────▶┐
///     off                                  on
///      └◀─ bright for as long as it takes ─┘
///
/// Between dark and bright it stays as it is. Its own light may look like the day: then it goes
/// off, the picture is dark again, and it takes twice as long the next time, up to an hour. So it
/// goes on at most once a minute while the eye stays open, and a lamp that dazzles its own camera
/// leaves it in the dark for seconds an hour.
class NightLamp {
  public:
    /// The mean of all pixels, 0 (black) to 1 (white).
    /// @source Our own choice. A dim street measures about 0.1; automatic exposure holds a picture
    /// near 0.45 as long as there is light enough.
    static constexpr double kDark = 0.16;
    static constexpr double kBright = 0.34;
    /// So long it must be dark: a sensor that starts gives some black pictures.
    static constexpr std::chrono::seconds kDarkFor{2};
    /// So long it must be bright, at least: headlights pass.
    static constexpr std::chrono::seconds kBrightFor{60};
    static constexpr std::chrono::seconds kBrightForAtMost{3600};

    [[nodiscard]] bool is_on() const { return is_on_; }

    /// How bright the newest picture is. Looks come in order of time, some seconds apart at most.
    void see(double brightness, MonotonicTime now);
    /// Nothing is seen, or it may not shine: off at once. Begins anew with the next look.
    void rest() { *this = NightLamp(); }

  private:
    [[nodiscard]] bool lasts(bool is_so, std::chrono::seconds span, MonotonicTime now);
    void go_on(MonotonicTime now);
    void go_off(MonotonicTime now);

    bool is_on_ = false;
    /// Since when the picture has asked for the other state.
    std::optional<MonotonicTime> otherwise_since_;
    std::optional<MonotonicTime> went_off_;
    std::chrono::seconds bright_for_ = kBrightFor;
};

}  // namespace porchlight::camera
