// SPDX-License-Identifier: Apache-2.0
#include "doctor/knowledge_file.hpp"

#include "doctor/home_for_test.hpp"
#include "doctor/samples.hpp"

#include <gmock/gmock.h>

#include <ostream>

namespace porchlight::doctor {
namespace {

using ::testing::HasSubstr;

/// The small world with one text changed in one file.
std::string complaint(std::string_view file, std::string_view text, std::string_view instead) {
    std::vector<FileText> files = small_files();
    for (FileText& one : files) {
        if (one.path.ends_with(file)) {
            const std::size_t at = one.text.find(text);
            EXPECT_NE(at, std::string::npos) << text;
            one.text.replace(at, text.size(), instead);
        }
    }
    const auto knowledge = read_knowledge(files);
    return knowledge ? std::string() : knowledge.error().message();
}

TEST(ReadKnowledge, NamesStandForPlacesInTheirLists) {
    const Knowledge knowledge = small_knowledge();
    const Cause& low = knowledge.causes[cause(knowledge, "power.battery_low")];
    EXPECT_EQ(knowledge.services[low.breaks.at(0)].id, "power");
    EXPECT_EQ(knowledge.observations[low.shows.at(0).observation].id, "cells");
    EXPECT_EQ(knowledge.observations[low.shows[0].observation].values[low.shows[0].value].id,
              "low");
    EXPECT_EQ(low.common, Common::VeryCommon);
    EXPECT_EQ(low.shows[0].how, How::Usually);
    const Step& restart = knowledge.steps[find(knowledge.steps, "restart_camera").value()];
    EXPECT_EQ(knowledge.causes[restart.cures.at(0).cause].id, "device.firmware_hung");
    EXPECT_EQ(knowledge.causes[restart.masks.at(0).cause].id, "power.battery_low");
    const Service& view = knowledge.services[find(knowledge.services, "view").value()];
    EXPECT_EQ(view.needs.at(1).when.size(), 1U);
}

TEST(ReadKnowledge, AnAnswerForbidsAStepOnSomeCamerasOnly) {
    std::vector<FileText> files = small_files();
    for (FileText& one : files) {
        if (const std::size_t at = one.text.find("\"light=updating\"]"); at != std::string::npos) {
            one.text.insert(at + std::string_view("\"light=updating").size(), " if power!=battery");
        }
    }
    const auto knowledge = read_knowledge(files);
    ASSERT_TRUE(knowledge) << knowledge.error().message();
    const Step& restart = knowledge->steps[find(knowledge->steps, "restart_camera").value()];
    ASSERT_EQ(restart.never_when.at(0).when.size(), 1U);
    EXPECT_EQ(restart.never_when[0].when[0].trait, 0U);
    EXPECT_TRUE(restart.never_when[0].when[0].is_not);
}

TEST(ReadKnowledge, AnswersOfAnObservationAddUpToOne) {
    for (const Observation& one : small_knowledge().observations) {
        for (std::size_t state = 0; state < kStates; ++state) {
            double all = 0;
            for (const Value& value : one.values) {
                all += value.chance[state];
            }
            EXPECT_NEAR(all, 1, 1e-12) << one.id;
        }
    }
}

FileText stories(std::string_view of, std::string_view text) {
    return {"spec/doctor/stories/" + std::string(of) + ".toml", std::string(text)};
}

TEST(ReadKnowledge, StoriesSpeakForTheCauseThatTheirFileIsNamedAfter) {
    auto files = small_files();
    files.insert(files.begin(), stories("router.hung",
                                        "[[told]]\nwords = \"All its lamps are lit.\"\n"
                                        "device = \"Fritzbox\"\nbatch = \"a\"\n"));
    const auto knowledge = read_knowledge(files);
    ASSERT_TRUE(knowledge) << knowledge.error().message();
    const std::size_t hung = cause(*knowledge, "router.hung");
    ASSERT_EQ(knowledge->causes[hung].stories.size(), 1U);
    EXPECT_EQ(knowledge->causes[hung].stories[0].device, "Fritzbox");
    const auto lamps = words_of("lamps are lit");
    EXPECT_GT(knowledge->likeness.ratios(lamps)[hung], 1.5);
    const Likeness without(knowledge->causes.size(), samples_of(*knowledge, "a"));
    EXPECT_EQ(without.ratios(lamps)[hung], 1);
    EXPECT_EQ(knowledge->likeness.ratios(words_of("Fritzbox"))[hung], 1);
}

TEST(ReadKnowledge, RefusesStoriesOfNoCauseAndThoseThatAreIncomplete) {
    const auto complaint_of = [](const FileText& file) {
        auto files = small_files();
        files.push_back(file);
        const auto knowledge = read_knowledge(files);
        return knowledge ? std::string() : knowledge.error().message();
    };
    EXPECT_THAT(complaint_of(stories("router.hang", "[[told]]\nwords = \"a\"\nbatch = \"a\"\n")),
                HasSubstr("router.hang.toml:1: there is no cause of that name"));
    EXPECT_THAT(complaint_of(stories("router.hung", "[[told]]\nbatch = \"a\"\n")),
                HasSubstr("a story needs \"words\""));
    EXPECT_THAT(complaint_of(stories("router.hung", "[[told]]\nwords = \"a\"\n")),
                HasSubstr("a story needs \"batch\""));
    EXPECT_THAT(complaint_of(stories("router.hung", "")), HasSubstr("told"));
}

struct Mistake {
    std::string_view file;
    std::string_view text;
    std::string_view instead;
    std::string_view said;
};
void PrintTo(const Mistake& mistake, std::ostream* out) {
    *out << mistake.file << ": " << mistake.instead;
}

class ReadKnowledgeMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(ReadKnowledgeMistake, IsToldWithItsFileAndLine) {
    const Mistake& mistake = GetParam();
    EXPECT_THAT(
        complaint(mistake.file, mistake.text, mistake.instead),
        ::testing::AllOf(HasSubstr(std::string(mistake.file) + ":"), HasSubstr(mistake.said)));
}

INSTANTIATE_TEST_SUITE_P(
    All, ReadKnowledgeMistake,
    ::testing::Values(
        Mistake{"causes/power.battery_low.toml", "[\"power\"]", "[\"powr\"]",
                "breaks: \"powr\" is not known here; did you mean \"power\"?"},
        Mistake{"causes/power.battery_low.toml", "cells=low", "cells=lw",
                "see: \"lw\" is not known here; did you mean \"low\"?"},
        Mistake{"causes/power.battery_low.toml", "cells=low", "cels=low",
                "see: \"cels\" is not known here; did you mean \"cells\"?"},
        Mistake{"causes/power.battery_low.toml", "cells=low", "low", "write an observation"},
        Mistake{"causes/power.battery_low.toml", "\"usually\"", "\"mostly\"",
                "how: \"mostly\" is not known here"},
        Mistake{"causes/power.battery_low.toml", "power=battery", "power=solar",
                "when: \"solar\" is not known here"},
        Mistake{"causes/power.battery_low.toml",
                "how = \"usually\"\nsource = \"ours\"\ngrade = \"B\"",
                "how = \"usually\"\nsource = \"ours\"\ngrade = \"D\"", "may not move a number"},
        Mistake{"causes/power.battery_low.toml", "how = \"usually\"\nsource = \"ours\"\n",
                "how = \"usually\"\n", "what a cause shows needs \"source\""},
        Mistake{"causes/power.battery_low.toml", "scope = \"camera\"", "scope = \"house\"",
                "scope: \"house\" is not known here"},
        Mistake{"steps/restart_camera.toml", "device.firmware_hung", "device.firmware_hang",
                "did you mean \"device.firmware_hung\"?"},
        Mistake{"steps/restart_camera.toml", "proves = \"view\"", "proves = \"picture\"",
                "proves: \"picture\" is not known here"},
        Mistake{"steps/restart_camera.toml", "light=updating", "light=updating if power=solar",
                "never_when: \"solar\" is not known here"},
        Mistake{"steps/restart_camera.toml", "minutes = 3", "minutes = \"3\"",
                "minutes: must be a number from 0"},
        Mistake{"observations/light.toml", "asked = \"owner\"", "asked = \"nobody\"",
                "asked: \"nobody\" is not known here"},
        Mistake{"observations/light.toml", "says = \"Red.\"", "says = \"red\"", "whole sentences"},
        Mistake{"observations/app_says.toml", "sees = \"view\"\n", "", "a value needs \"else\""},
        Mistake{"doctor/services.toml", "\"line if path=cloud\"", "\"line if way=cloud\"",
                "needs: \"way\" is not known here"},
        Mistake{"doctor/services.toml", "\"power\", \"router\"", "\"view\"",
                "needs: \"view\" is not known here"}));

}  // namespace
}  // namespace porchlight::doctor
