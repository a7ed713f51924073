// SPDX-License-Identifier: Apache-2.0
// Whether a householder on a ladder can follow what is said.
#include "doctor/check_parts.hpp"
#include "doctor/phrase.hpp"
#include "doctor/reading_level.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace porchlight::doctor {

namespace {

/// Longer sentences are hard to follow.
constexpr std::size_t kMostWords = 26;
/// The school year that must be able to read it: what health services ask of their leaflets.
constexpr double kHighestGrade = 8;
/// Of less the measure says little.
constexpr std::size_t kFewWords = 8;

void check_length(const Place& place, std::string_view text, Complaints& complaints) {
    std::size_t count = 0;
    for (const Word& word : words_of(text)) {
        count = word.text == "." ? 0 : count + 1;
        if (count == kMostWords + 1) {
            complaints.add(place, fmt::format("a sentence with more than {} words; make two of it",
                                              kMostWords));
        }
    }
}

void check_grade(const Place& place, std::string_view text, Complaints& complaints) {
    const double grade = reading_grade(text);
    if (reading_count(text).words >= kFewWords && grade > kHighestGrade) {
        complaints.add(place,
                       fmt::format("this takes {:.0f} years of school to read; shorter words "
                                   "and sentences make it {:.0f} or less",
                                   grade, kHighestGrade));
    }
}

void check_text(const Place& place, std::string_view text, Complaints& complaints) {
    check_length(place, text, complaints);
    check_grade(place, text, complaints);
}

/// The answers stand below each other, so they are read together.
std::string all_answers(const Observation& observation) {
    std::string all;
    for (const Value& value : observation.values) {
        all += value.says + "\n";
    }
    return all;
}

}  // namespace

void check_texts(const Knowledge& knowledge, Complaints& complaints) {
    for (const Cause& cause : knowledge.causes) {
        check_text({"causes/" + cause.id, "title", {}}, cause.title, complaints);
        check_text({"causes/" + cause.id, "says", {}}, cause.says, complaints);
    }
    for (const Observation& observation : knowledge.observations) {
        const std::string file = "observations/" + observation.id;
        check_text({file, "ask", {}}, observation.ask, complaints);
        check_grade({file, "value", {}}, all_answers(observation), complaints);
        for (std::size_t i = 0; i < observation.values.size(); ++i) {
            check_length({file, "value", i, "says"}, observation.values[i].says, complaints);
        }
    }
    for (const Step& step : knowledge.steps) {
        check_text({"steps/" + step.id, "says", {}}, step.says, complaints);
    }
}

}  // namespace porchlight::doctor
