// SPDX-License-Identifier: Apache-2.0
#include "light/rhythm.hpp"

#include "light/codes.hpp"
#include "light/likeness.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

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
    if (pulse_of(part) < kFastestPulse * 1.15 && reading.kind == Kind::TooFast) {
        return true;
    }
    return part.count() > 1
               ? reading.kind == Kind::Bursts && reading.count == part.count() &&
                     is_near(reading.period, part.period())
               : reading.kind == Kind::Blink && is_near(reading.period, pulse_of(part));
}

// How people's tappings were read. "Too short" is no answer.
struct Score {
    int trials = 0;
    int answers = 0;
    int right = 0;
    int soon = 0;  // answers within 12 s

    void add(const TapReading& reading, const Part& part, Seconds watched) {
        const bool is_answer = reading.kind != Kind::TooShort;
        ++trials;
        answers += is_answer ? 1 : 0;
        right += is_right(reading, part) ? 1 : 0;
        soon += is_answer && watched <= Seconds(12) ? 1 : 0;
    }
    Score& operator+=(const Score& more) {
        trials += more.trials;
        answers += more.answers;
        right += more.right;
        soon += more.soon;
        return *this;
    }
    [[nodiscard]] double right_share() const { return right / static_cast<double>(answers); }
    [[nodiscard]] double answered_share() const { return answers / static_cast<double>(trials); }
    [[nodiscard]] double soon_share() const { return soon / static_cast<double>(trials); }
    void record() const {
        testing::Test::RecordProperty("right_of_answers", std::to_string(right_share()));
        testing::Test::RecordProperty("answered", std::to_string(answered_share()));
        testing::Test::RecordProperty("answered_in_12_s", std::to_string(soon_share()));
    }
};

// Watches for 3 to 12 s, then reads once.
Score read_once(const Part& part, Tapper& tapper) {
    const Seconds watched(tapper.uniform(3, 12));
    Score score;
    score.add(read_taps(tapper.tap(part, watched), watched), part, watched);
    return score;
}

// Taps until there is an answer, for 24 s at most.
TapReading read_patiently(const Part& part, Tapper& tapper, Score& score) {
    constexpr Seconds kPatience{24};
    std::vector<Seconds> taps = tapper.tap(part, kPatience);
    std::sort(taps.begin(), taps.end());
    for (std::size_t count = 1; count <= taps.size(); ++count) {
        const Seconds now = taps[count - 1];
        const TapReading reading = read_taps(std::span(taps).first(count), now);
        if (reading.is_answer()) {
            score.add(reading, part, now);
            return reading;
        }
    }
    const TapReading reading = read_taps(taps, kPatience);
    score.add(reading, part, kPatience);
    return reading;
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
    const double pulse = tapper.uniform(0.3, std::min(0.8, 3.3 / (count - 1)));
    const double on = pulse * tapper.uniform(0.3, 0.7);
    const double pause = std::max(1.2, pulse * 2.2) + tapper.uniform(0, 1.5);
    return Part::bursts(Colour::Red, count, ms(on), ms(pulse - on), ms(pause));
}

TEST(ReadTaps, OfItsAnswersOnOwnCodes99PercentAreRight) {
    for (const Slips slips : {Slips::OneInTen, Slips::ByChance}) {
        Random random(1);
        Tapper tapper(random, slips);
        Score all;
        for (const Code& code : own_codes()) {
            for (int i = 0; i < 60; ++i) {
                all += read_once(tapped_part(code.pattern), tapper);
            }
        }
        EXPECT_GE(all.right_share(), 0.99);
        EXPECT_GE(all.answered_share(), 0.47);
        all.record();
    }
}

TEST(ReadTaps, OfItsAnswersOnBlinks99PercentAreRight) {
    Random random(2);
    Tapper tapper(random);
    Score all;
    for (int i = 0; i < 1'000; ++i) {
        all += read_once(any_blink(tapper), tapper);
    }
    EXPECT_GE(all.right_share(), 0.99);
    all.record();
}

// bench/taps_bench.cpp has the figures for each count.
Score read_bursts(int fewest, int most) {
    Random random(3);
    Tapper tapper(random);
    Score score;
    for (int count = fewest; count <= most; ++count) {
        for (int i = 0; i < 600; ++i) {
            score += read_once(any_bursts(tapper, count), tapper);
        }
    }
    score.record();
    return score;
}

TEST(ReadTaps, OfItsAnswersOnShortBursts99PercentAreRight) {
    const Score score = read_bursts(2, 3);
    EXPECT_GE(score.right_share(), 0.99);
    EXPECT_GE(score.answered_share(), 0.38);
}

TEST(ReadTaps, OfItsAnswersOnLongBursts99PercentAreRight) {
    const Score score = read_bursts(4, 7);
    EXPECT_GE(score.right_share(), 0.99);
    EXPECT_GE(score.answered_share(), 0.14);
}

TEST(ReadTaps, WhoeverTapsOnGetsTheRightAnswerToEveryOwnCode) {
    Random random(4);
    Tapper tapper(random);
    Score all;
    for (const Code& code : own_codes()) {
        Score score;
        for (int i = 0; i < 24; ++i) {
            read_patiently(tapped_part(code.pattern), tapper, score);
        }
        EXPECT_GE(score.answered_share(), 0.97) << code.name;
        EXPECT_GE(score.right_share(), 0.9) << code.name;
        all += score;
    }
    EXPECT_GE(all.answered_share(), 0.99);
    EXPECT_GE(all.right_share(), 0.99);
    EXPECT_GE(all.soon_share(), 0.75);
    all.record();
}

TEST(ReadTaps, SeldomFindsARhythmInWhatHasNone) {
    Random random(5);
    Tapper tapper(random);
    int found = 0;
    int irregular = 0;
    for (int i = 0; i < 400; ++i) {
        std::vector<double> taps;
        for (double now = 0; now < 12; now += tapper.uniform(0.2, 1.6)) {
            taps.push_back(now);
        }
        const TapReading reading = read(taps, 12);
        found += reading.is_answer() ? 1 : 0;
        irregular += reading.kind == Kind::TooIrregular ? 1 : 0;
    }
    EXPECT_LE(found, 24);
    EXPECT_GE(irregular, 120);
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
    EXPECT_FALSE(read({-5, 1e300, -1e300, 3}, 5).is_answer());
    EXPECT_FALSE(read({NAN, INFINITY, -INFINITY, NAN, 1}, INFINITY).is_answer());
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

// What the doctor does with it: of the codes in the colours that were seen, the one that fits the
// taps best is the one that was shown.
TEST(ReadTaps, TogetherWithItsColourARhythmLeadsToTheFault) {
    Random random(6);
    Tapper tapper(random);
    for (const Code& shown : own_codes()) {
        if (shown.group != Code::Group::Fault) {
            continue;
        }
        int found = 0;
        for (int i = 0; i < 30; ++i) {
            Score score;
            const TapReading reading = read_patiently(tapped_part(shown.pattern), tapper, score);
            const auto fit = [&](const Code& code) {
                const bool same = code.pattern.colours() == shown.pattern.colours();
                return same ? likeness(reading, code.pattern) : 0;
            };
            const auto best =
                std::max_element(own_codes().begin(), own_codes().end(),
                                 [&](const Code& a, const Code& b) { return fit(a) < fit(b); });
            found += best->id == shown.id ? 1 : 0;
        }
        EXPECT_GE(found, 28) << shown.name;
    }
}

}  // namespace
}  // namespace porchlight::light
