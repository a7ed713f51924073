// SPDX-License-Identifier: Apache-2.0
// How well tapped rhythms are read. Simulated people (src/light/tapper_for_test.hpp: 60 ms early or
// late, one flash in ten missed or tapped twice, any reaction time) begin anywhere, tap along for
// 3 to 12 s, and are read once. docs/design/light.md tells what the columns mean.
#include "light/codes.hpp"
#include "light/rhythm.hpp"
#include "light/tap_match.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace porchlight::light {
namespace {

constexpr int kTappings = 1'000;
constexpr Seconds kShortest{3};
constexpr Seconds kLongest{12};

double percent(int part, int whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
}

// The processor's time for one call: the machine may be busy.
class Stopwatch {
  public:
    template <typename Call>
    auto time(Call call) {
        const std::clock_t begin = std::clock();
        auto result = call();
        const double took = static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC;
        slowest_ = std::max(slowest_, took);
        all_ += took;
        ++calls_;
        return result;
    }
    void print(const char* of) const {
        std::printf("%s: %d calls, mean %.2f ms, slowest %.2f ms\n\n", of, calls_, all_ / calls_,
                    slowest_);
    }

  private:
    double slowest_ = 0;
    double all_ = 0;
    int calls_ = 0;
};

struct Score {
    int tappings = 0;
    int answers = 0;
    int right = 0;
    int best_right = 0;  // of those without an answer: the likeliest one is right

    void add(bool is_answer, bool is_right) {
        ++tappings;
        answers += is_answer ? 1 : 0;
        right += is_answer && is_right ? 1 : 0;
        best_right += !is_answer && is_right ? 1 : 0;
    }
};

// A row of figures: over all tappings, and by the seconds that they took.
struct Row {
    Score all;
    std::array<Score, 12> by_second{};

    void add(Seconds watched, bool is_answer, bool is_right) {
        all.add(is_answer, is_right);
        by_second.at(static_cast<std::size_t>(watched.count())).add(is_answer, is_right);
    }
    void print(const std::string& name) const {
        std::printf("| %-34s | %5.1f | %6.2f | %5.1f |", name.c_str(),
                    percent(all.answers, all.tappings), percent(all.right, all.answers),
                    percent(all.best_right, all.tappings - all.answers));
        for (std::size_t second = 3; second < by_second.size(); ++second) {
            const Score& score = by_second.at(second);
            std::printf(" %3.0f", percent(score.answers, score.tappings));
        }
        std::puts(" |");
    }
};

void print_head(const char* title) {
    std::printf(
        "## %s\n\n| %-34s | answ. | right  | else  | answered after 3, 4, ... 11 s      |\n", title,
        "shown");
    std::puts("|---|---|---|---|---|");
}

// --- without a list -----------------------------------------------------------------------------

Milliseconds ms(double seconds) {
    return Milliseconds(std::llround(seconds * 1000));
}

Part tapped_part(const Pattern& pattern) {
    Part tapped = Part::steady(Colour::Red);
    for (const Part& part : pattern.parts()) {
        tapped = part.kind() == Part::Kind::Steady ? tapped : part;
    }
    return tapped;
}

Part any_blink(Tapper& tapper) {
    const double period = 0.25 * std::pow(16.0, tapper.uniform(0, 1));
    return Part::blink(Colour::Red, ms(period / 2), ms(period / 2));
}

Part any_bursts(Tapper& tapper, int count) {
    const double pulse = tapper.uniform(0.3, std::min(0.8, 3.3 / (count - 1)));
    const double pause = std::max(1.2, pulse * 2.2) + tapper.uniform(0, 1.5);
    return Part::bursts(Colour::Red, count, ms(pulse / 2), ms(pulse / 2), ms(pause));
}

bool is_near(Seconds read, Seconds truth) {
    return read > truth * 0.85 && read < truth * 1.15;
}

bool is_right(const TapReading& reading, const Part& part) {
    using Kind = TapReading::Kind;
    const Seconds pulse = part.on() + part.off();
    if (part.kind() == Part::Kind::Steady || pulse < kFastestPulse) {
        return reading.kind == (pulse > Seconds(0) ? Kind::TooFast : Kind::Steady);
    }
    if (part.count() > 1) {
        return reading.kind == Kind::Bursts && reading.count == part.count() &&
               is_near(reading.period, part.period());
    }
    return reading.kind == Kind::Blink && is_near(reading.period, pulse);
}

void read_once(const Part& part, Tapper& tapper, Row& row, Stopwatch& stopwatch) {
    const Seconds watched(tapper.uniform(kShortest.count(), kLongest.count()));
    const std::vector<Seconds> taps = tapper.tap(part, watched);
    const TapReading reading = stopwatch.time([&] { return read_taps(taps, watched); });
    row.add(watched, reading.kind != TapReading::Kind::TooShort, is_right(reading, part));
}

void read_all(Slips slips, const char* title) {
    Random random(1);
    Tapper tapper(random, slips);
    Stopwatch stopwatch;
    print_head(title);
    Row codes;
    for (const Code& code : own_codes()) {
        for (int i = 0; i < kTappings / 4; ++i) {
            read_once(tapped_part(code.pattern), tapper, codes, stopwatch);
        }
    }
    codes.print("own codes");
    Row blinks;
    for (int i = 0; i < 2 * kTappings; ++i) {
        read_once(any_blink(tapper), tapper, blinks, stopwatch);
    }
    blinks.print("a blink, 0.25 to 4 s");
    for (int count = 2; count <= 7; ++count) {
        Row bursts;
        for (int i = 0; i < 8 * kTappings; ++i) {
            read_once(any_bursts(tapper, count), tapper, bursts, stopwatch);
        }
        bursts.print("bursts of " + std::to_string(count));
    }
    stopwatch.print("\nread_taps()");
}

// --- with a list --------------------------------------------------------------------------------

struct Device {
    const char* name;
    std::vector<TapCandidate> candidates;
};

Device own_device(const char* name, std::initializer_list<CodeId> without) {
    Device device{name, {}};
    for (const Code& code : own_codes()) {
        if (std::find(without.begin(), without.end(), code.id) == without.end()) {
            device.candidates.push_back({code.pattern, Rates::Exact});
        }
    }
    return device;
}

Device other_device(const char* name, std::initializer_list<std::pair<const char*, Rates>> list) {
    Device device{name, {}};
    for (const auto& [text, rates] : list) {
        device.candidates.push_back({parse_pattern(text).value(), rates});
    }
    return device;
}

bool is_right(const TapMatch& match, std::size_t shown) {
    const auto found =
        std::find_if(match.ranked.begin(), match.ranked.end(), [&](const TapMatch::Rhythm& rhythm) {
            return std::binary_search(rhythm.candidates.begin(), rhythm.candidates.end(), shown);
        });
    return match.kind == TapMatch::Kind::Several
               ? found->share > 0.05
               : match.kind != TapMatch::Kind::NoneOfThese && found == match.ranked.begin();
}

// A light whose times are not known to the list: they are as far off as the list says.
Part misjudged(const Part& part, Rates rates, Tapper& tapper) {
    const double sigma = rates == Rates::Exact ? 0 : rates == Rates::About ? 0.1 : 0.4;
    const double slower = std::exp(sigma * tapper.normal());
    const auto scaled = [&](Milliseconds time) { return ms(Seconds(time).count() * slower); };
    switch (part.kind()) {
        case Part::Kind::Blink:
            return Part::blink(Colour::Red, scaled(part.on()), scaled(part.off()));
        case Part::Kind::Bursts:
            return Part::bursts(Colour::Red, part.count(), scaled(part.on()), scaled(part.off()),
                                scaled(part.pause()));
        case Part::Kind::Alternate:
            return Part::alternate(part.colours(), scaled(part.on()));
        case Part::Kind::Steady:
            break;
    }
    return part;
}

void match_once(const Device& device, std::size_t shown, Tapper& tapper, Row& row,
                Stopwatch& stopwatch) {
    const TapCandidate& candidate = device.candidates[shown];
    const Seconds watched(tapper.uniform(kShortest.count(), kLongest.count()));
    const Part part = misjudged(tapped_part(candidate.pattern), candidate.rates, tapper);
    const std::vector<Seconds> taps = tapper.tap(part, watched);
    const TapMatch match =
        stopwatch.time([&] { return match_taps(taps, watched, device.candidates); });
    row.add(watched, match.kind != TapMatch::Kind::TooShort, is_right(match, shown));
}

void match_all(const Device& device, Slips slips) {
    Random random(2);
    Tapper tapper(random, slips);
    Stopwatch stopwatch;
    print_head(device.name);
    Row all;
    for (std::size_t shown = 0; shown < device.candidates.size(); ++shown) {
        Row row;
        for (int i = 0; i < kTappings; ++i) {
            match_once(device, shown, tapper, row, stopwatch);
        }
        row.print(to_text(device.candidates[shown].pattern));
        for (std::size_t i = 0; i < row.by_second.size(); ++i) {
            all.by_second.at(i).tappings += row.by_second.at(i).tappings;
            all.by_second.at(i).answers += row.by_second.at(i).answers;
            all.by_second.at(i).right += row.by_second.at(i).right;
        }
        all.all.tappings += row.all.tappings;
        all.all.answers += row.all.answers;
        all.all.right += row.all.right;
        all.all.best_right += row.all.best_right;
    }
    all.print("all of them");
    std::printf("right by second:");
    for (std::size_t second = 3; second < all.by_second.size(); ++second) {
        const Score& score = all.by_second.at(second);
        std::printf(" %.2f", percent(score.right, score.answers));
    }
    std::puts("");
    stopwatch.print("match_taps()");
}

// Rhythms that differ from every one in the list by a fifth or more.
void match_strangers(const Device& device) {
    Random random(3);
    Tapper tapper(random);
    Row row;
    for (int i = 0; i < kTappings; ++i) {
        const double period = std::array{0.42, 0.8, 1.55, 3.1}.at(static_cast<std::size_t>(i) % 4);
        const Part part = i % 8 < 4 ? Part::blink(Colour::Red, ms(period / 2), ms(period / 2))
                                    : any_bursts(tapper, 2 + 2 * (i % 2));
        const Seconds watched(tapper.uniform(kShortest.count(), kLongest.count()));
        const TapMatch match = match_taps(tapper.tap(part, watched), watched, device.candidates);
        row.add(watched, match.kind != TapMatch::Kind::TooShort,
                match.kind == TapMatch::Kind::NoneOfThese);
    }
    print_head("A light that is not in the list of our cameras (right: none of these)");
    row.print("blinks, bursts of 2 and 4");
    std::puts("");
}

void run() {
    read_all(Slips::OneInTen, "No list; one slip in every ten flashes");
    read_all(Slips::ByChance, "No list; at each flash a slip by a chance of one in ten");
    const Device camera = own_device("Our camera", {CodeId::HubPairing, CodeId::HubOnline,
                                                    CodeId::NoInternet, CodeId::StorageFault});
    const Device hub =
        own_device("Our hub", {CodeId::CameraPairing, CodeId::JoiningWifi, CodeId::SeekingHub,
                               CodeId::Online, CodeId::Recording, CodeId::Live, CodeId::NoHub,
                               CodeId::HubRefuses, CodeId::BatteryLow, CodeId::BatteryCritical,
                               CodeId::SoftReset, CodeId::EraseWarning});
    match_all(camera, Slips::OneInTen);
    match_all(camera, Slips::ByChance);
    match_all(hub, Slips::OneInTen);
    // spec/models: what sources say of them.
    match_all(other_device("A Blink battery camera", {{"red 5x 0.2s/0.2s pause 2s", Rates::Unknown},
                                                      {"red blink 1s", Rates::Unknown},
                                                      {"red blink 0.3s/2.7s", Rates::About},
                                                      {"blue blink 2s", Rates::Unknown},
                                                      {"red", Rates::Exact}}),
              Slips::OneInTen);
    match_all(other_device("A Tapo camera", {{"red blink 0.5s", Rates::Unknown},
                                             {"red", Rates::Exact},
                                             {"red/green 1s", Rates::Unknown},
                                             {"red blink 2s", Rates::Unknown},
                                             {"red blink 0.3s", Rates::Unknown},
                                             {"green blink 1s", Rates::Unknown}}),
              Slips::OneInTen);
    match_strangers(camera);
}

}  // namespace
}  // namespace porchlight::light

int main() {
    porchlight::light::run();
}
