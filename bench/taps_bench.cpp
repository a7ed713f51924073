// SPDX-License-Identifier: Apache-2.0
// How well taps are read: simulated people tap along with every kind of light for 3 to 12 s.
#include "light/codes.hpp"
#include "light/rhythm.hpp"
#include "light/tap_match.hpp"
#include "light/tap_evidence.hpp"
#include "light/tapper_for_test.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace porchlight::light {
namespace {

constexpr int kTappings = 400;

Part tapped_part(const Pattern& pattern) {
    Part tapped = Part::steady(Colour::Red);
    for (const Part& part : pattern.parts()) {
        tapped = part.kind() == Part::Kind::Steady ? tapped : part;
    }
    return tapped;
}

struct Score {
    int trials = 0, decided = 0, right = 0, none = 0, forced = 0, forced_right = 0;
    double expected = 0;
};

bool contains(const TapMatch::Rhythm& r, std::size_t c) {
    return std::find(r.candidates.begin(), r.candidates.end(), c) != r.candidates.end();
}

void score(Score& s, const TapMatch& m, std::size_t shown) {
    ++s.trials;
    const bool top = contains(m.ranked.front(), shown);
    if (m.kind == TapMatch::Kind::TooShort) {
        ++s.forced;
        s.forced_right += top;
        s.expected += m.ranked.front().share;
    } else {
        ++s.decided;
        s.none += m.kind == TapMatch::Kind::NoneOfThese;
        s.right += m.kind == TapMatch::Kind::Decided && top;
    }
}
void print(const char* name, const Score& s) {
    std::printf("%-24s trials %5d decided %5.1f%% right of decided %6.2f%% (none %d) | too short: best right %5.1f%% expected %5.1f%%\n",
                name, s.trials, 100.0 * s.decided / s.trials, 100.0 * s.right / std::max(1, s.decided),
                s.none, 100.0 * s.forced_right / std::max(1, s.forced), 100 * s.expected / std::max(1, s.forced));
}

void match_own(bool hub, Slips slips) {
    std::vector<TapCandidate> list;
    std::vector<const Code*> codes;
    for (const Code& code : own_codes()) {
        list.push_back({code.pattern, Rates::Exact});
        codes.push_back(&code);
    }
    (void)hub;
    Random random(1);
    Tapper tapper(random, slips);
    Score all;
    std::array<Score, 12> by_second;
    double slowest = 0, total = 0;
    for (std::size_t c = 0; c < codes.size(); ++c) {
        Score each;
        for (int i = 0; i < kTappings; ++i) {
            const Seconds watched(tapper.uniform(3, 12));
            const auto taps = tapper.tap(tapped_part(codes[c]->pattern), watched);
            const auto t0 = std::clock();
            const TapMatch m = match_taps(taps, watched, list);
            const double took = double(std::clock() - t0) / CLOCKS_PER_SEC;
            slowest = std::max(slowest, took);
            total += took;
            score(each, m, c);
            score(all, m, c);
            score(by_second.at(static_cast<std::size_t>(watched.count())), m, c);
        }
        print(std::string(codes[c]->name).c_str(), each);
    }
    print("all", all);
    for (std::size_t s = 3; s < 12; ++s) {
        print((std::to_string(s) + " s").c_str(), by_second.at(s));
    }
    std::printf("slowest %.2f ms mean %.3f ms\n", slowest * 1e3, 1e3 * total / all.trials);
}

Milliseconds ms(double seconds) { return Milliseconds(std::llround(seconds * 1000)); }
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
bool is_near(Seconds read, Seconds truth) { return read > truth * 0.85 && read < truth * 1.15; }
bool is_right(const TapReading& reading, const Part& part) {
    using Kind = TapReading::Kind;
    if (part.kind() == Part::Kind::Steady) return reading.kind == Kind::Steady;
    const Seconds pulse = part.on() + part.off();
    if (pulse < kFastestPulse * 1.15 && reading.kind == Kind::TooFast) return true;
    return part.count() > 1 ? reading.kind == Kind::Bursts && reading.count == part.count() && is_near(reading.period, part.period())
               : reading.kind == Kind::Blink && is_near(reading.period, pulse);
}
struct Generic { int trials = 0, answered = 0, right = 0, kinds[6] = {}, wrong[6] = {}; double slowest = 0, total = 0;
  std::array<int, 13> t{}, a{}; };
void one(Generic& g, Tapper& tapper, const Part& part) {
    const Seconds watched(tapper.uniform(3, 12));
    const auto taps = tapper.tap(part, watched);
    const auto t0 = std::clock();
    const TapReading r = read_taps(taps, watched);
    const double took = double(std::clock() - t0) / CLOCKS_PER_SEC;
    g.slowest = std::max(g.slowest, took); g.total += took;
    ++g.trials; ++g.kinds[(int)r.kind];
    ++g.t[(int)watched.count()];
    if (r.kind != TapReading::Kind::TooShort) { ++g.answered; ++g.a[(int)watched.count()]; if (is_right(r, part)) ++g.right; else { ++g.wrong[(int)r.kind];
      if (getenv("V")) { std::printf("shown n=%d pulse %.2f pause %.2f; read kind %d n=%d pulse %.2f pause %.2f conf %.4f watched %.1f:", part.count(), Seconds(part.on()+part.off()).count(), Seconds(part.on()+part.pause()).count(), (int)r.kind, r.count, r.pulse().count(), r.pause.count(), r.confidence, watched.count());
        { const Tapping tp(taps, watched); Rhythm truth{part.count(), part.count()>1?Seconds(part.on()+part.off()).count():0, Seconds(part.on()+part.pause()).count()}; Rhythm red{r.count, r.count>1? r.pulse().count():0, r.pause.count()};
          if (r.count && part.count()) { std::printf(" EV truth %.2f read %.2f", log_evidence(tp.window(), truth), log_evidence(tp.window(), red));
          const TapFit f = fit_taps(tp.window().taps, truth); std::printf(" refit n=%d %.2f/%.2f ev %.2f vit %.2f w %.2f; readfit vit %.2f", f.rhythm.count, f.rhythm.pulse, f.rhythm.gap, log_evidence(tp.window(), f.rhythm), f.log_likelihood, f.log_width, fit_taps(tp.window().taps, red).log_likelihood); } }
        for (auto t : taps) std::printf(" %.2f", t.count()); std::puts(""); } } }
}
void print(const char* name, const Generic& g) {
    std::printf("%-24s answered %5.1f%% right of answers %6.2f%% wrong: blink %d bursts %d fast %d irregular %d steady %d; mean %.2f ms slowest %.2f |", name, 100.0*g.answered/g.trials, 100.0*g.right/std::max(1,g.answered), g.wrong[1], g.wrong[2], g.wrong[3], g.wrong[4], g.wrong[0], 1e3*g.total/g.trials, 1e3*g.slowest);
    for (int s = 3; s < 12; ++s) std::printf(" %d:%.0f", s, 100.0*g.a[s]/std::max(1,g.t[s])); std::puts("");
}
void generic() {
    Random random(1);
    for (Slips slips : {Slips::OneInTen, Slips::ByChance}) {
    Tapper tapper(random, slips);
    Generic own;
    for (const Code& code : own_codes()) { Generic each; for (int i = 0; i < 200; ++i) { one(own, tapper, tapped_part(code.pattern)); one(each, tapper, tapped_part(code.pattern)); }
        if (getenv("E")) print(std::string(code.name).c_str(), each); }
    print("own", own);
    Generic blinks; for (int i = 0; i < 4000; ++i) one(blinks, tapper, any_blink(tapper));
    print("blinks", blinks);
    for (int n = 2; n <= 7; ++n) { Generic b; for (int i = 0; i < 3000; ++i) one(b, tapper, any_bursts(tapper, n)); print(("bursts " + std::to_string(n)).c_str(), b); }
    }
}

}  // namespace
}  // namespace porchlight::light

int main(int argc, char**) {
    if (argc > 1) { porchlight::light::generic(); return 0; }
    porchlight::light::match_own(false, porchlight::light::Slips::OneInTen);
}
