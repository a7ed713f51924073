// SPDX-License-Identifier: Apache-2.0
// How often the right answer to "What does the light show?" fits best, when people err: every code
// of every model of spec/models/, picked from the model's codes and the drawings, and tapped along.
//
//     light_intake_bench
//
// The human error here is drawn at random and knows nothing of light::likeness(): of seven people
// one takes the colour for another (red and amber most, then blue and white, then green and blue),
// of five one miscounts a burst by one, rates are off by 25 % (one sigma), and of twenty one picks
// whatever has the right colour.
#include "base/random.hpp"
#include "device/models.hpp"
#include "doctor/knowledge_file.hpp"
#include "intake/light_answers.hpp"
#include "intake/light_intake.hpp"
#include "light/likeness.hpp"
#include "light/tapper_for_test.hpp"
#include "light/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::intake {
namespace {

namespace model = device::model;
using doctor::Observation;
using light::Colour;
using light::Part;
using light::Pattern;

constexpr int kPeople = 100;  // for each code

struct Row {
    int all = 0;
    int first = 0;
    int among_two = 0;
    void print(const char* name) const {
        fmt::print("{:<34} {:>6} {:>9.3f} {:>9.3f}\n", name, all,
                   static_cast<double>(first) / std::max(all, 1),
                   static_cast<double>(among_two) / std::max(all, 1));
    }
};

class Person {
  public:
    explicit Person(Random& random) : random_(random), tapper_(random) {}

    Colour see(Colour colour) {
        constexpr double kMistaken = 1.0 / 7;
        if (random_.unit() >= kMistaken) {
            return colour;
        }
        switch (colour) {
            case Colour::Red:
            case Colour::Infrared:
                return Colour::Amber;
            case Colour::Amber:
                return random_.unit() < .8 ? Colour::Red : Colour::White;
            case Colour::Blue:
                return random_.unit() < .8 ? Colour::White : Colour::Green;
            case Colour::White:
                return random_.unit() < .6 ? Colour::Blue : Colour::Amber;
            case Colour::Green:
                return random_.unit() < .5 ? Colour::Blue : Colour::Amber;
        }
        return colour;
    }

    Part see(const Part& part) {
        const auto paced = [&, by = std::exp(.22 * tapper_.normal())](light::Milliseconds time) {
            const auto seen = static_cast<int>(static_cast<double>(time.count()) * by);
            return std::clamp(light::Milliseconds(seen), light::kShortestPhase,
                              light::kLongestPhase);
        };
        const Colour colour = see(part.colours().front());
        switch (part.kind()) {
            case Part::Kind::Steady:
                return Part::steady(colour);
            case Part::Kind::Blink:
                return Part::blink(colour, paced(part.on()), paced(part.off()));
            case Part::Kind::Bursts:
                return Part::bursts(colour, count(part.count()), part.on(), part.off(),
                                    part.pause());
            case Part::Kind::Alternate:
                break;
        }
        return part;
    }

    Pattern see(const Pattern& pattern) {
        if (pattern.parts().size() != 1) {
            return pattern;
        }
        return Pattern{see(pattern.parts().front())};
    }

    /// The likest of the drawings; now and then any.
    Pattern pick(const std::vector<Pattern>& drawings, const Pattern& shown) {
        constexpr double kCareless = 1.0 / 20;
        const Pattern seen = see(shown);
        if (random_.unit() < kCareless) {
            std::vector<Pattern> same;
            std::ranges::copy_if(drawings, std::back_inserter(same), [&](const Pattern& drawing) {
                return drawing.colours() == seen.colours();
            });
            if (!same.empty()) {
                return same[static_cast<std::size_t>(random_.unit() *
                                                     static_cast<double>(same.size()))];
            }
        }
        return *std::ranges::max_element(
            drawings, {}, [&](const Pattern& drawing) { return light::likeness(seen, drawing); });
    }

    TappedLight tap(const Pattern& shown) {
        const light::Seconds watched(15);
        TappedLight told{{}, watched, {}};
        if (!shown.parts().empty()) {
            const auto changing = std::ranges::find_if(
                shown.parts(), [](const Part& part) { return part.kind() != Part::Kind::Steady; });
            const Part& part = changing == shown.parts().end() ? shown.parts().front() : *changing;
            told.taps = tapper_.tap(part, watched);
        }
        for (const Part& part : shown.parts()) {
            for (const Colour colour : part.colours()) {
                told.colours.add(see(colour));
            }
        }
        return told;
    }

  private:
    int count(int count) {
        constexpr double kMiscounted = 1.0 / 5;
        const int by = random_.unit() < .5 ? 1 : -1;
        return random_.unit() < kMiscounted ? std::clamp(count + by, 2, light::kMostFlashes)
                                            : count;
    }

    Random& random_;
    light::Tapper tapper_;
};

std::vector<Pattern> drawings_of(const Observation& observation, const model::Model& model) {
    std::vector<Pattern> drawings;
    for (const model::LightCode& code : model.lights) {
        drawings.push_back(light::parse_pattern(code.pattern).value());
    }
    for (const doctor::Value& value : observation.values) {
        drawings.insert(drawings.end(), value.drawn.begin(), value.drawn.end());
    }
    return drawings;
}

void count(Row& row, const std::vector<doctor::Finding>& findings, std::size_t right) {
    const std::vector<double>& fits = findings.front().fits;
    const auto better = std::ranges::count_if(fits, [&](double fit) { return fit > fits[right]; });
    const auto as_good =
        std::ranges::count_if(fits, [&](double fit) { return fit == fits[right]; });
    ++row.all;
    row.first += better == 0 && as_good == 1 ? 1 : 0;
    row.among_two += better + as_good <= 2 ? 1 : 0;
}

void run() {
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    Random random(1);
    Person person(random);
    Row picked;
    Row unknown;
    Row tapped;
    for (const model::Model& model : model::all_models()) {
        const bool is_hub = model.kind == device::Kind::Hub;
        const std::size_t asked =
            doctor::find(knowledge.observations, is_hub ? "hub_light" : "light").value();
        const Observation& observation = knowledge.observations[asked];
        const auto drawings = drawings_of(observation, model);
        for (const model::LightCode& code : model.lights) {
            const Pattern shown = light::parse_pattern(code.pattern).value();
            const auto answers = answers_to(observation, shown);
            const auto right =
                static_cast<std::size_t>(std::ranges::max_element(answers) - answers.begin());
            for (int i = 0; i < kPeople; ++i) {
                const DrawnLight choice{person.pick(drawings, shown)};
                count(picked, light_findings(knowledge, &model, choice), right);
                if (!is_hub) {
                    count(unknown, light_findings(knowledge, nullptr, choice), right);
                }
                if (i % 10 == 0) {
                    count(tapped, light_findings(knowledge, &model, person.tap(shown)), right);
                }
            }
        }
    }
    fmt::print("{:<34} {:>6} {:>9} {:>9}\n", "the right answer fits best", "people", "first",
               "of two");
    picked.print("picked, model known");
    unknown.print("picked, model not known");
    tapped.print("tapped for 15 s, model known");
}

}  // namespace
}  // namespace porchlight::intake

int main() {
    porchlight::intake::run();
    return 0;
}
