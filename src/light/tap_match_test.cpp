// SPDX-License-Identifier: Apache-2.0
#include "light/tap_match.hpp"

#include "light/codes.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace porchlight::light {
namespace {

using Kind = TapMatch::Kind;

TapCandidate candidate(const char* text, Rates rates = Rates::Exact) {
    return {parse_pattern(text).value(), rates};
}

TapMatch match(const std::vector<double>& taps, double watched,
               const std::vector<TapCandidate>& candidates) {
    std::vector<Seconds> times;
    for (const double tap : taps) {
        times.emplace_back(tap);
    }
    return match_taps(times, Seconds(watched), candidates);
}

bool has(const TapMatch::Rhythm& rhythm, std::size_t candidate) {
    return std::binary_search(rhythm.candidates.begin(), rhythm.candidates.end(), candidate);
}

// What our camera can show: not what only the hub shows.
std::vector<TapCandidate> camera_codes() {
    std::vector<TapCandidate> candidates;
    for (const Code& code : own_codes()) {
        if (code.pattern.parts().size() < 2) {
            candidates.push_back({code.pattern, Rates::Exact});
        }
    }
    return candidates;
}

Part tapped_part(const Pattern& pattern) {
    return pattern.parts().empty() ? Part::steady(Colour::Red) : pattern.parts().front();
}

// Tappings of 3 to 12 s, read against the whole list.
struct Score {
    int tappings = 0;
    int decided = 0;
    int right = 0;
    int best_right = 0;   // of those too short to tell: the likeliest was right
    double expected = 0;  // and how often it says that it would be

    void add(const TapMatch& match, std::size_t shown) {
        const bool is_right = has(match.ranked.front(), shown);
        ++tappings;
        if (match.kind == Kind::TooShort) {
            best_right += is_right ? 1 : 0;
            expected += match.ranked.front().share;
        } else {
            ++decided;
            right += match.kind == Kind::Decided && is_right ? 1 : 0;
        }
    }
    [[nodiscard]] int too_short() const { return tappings - decided; }
    [[nodiscard]] double right_share() const { return right / static_cast<double>(decided); }
    [[nodiscard]] double decided_share() const { return decided / static_cast<double>(tappings); }
    // Wrong answers are the only failures: too short is right where nothing can be told.
    [[nodiscard]] double not_wrong_share() const {
        return 1 - (decided - right) / static_cast<double>(tappings);
    }
};

Score match_all(const std::vector<TapCandidate>& candidates, double least, double most,
                Slips slips = Slips::OneInTen) {
    Random random(1);
    Tapper tapper(random, slips);
    Score score;
    for (std::size_t shown = 0; shown < candidates.size(); ++shown) {
        for (int i = 0; i < 50; ++i) {
            const Seconds watched(tapper.uniform(least, most));
            const auto taps = tapper.tap(tapped_part(candidates[shown].pattern), watched);
            score.add(match_taps(taps, watched, candidates), shown);
        }
    }
    return score;
}

TEST(MatchTaps, Reads99PercentOfAllTappingsOfOurCameraRight) {
    for (const Slips slips : {Slips::OneInTen, Slips::ByChance}) {
        const Score score = match_all(camera_codes(), 3, 12, slips);
        EXPECT_GE(score.not_wrong_share(), 0.99);
        EXPECT_GE(score.right_share(), 0.99);
        EXPECT_GE(score.decided_share(), 0.73);
        RecordProperty("right_of_decided", std::to_string(score.right_share()));
        RecordProperty("decided", std::to_string(score.decided_share()));
    }
}

TEST(MatchTaps, AfterNineSecondsItHardlyEverAsksForMore) {
    const Score score = match_all(camera_codes(), 9, 12);
    EXPECT_GE(score.decided_share(), 0.97);
    EXPECT_GE(score.right_share(), 0.99);
}

// Whoever guessed where it says "too short" would be wrong as often as the shares say. So it does
// not hold back what the taps tell.
TEST(MatchTaps, SaysTooShortOnlyWhereTheTapsCannotTell) {
    const Score score = match_all(camera_codes(), 3, 12);
    const double best_right = score.best_right / static_cast<double>(score.too_short());
    EXPECT_LE(best_right, 0.85);
    EXPECT_NEAR(best_right, score.expected / score.too_short(), 0.06);
}

TEST(MatchTaps, PatternsThatDifferInColourOnlyAreOneAnswer) {
    const TapMatch result =
        match({0.3, 1.3, 2.3, 3.3, 4.3}, 4.9,
              {candidate("red blink 1s"), candidate("green blink 3s"),
               candidate("blue blink 0.1s/0.9s"), candidate("amber/green 1s"), candidate("red")});
    EXPECT_EQ(result.kind, Kind::Decided);
    EXPECT_EQ(result.ranked.size(), 3U);
    EXPECT_EQ(result.ranked.front().candidates, (std::vector<std::size_t>{0, 2, 3}));
}

TEST(MatchTaps, SharesAddUpToOne) {
    const TapMatch result = match({0.2, 0.9, 2.4, 2.9}, 4, camera_codes());
    const double all = std::accumulate(
        result.ranked.begin(), result.ranked.end(), result.none,
        [](double sum, const TapMatch::Rhythm& rhythm) { return sum + rhythm.share; });
    EXPECT_NEAR(all, 1, 1e-9);
    EXPECT_TRUE(std::is_sorted(result.ranked.begin(), result.ranked.end(),
                               [](const auto& a, const auto& b) { return a.share > b.share; }));
}

TEST(MatchTaps, SilenceIsTellingToo) {
    const std::vector<TapCandidate> list = {candidate("red"), candidate("red blink 1s"),
                                            candidate("red blink 4s")};
    EXPECT_EQ(match({}, 3, list).kind, Kind::TooShort);
    const TapMatch steady = match({}, 12, list);
    EXPECT_EQ(steady.kind, Kind::Decided);
    EXPECT_TRUE(has(steady.ranked.front(), 0));
    // Three flashes and a pause: no blink stops.
    const TapMatch bursts = match(
        {0.4, 0.8, 1.2}, 3, {candidate("red 3x 0.2s/0.2s pause 2s"), candidate("red blink 0.4s")});
    EXPECT_EQ(bursts.kind, Kind::Decided);
    EXPECT_TRUE(has(bursts.ranked.front(), 0));
}

TEST(MatchTaps, WhatFlashesTooFastToTapIsOneRhythm) {
    std::vector<double> taps;
    for (int i = 1; i < 20; ++i) {
        taps.push_back(0.18 * i);
    }
    const TapMatch result = match(taps, 3.7,
                                  {candidate("red blink 0.15s"), candidate("red blink 1s"),
                                   candidate("green blink 0.1s"), candidate("red blink 0.4s")});
    EXPECT_EQ(result.kind, Kind::Decided);
    EXPECT_EQ(result.ranked.front().candidates, (std::vector<std::size_t>{0, 2}));
}

TEST(MatchTaps, KnowsWhenItIsNoneOfThem) {
    const std::vector<TapCandidate> list = {candidate("red blink 1s"), candidate("red blink 2s"),
                                            candidate("red 3x 0.2s/0.2s pause 2s")};
    EXPECT_EQ(match({0, 1.4, 2.8, 4.2, 5.6, 7.0, 8.4}, 9, list).kind, Kind::NoneOfThese);
    EXPECT_EQ(match({0.1, 0.4, 1.7, 2.2, 3.4, 3.6, 4.9, 5.5, 5.8, 7.3, 7.9, 8.3}, 9, list).kind,
              Kind::NoneOfThese);
    EXPECT_EQ(match({0, 1, 2}, 3, {}).kind, Kind::NoneOfThese);
}

TEST(MatchTaps, OfSeveralLightsAnyOneThatChangesIsTapped) {
    const std::vector<TapCandidate> list = {candidate("green + red 3x 0.2s/0.2s pause 1.5s"),
                                            candidate("green blink 2s + red blink 1.3s")};
    const TapMatch slow = match({0, 2, 4, 6, 8}, 8.5, list);
    const TapMatch quick = match({0, 1.3, 2.6, 3.9, 5.2}, 5.5, list);
    const TapMatch bursts = match({0, 0.4, 0.8, 2.7, 3.1, 3.5}, 4.2, list);
    for (const TapMatch& result : {slow, quick, bursts}) {
        EXPECT_EQ(result.kind, Kind::Decided);
    }
    EXPECT_TRUE(has(slow.ranked.front(), 1));
    EXPECT_TRUE(has(quick.ranked.front(), 1));
    EXPECT_TRUE(has(bursts.ranked.front(), 0));
}

TEST(MatchTaps, RatesThatAreNotKnownExactlyMayBeOff) {
    const std::vector<double> taps = {0.3, 1.45, 2.6, 3.75, 4.9, 6.05, 7.2};
    EXPECT_EQ(match(taps, 7.8, {candidate("red blink 1s"), candidate("red")}).kind,
              Kind::NoneOfThese);
    for (const Rates rates : {Rates::About, Rates::Unknown}) {
        const TapMatch result = match(
            taps, 7.8,
            {candidate("red blink 1s", rates), candidate("red 5x 0.2s/0.2s pause 2s", rates)});
        EXPECT_EQ(result.kind, Kind::Decided);
        EXPECT_TRUE(has(result.ranked.front(), 0));
    }
}

TEST(MatchTaps, BlinksOfUnknownRatesStaySeveral) {
    const TapMatch result = match({0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4, 6.3}, 6.8,
                                  {candidate("blue blink 2s", Rates::Unknown),
                                   candidate("red 5x 0.2s/0.2s pause 2s", Rates::Unknown),
                                   candidate("red blink 1s", Rates::Unknown), candidate("red")});
    EXPECT_EQ(result.kind, Kind::Several);
    EXPECT_TRUE(has(result.ranked[0], 2));  // the nearer rate first
    EXPECT_TRUE(has(result.ranked[1], 0));
}

TEST(MatchTaps, TakesAnyNumbers) {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<TapCandidate> list = camera_codes();
    for (const double watched :
         {-1.0, 0.0, 1e-300, 5.0, 1e300, infinity, -infinity, static_cast<double>(NAN)}) {
        for (const std::vector<double>& taps : {std::vector<double>{},
                                                {NAN, infinity, -infinity, -1, 0, 1e300},
                                                {0, 0, 0, 1e-300},
                                                std::vector<double>(10'000, 2.0),
                                                {1, 1.05, 1.1, 1.15, 1.2, 1.25}}) {
            const TapMatch result = match(taps, watched, list);
            for (const TapMatch::Rhythm& rhythm : result.ranked) {
                EXPECT_TRUE(rhythm.share >= 0 && rhythm.share <= 1);
            }
        }
    }
}

}  // namespace
}  // namespace porchlight::light
