// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_walk.hpp"

#include "base/clock.hpp"
#include "base/language.hpp"
#include "doctor/explanation.hpp"
#include "doctor/intake.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/walk.hpp"
#include "hub/doctor/light_reading.hpp"
#include "hub/phrases.hpp"
#include "hub/spoken.hpp"
#include "porchlight/light_list.hpp"
#include "porchlight/terminal.hpp"
#include "porchlight/walk_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::app {

namespace {

using doctor::Finding;
using doctor::Next;

/// What one answer or step leads to.
enum class Go : std::uint8_t { On, Leave };

std::size_t best_value(const Finding& finding) {
    return static_cast<std::size_t>(std::ranges::max_element(finding.fits) - finding.fits.begin());
}

class TerminalWalk {
  public:
    TerminalWalk(Terminal& terminal, const Clock& clock, doctor::Case home,
                 const ProbeOptions& camera)
        : terminal_(terminal), clock_(clock), camera_(camera), walk_(knowledge_, std::move(home)) {}

    void run() {
        check_understood();
        Go go = Go::On;
        while (go == Go::On && walk_.next().kind != Next::Kind::End) {
            go = one_thing();
        }
        if (go == Go::Leave) {
            walk_.leave();
        }
        say_how_it_ended();
    }

  private:
    void say(std::string_view text) { terminal_.print(said(book_, text)); }

    [[nodiscard]] doctor::WalkTime now() const {
        return std::chrono::floor<doctor::WalkTime>(clock_.monotonic_now().time_since_epoch());
    }

    /// "Did I get this right?"
    void check_understood() {
        for (;;) {
            std::vector<const Finding*> all;
            const doctor::Case& home = walk_.memory().home;
            for (const auto* list : {&home.cameras.front().findings, &home.home}) {
                for (const Finding& finding : *list) {
                    all.push_back(&finding);
                }
            }
            if (all.empty()) {
                return;
            }
            std::string text = "\nThis is what I understood:\n";
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& seen = knowledge_.observations[all[i]->observation];
                text +=
                    fmt::format("  {} {} {}  (\"{}\")\n", i + 1, book_.say(seen.ask),
                                book_.say(seen.values[best_value(*all[i])].says), all[i]->words);
            }
            say(text);
            const auto line =
                terminal_.ask(book_.say("Is that right? Enter if so, else the number of what is "
                                        "wrong: "));
            const auto wrong = line ? number_in(*line) : std::nullopt;
            if (!wrong || *wrong < 1 || *wrong > all.size()) {
                return;
            }
            walk_.forget(all[*wrong - 1]->observation);
        }
    }

    Go one_thing() {
        switch (walk_.next().kind) {
            case Next::Kind::Probe:
                walk_.cannot_say(walk_.next().index);  // no hub is here
                return Go::On;
            case Next::Kind::Ask:
                return ask(walk_.next().index);
            case Next::Kind::Do:
                return advise();
            case Next::Kind::Watch:
                return watch();
            case Next::Kind::Support:
                is_for_support_ = true;
                break;
            case Next::Kind::End:
                break;
        }
        return Go::Leave;
    }

    Go ask(std::size_t index) {
        const doctor::Observation& asked = knowledge_.observations[index];
        say(fmt::format("\n{}\n", asked.ask));
        const bool can_tap = asked.id == "light" && terminal_.is_live();
        const auto frame = [&](Microseconds since) { return answers_to(asked, since); };
        if (!can_tap) {
            terminal_.print(plain(frame(Microseconds(0))));
        }
        const std::string prompt = fmt::format("Number (0 I cannot tell, {}w why, q leave): ",
                                               can_tap ? "t tap along with it, " : "");
        for (;;) {
            const auto line = terminal_.ask(book_.say(prompt),
                                            can_tap ? Terminal::Frame(frame) : Terminal::Frame());
            const bool taps = can_tap && line == "t";
            if (const auto go = taps ? tap_along() : take_answer(index, line)) {
                return *go;
            }
        }
    }

    /// A line each, and a light as it looks then.
    [[nodiscard]] std::string answers_to(const doctor::Observation& asked,
                                         Microseconds since) const {
        std::string text;
        for (std::size_t i = 0; i < asked.values.size(); ++i) {
            const doctor::Value& value = asked.values[i];
            text += fmt::format("  {:>2} {}{}\x1b[K\n", i + 1,
                                asked.id == "light" ? light_dot(value.id, since) : "",
                                book_.say(value.says));
        }
        return text;
    }

    /// Nothing: ask again.
    std::optional<Go> tap_along() {
        const auto taps = terminal_.tap_along(
            book_.say("Press any key each time it lights up or changes"), kWatchALight);
        if (!taps) {
            return Go::Leave;
        }
        hub::DoctorLight told;
        told.watched = std::chrono::duration<double>(kWatchALight).count();
        for (const Microseconds tap : *taps) {
            told.taps.push_back(std::chrono::duration<double>(tap).count());
        }
        auto findings = hub::read_light(knowledge_, nullptr, told);
        if (!findings) {
            say(findings.error().message() + "\n");
            return std::nullopt;
        }
        for (Finding& finding : *findings) {
            say(finding.words + "\n");
            walk_.found(std::move(finding));
        }
        return Go::On;
    }

    /// Nothing: ask again.
    std::optional<Go> take_answer(std::size_t index, const std::optional<std::string>& line) {
        if (!line || *line == "q") {
            return Go::Leave;
        }
        if (*line == "w") {
            explain();
            return std::nullopt;
        }
        const std::size_t answers = knowledge_.observations[index].values.size();
        const auto number = number_in(*line);
        if (!number || *number > answers) {
            return std::nullopt;
        }
        if (*number == 0) {
            walk_.cannot_say(index);
            return Go::On;
        }
        Finding finding{index, std::vector<double>(answers, 0), {}};
        finding.fits[*number - 1] = 1;
        walk_.found(std::move(finding));
        return Go::On;
    }

    Go advise() {
        const doctor::Step& step = knowledge_.steps[walk_.next().index];
        say_cause();
        say(fmt::format("\nNext: {}\n", step.says));
        if (const auto other = walk_.next().also) {
            say(fmt::format("And while you are there: {}\n", knowledge_.steps[*other].says));
        }
        say_price(step);
        const auto seconds = seconds_in(step.says);
        const bool is_comfort = step.kind == doctor::StepKind::Nothing;
        const std::string prompt =
            is_comfort
                ? "Enter if that explains it, s if it does not (w why, q leave): "
                : fmt::format(
                      "Enter when it is done, s to skip it ({}w why, q leave): ",
                      seconds ? fmt::format("c count {} s with me, ", seconds->count()) : "");
        for (;;) {
            const auto line = terminal_.ask(book_.say(prompt));
            if (line && *line == "c" && seconds) {
                if (!terminal_.count_down(book_.say("Seconds"), *seconds)) {
                    return Go::Leave;
                }
            } else if (const auto go = take_word(line)) {
                return *go;
            }
        }
    }

    /// Nothing: ask again.
    std::optional<Go> take_word(const std::optional<std::string>& line) {
        const std::vector<std::size_t> steps = walk_.next().steps();
        if (!line || *line == "q") {
            return Go::Leave;
        }
        if (*line == "w") {
            explain();
            return std::nullopt;
        }
        if (line->empty()) {
            walk_.done(steps, now());
            return Go::On;
        }
        if (*line != "s") {
            return std::nullopt;
        }
        if (knowledge_.steps[steps.front()].kind == doctor::StepKind::Nothing) {
            walk_.disagrees(steps.front());
        } else {
            std::ranges::for_each(steps, [&](std::size_t step) { walk_.refuse(step); });
        }
        return Go::On;
    }

    Go watch() {
        const doctor::Watch watch = walk_.memory().watch.value_or(doctor::Watch());
        const auto until = walk_.watched_until().value_or(now());
        if (is_watching()) {
            return watch_by_itself(until);
        }
        if (watch.works_since) {
            say(fmt::format(
                "\nGood. Believe it when it has lasted for {}. If it fails again before, the step "
                "has only hidden what is wrong: then start me again and say so.\n",
                hub::spoken(until - *watch.works_since)));
            return Go::Leave;
        }
        const auto left = until - now();
        if (left > doctor::WalkTime(0) &&
            !terminal_.count_down(book_.say("Give it time, and look at it now and then"), left)) {
            return Go::Leave;
        }
        const auto line = terminal_.ask(book_.say("Does it work now? y or n: "));
        if (!line || *line == "q") {
            return Go::Leave;
        }
        if (line->starts_with('y') || line->starts_with('j')) {
            walk_.works(now());
        } else if (line->starts_with('n')) {
            walk_.passed(std::max(until, now()));
        }
        return Go::On;
    }

    /// The camera can be looked at from here, and not for longer than somebody leaves this open.
    [[nodiscard]] bool is_watching() const {
        const auto until = walk_.watched_until();
        return !camera_.url.empty() && until && *until - now() <= std::chrono::hours(1);
    }

    /// Looks now and then whether it is back, or still there.
    Go watch_by_itself(doctor::WalkTime until) {
        const bool worked = walk_.memory().watch.value_or(doctor::Watch()).works_since.has_value();
        const auto next_look = std::clamp(until - now(), doctor::WalkTime(0), kLookEvery);
        if (next_look > doctor::WalkTime(0) &&
            !terminal_.count_down(
                book_.say(worked ? "It works. I look again in" : "I look at it in"), next_look)) {
            return Go::Leave;
        }
        const bool works = gives_picture(camera_);
        if (works) {
            say(worked ? "" : "I can see it again.\n");
            walk_.works(now());
        } else {
            say(worked ? "It is gone again.\n" : "");
            walk_.fails(now());
        }
        return Go::On;
    }

    void say_cause() {
        const doctor::Suspect top = doctor::suspects(knowledge_, walk_.belief()).front();
        const doctor::Cause& cause = knowledge_.causes[top.cause];
        if (walk_.next().kind == Next::Kind::Do) {
            if (const auto same =
                    doctor::same_cure(knowledge_, walk_.belief(), walk_.next().index)) {
                say(fmt::format("\n{}\n", *same));
                return;
            }
        }
        say(fmt::format("\nLikeliest ({:.0f} %): {}\n  {}\n", 100 * top.share, cause.title,
                        cause.says));
    }

    void say_price(const doctor::Step& step) {
        std::string text = fmt::format("  It takes about {:.0f} min.", std::max(step.minutes, 1.0));
        if (step.money != doctor::Money::None) {
            text += " Something has to be bought.";
        }
        if (step.risk == doctor::Risk::DataLoss) {
            text += " It erases settings.";
        } else if (step.risk != doctor::Risk::None) {
            text += " It may not be undone.";
        }
        say(text + "\n");
    }

    /// What speaks for the likeliest cause, and what else it may be.
    void explain() {
        constexpr std::size_t kMost = 3;
        const auto ranked = doctor::suspects(knowledge_, walk_.belief());
        const doctor::Case& home = walk_.memory().home;
        say_cause();
        std::size_t said = 0;
        for (const doctor::Weight& weight :
             doctor::weights(knowledge_, home, walk_.belief(), ranked.front().cause)) {
            const Finding* finding = doctor::finding_of(home, weight.observation);
            if (finding == nullptr || weight.ratio < 1 || said++ >= kMost) {
                continue;
            }
            const auto& seen = knowledge_.observations[weight.observation];
            say(fmt::format("  because: {} {}\n", seen.ask,
                            seen.values[best_value(*finding)].says));
        }
        for (std::size_t i = 1; i <= 2; ++i) {
            say(fmt::format("  else perhaps ({:.0f} %): {}\n", 100 * ranked.at(i).share,
                            knowledge_.causes[ranked.at(i).cause].title));
        }
    }

    void say_how_it_ended() {
        if (walk_.memory().end == doctor::End::AllIsWell) {
            say("\nThen nothing is wrong.\n");
        } else if (walk_.memory().end == doctor::End::Fixed) {
            say("\nIt works, and has long enough to believe it. Fixed.\n");
        } else if (is_for_support_) {
            say("\nNothing that you can do at home is likely to help.\n");
        } else {
            say_cause();
        }
        for (const doctor::Outcome& outcome : walk_.memory().home.outcomes) {
            for (const std::size_t step : outcome.steps) {
                say(fmt::format("  tried: {}\n", knowledge_.steps[step].says));
            }
        }
    }

    static constexpr std::chrono::seconds kWatchALight{15};
    static constexpr doctor::WalkTime kLookEvery{15};

    Terminal& terminal_;
    const Clock& clock_;
    const ProbeOptions& camera_;
    const doctor::Knowledge& knowledge_ = doctor::built_in_knowledge();
    const Phrasebook& book_ = hub::phrases(terminal_language());
    doctor::Walk walk_;
    bool is_for_support_ = false;
};

}  // namespace

int walk_with_the_doctor(const std::string& words, const ProbeOptions& camera) {
    const SystemClock clock;
    Terminal terminal(clock);
    const Phrasebook& book = hub::phrases(terminal_language());
    std::string told_words = words;
    if (told_words.empty()) {
        terminal.print(said(book,
                            "What is wrong with your camera? Say it in your own words, in English "
                            "or German.\n"));
        const auto line = terminal.ask("> ");
        if (!line) {
            return 0;
        }
        told_words = *line;
    }
    doctor::Told told = doctor::understand(doctor::built_in_knowledge(), told_words);
    doctor::Case home{{std::move(told.camera)}, std::move(told.home), {}};
    if (!camera.url.empty()) {
        terminal.print(said(book, "I test what can be tested from here. That takes up to 8 s.\n"));
        const auto probed = probe_into(camera, home);
        if (!probed) {
            terminal.print(said(book, probed.error().message() + "\n"));
            return 1;
        }
    }
    TerminalWalk(terminal, clock, std::move(home), camera).run();
    return 0;
}

}  // namespace porchlight::app
