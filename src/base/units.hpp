// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <ratio>

namespace porchlight {

/// A span of media time in ticks of 90 kHz, the clock of RTP video (RFC 6184 section 8.1).
using MediaDuration = std::chrono::duration<std::int64_t, std::ratio<1, 90000>>;

/// A moment on a stream's own time line. Starts anywhere, never jumps back within a stream, and is
/// not a wall-clock time: each packet carries the hub's own clocks beside it.
class MediaTime {
  public:
    constexpr MediaTime() = default;
    constexpr explicit MediaTime(MediaDuration since_start) : since_start_(since_start) {}
    constexpr explicit MediaTime(std::int64_t ticks) : since_start_(ticks) {}

    [[nodiscard]] constexpr std::int64_t ticks() const { return since_start_.count(); }
    [[nodiscard]] constexpr MediaDuration since_start() const { return since_start_; }
    [[nodiscard]] constexpr double seconds() const {
        return static_cast<double>(ticks()) / 90000.0;
    }

    constexpr auto operator<=>(const MediaTime&) const = default;
    constexpr MediaTime& operator+=(MediaDuration by) {
        since_start_ += by;
        return *this;
    }
    friend constexpr MediaTime operator+(MediaTime time, MediaDuration by) {
        return MediaTime(time.since_start_ + by);
    }
    friend constexpr MediaTime operator-(MediaTime time, MediaDuration by) {
        return MediaTime(time.since_start_ - by);
    }
    friend constexpr MediaDuration operator-(MediaTime a, MediaTime b) {
        return a.since_start_ - b.since_start_;
    }

  private:
    MediaDuration since_start_{};
};

[[nodiscard]] constexpr double to_seconds(MediaDuration span) {
    return static_cast<double>(span.count()) / 90000.0;
}

/// An amount of data.
class Bytes {
  public:
    constexpr Bytes() = default;
    constexpr explicit Bytes(std::int64_t count) : count_(count) {}
    [[nodiscard]] constexpr std::int64_t count() const { return count_; }

    constexpr auto operator<=>(const Bytes&) const = default;
    constexpr Bytes& operator+=(Bytes more) {
        count_ += more.count_;
        return *this;
    }
    constexpr Bytes& operator-=(Bytes less) {
        count_ -= less.count_;
        return *this;
    }
    friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.count_ + b.count_); }
    friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.count_ - b.count_); }

  private:
    std::int64_t count_ = 0;
};

[[nodiscard]] constexpr Bytes kibibytes(std::int64_t n) {
    return Bytes(n * 1024);
}
[[nodiscard]] constexpr Bytes mebibytes(std::int64_t n) {
    return Bytes(n * 1024 * 1024);
}
[[nodiscard]] constexpr Bytes gibibytes(std::int64_t n) {
    return Bytes(n * 1024 * 1024 * 1024);
}

/// A voltage.
class Millivolts {
  public:
    constexpr Millivolts() = default;
    constexpr explicit Millivolts(int count) : count_(count) {}
    [[nodiscard]] constexpr int count() const { return count_; }

    constexpr auto operator<=>(const Millivolts&) const = default;
    friend constexpr Millivolts operator-(Millivolts a, Millivolts b) {
        return Millivolts(a.count_ - b.count_);
    }

  private:
    int count_ = 0;
};

/// A temperature in degrees Celsius.
class Celsius {
  public:
    constexpr Celsius() = default;
    constexpr explicit Celsius(double degrees) : degrees_(degrees) {}
    [[nodiscard]] constexpr double degrees() const { return degrees_; }

    constexpr auto operator<=>(const Celsius&) const = default;

  private:
    double degrees_ = 0;
};

/// The strength of a radio signal as it arrives: about -30 beside the sender, -90 at the edge.
class Dbm {
  public:
    constexpr Dbm() = default;
    constexpr explicit Dbm(int count) : count_(count) {}
    [[nodiscard]] constexpr int count() const { return count_; }

    constexpr auto operator<=>(const Dbm&) const = default;

  private:
    int count_ = 0;
};

/// A radio frequency, or the width of a channel.
class Megahertz {
  public:
    constexpr Megahertz() = default;
    constexpr explicit Megahertz(int count) : count_(count) {}
    [[nodiscard]] constexpr int count() const { return count_; }

    constexpr auto operator<=>(const Megahertz&) const = default;

  private:
    int count_ = 0;
};

/// A picture's size in pixels.
struct PictureSize {
    int width = 0;
    int height = 0;
    constexpr auto operator<=>(const PictureSize&) const = default;
};

}  // namespace porchlight
