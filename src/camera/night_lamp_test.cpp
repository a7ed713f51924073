// SPDX-License-Identifier: Apache-2.0
#include "camera/night_lamp.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::camera {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double kNight = 0.05;
constexpr double kDusk = 0.25;
constexpr double kDay = 0.5;

/// A lamp, looked at once a second.
class Evening {
  public:
    /// So bright for so long. @return Whether the lamp is on then.
    bool pass(double brightness, seconds span) {
        for (seconds i{0}; i < span; ++i) {
            now_ += seconds(1);
            lamp_.see(brightness, now_);
        }
        return lamp_.is_on();
    }
    void rest() { lamp_.rest(); }
    [[nodiscard]] const NightLamp& lamp() const { return lamp_; }

  private:
    NightLamp lamp_;
    MonotonicTime now_{hours(5)};
};

TEST(NightLamp, GoesOnInTheDarkAndOffByDay) {
    struct Case {
        std::string what;
        std::vector<std::pair<double, seconds>> looks;
        bool is_on;
    };
    const std::vector<Case> cases{
        {"nothing was seen", {}, false},
        {"day", {{kDay, seconds(500)}}, false},
        {"dusk alone is no night", {{kDusk, seconds(500)}}, false},
        {"a black picture or two of a sensor that starts", {{kNight, seconds(2)}}, false},
        {"dark for 2 s", {{kNight, seconds(3)}}, true},
        {"somebody walks past the lens", {{kNight, seconds(2)}, {kDay, seconds(1)}}, false},
        {"dark twice, with a break",
         {{kNight, seconds(2)}, {kDusk, seconds(1)}, {kNight, seconds(2)}},
         false},
        {"dawn is still on", {{kNight, seconds(3)}, {kDusk, hours(1)}}, true},
        {"headlights pass", {{kNight, seconds(3)}, {kDay, seconds(60)}}, true},
        {"headlights pass twice",
         {{kNight, seconds(3)}, {kDay, seconds(50)}, {kDusk, seconds(1)}, {kDay, seconds(50)}},
         true},
        {"day", {{kNight, seconds(3)}, {kDay, seconds(61)}}, false},
        {"the next night",
         {{kNight, seconds(3)}, {kDay, hours(9)}, {kDusk, hours(1)}, {kNight, seconds(3)}},
         true},
    };
    for (const Case& one : cases) {
        Evening evening;
        for (const auto& [brightness, span] : one.looks) {
            evening.pass(brightness, span);
        }
        EXPECT_EQ(evening.lamp().is_on(), one.is_on) << one.what;
    }
}

TEST(NightLamp, RestsAtOnceAndShinesAtOnceForTheNextLook) {
    Evening evening;
    EXPECT_TRUE(evening.pass(kNight, seconds(3)));
    evening.rest();
    EXPECT_FALSE(evening.lamp().is_on());
    EXPECT_FALSE(evening.pass(kNight, seconds(2)));
    EXPECT_TRUE(evening.pass(kNight, seconds(1))) << "who comes a moment later is seen, too";
}

TEST(NightLamp, ThatMakesItsOwnDayLeavesItsCameraInTheDarkForSecondsOfANight) {
    NightLamp lamp;
    MonotonicTime now{hours(5)};
    seconds in_the_dark{0};
    int times = 0;
    for (seconds passed{0}; passed < hours(10); ++passed) {
        now += seconds(1);
        const bool was_on = lamp.is_on();
        lamp.see(was_on ? kDay : kNight, now);
        in_the_dark += was_on ? seconds(0) : seconds(1);
        times += lamp.is_on() && !was_on ? 1 : 0;
    }
    // After 1, 2, 4, … 32 minutes, then each hour.
    EXPECT_LE(times, 17);
    EXPECT_LE(in_the_dark, seconds(60));
    lamp.see(kDay, now);
    for (seconds passed{0}; passed <= hours(1); ++passed) {
        now += seconds(1);
        lamp.see(kDay, now);
    }
    EXPECT_FALSE(lamp.is_on()) << "the morning is found out within an hour";
}

TEST(NightLamp, ForgetsItsDoubtsWhenTheDayWasOne) {
    Evening evening;
    EXPECT_TRUE(evening.pass(kNight, seconds(3)));
    EXPECT_FALSE(evening.pass(kDay, seconds(61)));
    EXPECT_TRUE(evening.pass(kNight, seconds(3)));
    EXPECT_TRUE(evening.pass(kDay, seconds(61))) << "it was its own light: twice as long";
    EXPECT_FALSE(evening.pass(kDay, seconds(60)));
    EXPECT_FALSE(evening.pass(kDay, hours(9)));
    EXPECT_TRUE(evening.pass(kNight, seconds(3)));
    EXPECT_FALSE(evening.pass(kDay, seconds(61)));
}

/// What a look shows: mostly night and day in turn, for stretches that last, and anything at times.
double any_brightness(MonotonicTime now) {
    if (*rc::gen::inRange(0, 50) == 0) {
        return *rc::gen::inRange(0, 100) / 100.0;
    }
    return (now.time_since_epoch() / seconds(90)) % 2 == 0 ? kNight : kDay;
}

TEST(NightLamp, NeverGoesOnMoreThanOnceAMinuteWhileTheEyeIsOpenAndNeverShinesAtRest) {
    const bool holds = rc::check([] {
        NightLamp lamp;
        MonotonicTime now{hours(5)};
        std::optional<MonotonicTime> went_on;
        const int rests_in_a_thousand = *rc::gen::inRange(0, 30);
        for (int look = 0; look < 600; ++look) {
            now += milliseconds(*rc::gen::inRange(1, 4000));
            const bool was_on = lamp.is_on();
            if (*rc::gen::inRange(0, 1000) < rests_in_a_thousand) {
                lamp.rest();
                went_on.reset();
                RC_ASSERT(!lamp.is_on());
                continue;
            }
            lamp.see(any_brightness(now), now);
            if (lamp.is_on() != was_on && went_on) {
                RC_ASSERT(now - *went_on >= NightLamp::kBrightFor);
            }
            if (lamp.is_on() && !was_on) {
                went_on = now;
            }
        }
    });
    EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace porchlight::camera
