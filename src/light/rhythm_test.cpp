// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include "light/codes.hpp"
#include "light/likeness.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace porchlight::light {
namespace {

using Kind = TapReading::Kind;

TapReading read(const std::vector<double>& taps, double watched) {
    std::vector<Seconds> times;
    for (const double tap : taps) {
        times.emplace_back(tap);
    }
    return read_taps(times, Seconds(watched));
}

// What a person taps along with: the light that changes, if there is one.
Part tapped_part(const Pattern& pattern) {
    Part tapped = Part::steady(Colour::Red);
    for (const Part& part : pattern.parts()) {
        tapped = part.kind() == Part::Kind::Steady ? tapped : part;
    }
    return tapped;
}

Seconds pulse_of(const Part& part) {
    return part.on() + part.off();  // an alternation is never dark: its off() is 0
}

bool is_near(Seconds read, Seconds truth) {
    return read > truth * 0.85 && read < truth * 1.15;
}

bool is_right(const TapReading& reading, const Part& part) {
    if (part.kind() == Part::Kind::Steady) {
        return reading.kind == Kind::Steady;
    }
    if (pulse_of(part) < kFastestPulse && reading.kind == Kind::TooFast) {
        return true;
    }
    return part.count() > 1
               ? reading.kind == Kind::Bursts && reading.count == part.count() &&
                     is_near(reading.period, part.period())
               : reading.kind == Kind::Blink && is_near(reading.period, pulse_of(part));
}

// Has a person seen so much that an answer is due? Less than this may be "too short".
bool is_due(const Part& part, Seconds watched) {
    if (part.kind() == Part::Kind::Steady) {
        return watched >= Seconds(8);
    }
    return part.count() > 1 ? watched >= Seconds(part.period()) * 3
                            : watched >= std::max(Seconds(3.5), pulse_of(part) * 3.2);
}

// How people's tappings were read.
struct Score {
    int trials = 0;
    int right = 0;
    int rightly_too_short = 0;

    void add(const TapReading& reading, const Part& part, Seconds watched) {
        const bool is_good = is_right(reading, part);
        ++trials;
        right += is_good ? 1 : 0;
        rightly_too_short +=
            !is_good && reading.kind == Kind::TooShort && !is_due(part, watched) ? 1 : 0;
    }
    [[nodiscard]] double share() const {
        return static_cast<double>(right + rightly_too_short) / trials;
    }
    void record(const std::string& name) const {
        testing::Test::RecordProperty(name, std::to_string(share() * 100) + " % of " +
                                                std::to_string(trials) + ", too short " +
                                                std::to_string(rightly_too_short));
    }
};

Score score_of(const Part& part, int trials, Random& random, Slips slips = Slips::OneInTen) {
    Tapper tapper(random, slips);
    Score score;
    for (int i = 0; i < trials; ++i) {
        const Seconds watched(tapper.uniform(3, 12));
        score.add(read_taps(tapper.tap(part, watched), watched), part, watched);
    }
    return score;
}

Score& operator+=(Score& all, const Score& more) {
    all.trials += more.trials;
    all.right += more.right;
    all.rightly_too_short += more.rightly_too_short;
    return all;
}

Milliseconds ms(double seconds) {
    return Milliseconds(std::llround(seconds * 1000));
}

Part any_blink(Tapper& tapper) {
    const double period = 0.2 * std::pow(20.0, tapper.uniform(0, 1));
    const double on = period * tapper.uniform(0.2, 0.8);
    return Part::blink(Colour::Red, ms(on), ms(period - on));
}

Part any_bursts(Tapper& tapper, int count) {
    const double pulse = tapper.uniform(0.3, 0.8);
    const double on = pulse * tapper.uniform(0.3, 0.7);
    const double pause = std::max(1.2, pulse * 2.2) + tapper.uniform(0, 1.5);
    return Part::bursts(Colour::Red, count, ms(on), ms(pulse - on), ms(pause));
}

TEST(ReadTaps, ReadsEveryOwnCodeFromHumanTaps) {
    Random random(1);
    Score all;
    for (const Code& code : own_codes()) {
        const Score score = score_of(tapped_part(code.pattern), 200, random);
        EXPECT_GE(score.share(), 0.98) << code.name;
        all += score;
    }
    EXPECT_GE(all.share(), 0.99);
    all.record("own_codes");
}

TEST(ReadTaps, ReadsBlinksOfOtherBrandsFromHumanTaps) {
    Random random(2);
    Tapper tapper(random);
    Score all;
    for (int i = 0; i < 3'000; ++i) {
        all += score_of(any_blink(tapper), 1, random);
    }
    EXPECT_GE(all.share(), 0.99);
    all.record("blinks");
}

TEST(ReadTaps, CountsBurstsOfOtherBrandsFromHumanTaps) {
    Random random(3);
    Tapper tapper(random);
    Score all;
    for (int count = 2; count <= 7; ++count) {
        for (int i = 0; i < 500; ++i) {
            all += score_of(any_bursts(tapper, count), 1, random);
        }
    }
    EXPECT_GE(all.share(), 0.99);
    all.record("bursts");
}

TEST(ReadTaps, APersonWithTwiceTheSlipsIsStillReadMostly) {
    Random random(4);
    Score all;
    for (const Code& code : own_codes()) {
        all += score_of(tapped_part(code.pattern), 50, random, Slips::ByChance);
    }
    EXPECT_GE(all.share(), 0.97);
    all.record("slips_by_chance");
}

TEST(ReadTaps, NeverFindsARhythmInWhatHasNone) {
    Random random(5);
    Tapper tapper(random);
    int found = 0;
    for (int i = 0; i < 1'000; ++i) {
        std::vector<double> taps;
        for (double now = 0; now < 10; now += tapper.uniform(0.2, 1.6)) {
            taps.push_back(now);
        }
        found += read(taps, 10).kind == Kind::TooIrregular ? 0 : 1;
    }
    EXPECT_LE(found, 50);
}

TEST(ReadTaps, ReadsAPerfectBlinkExactly) {
    const TapReading reading = read({0, 1, 2, 3, 4, 5}, 5.2);
    EXPECT_EQ(reading.kind, Kind::Blink);
    EXPECT_EQ(reading.count, 1);
    EXPECT_NEAR(reading.period.count(), 1, 1e-6);
    EXPECT_NEAR(reading.pulse().count(), 1, 1e-6);
    EXPECT_GT(reading.confidence, 0.95);
}

TEST(ReadTaps, ReadsBurstsThatBeginInTheMiddle) {
    const TapReading reading =
        read({0.1, 0.5, 2.7, 3.1, 3.5, 6.0 - 0.3, 6.1, 6.1 + 0.4, 8.7, 9.1}, 9.2);
    EXPECT_EQ(reading.kind, Kind::Bursts);
    EXPECT_EQ(reading.count, 3);
    EXPECT_NEAR(reading.period.count(), 3.0, 0.05);
    EXPECT_NEAR(reading.pause.count(), 2.2, 0.05);
    EXPECT_NEAR(reading.pulse().count(), 0.4, 0.02);
}

TEST(ReadTaps, AMissedTapIsNotAPause) {
    EXPECT_EQ(read({0, 1, 2, 4, 5, 6, 7}, 7.2).kind, Kind::Blink);
}

TEST(ReadTaps, NoTapsAreSteadyOnlyAfterAWhile) {
    EXPECT_EQ(read({}, 5).kind, Kind::TooShort);
    EXPECT_EQ(read({}, 8).kind, Kind::Steady);
}

TEST(ReadTaps, OneBurstMayBeTheStartOfABlink) {
    EXPECT_EQ(read({0, 0.4, 0.8, 1.2, 1.6}, 1.8).kind, Kind::TooShort);
    EXPECT_EQ(read({0, 0.4, 0.8, 1.2, 1.6}, 4).kind, Kind::TooShort);
}

TEST(ReadTaps, SaysTooFastInsteadOfANumber) {
    std::vector<double> taps;
    for (int i = 0; i < 30; ++i) {
        taps.push_back(i * 0.16);
    }
    const TapReading reading = read(taps, 5);
    EXPECT_EQ(reading.kind, Kind::TooFast);
    EXPECT_EQ(reading.count, 0);
}

TEST(ReadTaps, TakesAnyNumbers) {
    EXPECT_EQ(read({1, 1, 1, 1, 1, 1, 1}, 5).kind, Kind::TooShort);
    EXPECT_EQ(read({-5, 1e9, 3}, 5).is_answer(), false);
    EXPECT_EQ(read(std::vector<double>(10'000, 2), 5).kind, Kind::TooShort);
    std::vector<double> many;
    for (int i = 0; i < 10'000; ++i) {
        many.push_back(i * 0.5);
    }
    EXPECT_EQ(read(many, 5000).kind, Kind::Blink);
}

TEST(ReadTaps, DoesNotAskForTheOrderOfTaps) {
    EXPECT_EQ(read({5, 3, 1, 0, 2, 4}, 5.2).kind, Kind::Blink);
}

// What the doctor does with it: the code that fits a tapped rhythm best is the one that was shown,
// if its colour is known.
TEST(ReadTaps, TogetherWithItsColourARhythmLeadsToTheFault) {
    Random random(6);
    Tapper tapper(random);
    for (const Code& code : own_codes()) {
        if (code.group != Code::Group::Fault) {
            continue;
        }
        int found = 0;
        for (int i = 0; i < 50; ++i) {
            const TapReading reading =
                read_taps(tapper.tap(tapped_part(code.pattern), Seconds(12)), Seconds(12));
            const auto fits = [&](const Code& other) {
                return other.pattern.colours() == code.pattern.colours()
                           ? likeness(reading, other.pattern)
                           : 0;
            };
            const auto best =
                std::max_element(own_codes().begin(), own_codes().end(),
                                 [&](const Code& a, const Code& b) { return fits(a) < fits(b); });
            found += best->id == code.id ? 1 : 0;
        }
        EXPECT_GE(found, 47) << code.name;
    }
}

}  // namespace
}  // namespace porchlight::light
