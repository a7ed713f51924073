// SPDX-License-Identifier: Apache-2.0
#include "device/model_file.hpp"

#include "device/model_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace porchlight::device::model {
namespace {

const std::string kWhole = R"(name = "Test camera"
maker = "Nobody"
kind = "camera"
[what]
form = "block"
says = "A camera."
certainty = "ours"
source = "design 1"
[power]
class = "battery"
supply = "2 cells"
says = "Two cells."
certainty = "article"
source = "002:L79"
[radio]
bands = ["wifi_2.4"]
connects = "hub"
says = "Through its hub."
certainty = "official"
source = "maker.example/page"
[storage]
says = "None."
certainty = "community"
source = "device-facts 1.3"
[[button]]
place = "back"
says = "On the back."
certainty = "article"
source = ["001", "origin-facts C1"]
[[press]]
gesture = "hold"
power = "on"
from_s = 10
to_s = 15
cue = "the light is red"
does = "factory_reset"
erases = ["wifi"]
says = "Hold it."
certainty = "article"
source = "002:L84-88"
[[reset]]
how = "unplug"
wait_s = 30
does = "soft_reset"
erases = []
says = "Unplug it."
certainty = "ours"
source = "origin-facts C6"
[[wait]]
what = "back_online"
seconds = 60
says = "A minute."
certainty = "ours"
source = "origin-facts C26"
[[light]]
pattern = "red blink 1s"
meaning = "no_wifi"
says = "No Wi-Fi."
certainty = "memory"
source = "device-facts 1.1"
doubt = "Or else."
[[setup]]
says = "Do it."
certainty = "ours"
source = "design 1"
[[care]]
says = "Clean it."
certainty = "ours"
source = "design 1"
[[limit]]
what = "clip_default_s"
value = 5
says = "Five seconds."
certainty = "ours"
source = "design 1"
[[can]]
ability = "advise"
state = "works"
says = "Advise."
certainty = "ours"
source = "design 1"
[[cannot]]
says = "Fly."
certainty = "ours"
source = "design 1"
)";

Result<Model> read(std::string text, std::span<const FileText> shared = {}) {
    return read_model({"spec/models/test-camera.toml", std::move(text)}, shared);
}

/// kWhole with the first line replaced that begins so.
std::string with(const std::string& line, const std::string& instead) {
    std::string text = kWhole;
    const auto at = text.find("\n" + line);
    EXPECT_NE(at, std::string::npos) << line;
    return text.replace(at + 1, text.find('\n', at + 1) - at - 1, instead);
}

std::size_t line_of(const std::string& line) {
    const auto at = kWhole.find("\n" + line);
    return 2 + static_cast<std::size_t>(std::count(
                   kWhole.begin(), kWhole.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

TEST(ModelFile, ReadsEveryKey) {
    const auto model = read(kWhole);
    ASSERT_TRUE(model) << model.error().message();
    EXPECT_EQ(model->id, "test-camera");
    EXPECT_EQ(model->kind, Kind::Camera);
    EXPECT_EQ(model->power.power, PowerClass::Battery);
    EXPECT_EQ(model->power.sources, std::vector<std::string>{"002:L79"});
    EXPECT_EQ(model->radio.connects, Connects::Hub);
    EXPECT_EQ(model->radio.bands, std::vector{Band::Wifi24});
    EXPECT_EQ(model->buttons.at(0).place, Place::Back);
    EXPECT_EQ(model->buttons.at(0).sources.size(), 2U);
    const Press& press = model->presses.at(0);
    EXPECT_EQ(press.from, std::chrono::seconds(10));
    EXPECT_EQ(press.to, std::chrono::seconds(15));
    EXPECT_EQ(press.effect, Effect::FactoryReset);
    EXPECT_EQ(press.erases, std::vector{Erased::Wifi});
    EXPECT_EQ(model->resets.at(0).wait, std::chrono::seconds(30));
    EXPECT_EQ(model->waits.at(0).time, std::chrono::seconds(60));
    const LightCode& light = model->lights.at(0);
    EXPECT_EQ(light.pattern, "red blink 1s");
    EXPECT_EQ(light.meaning, CodeMeaning::NoWifi);
    EXPECT_EQ(light.doubt, "Or else.");
    EXPECT_FALSE(light.may_be_told());
    EXPECT_EQ(model->limits.at(0).value, 5);
    EXPECT_EQ(model->can.at(0).ability, Ability::Advise);
    EXPECT_FALSE(model->temperature);
}

struct Mistake {
    const char* line;     ///< The beginning of the line that is replaced.
    const char* instead;  ///< With what.
    const char* sentence;
};

class EveryMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EveryMistake, IsToldWithItsLine) {
    const Mistake& mistake = GetParam();
    const auto model = read(with(mistake.line, mistake.instead));
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code(), ErrorCode::InvalidArgument);
    const std::string begin =
        "spec/models/test-camera.toml:" + std::to_string(line_of(mistake.line)) + ": ";
    EXPECT_EQ(model.error().message().substr(0, begin.size()), begin) << model.error().message();
    EXPECT_NE(model.error().message().find(mistake.sentence), std::string::npos)
        << model.error().message();
}

INSTANTIATE_TEST_SUITE_P(
    ModelFile, EveryMistake,
    testing::Values(
        Mistake{"kind =", "kind = \"camra\"",
                "kind: \"camra\" is not known here; did you mean \"camera\"?"},
        Mistake{"kind =", "kind = 3", "kind: must be text in quotes"},
        Mistake{"maker =", "maker = \"\"", "maker: must be text in quotes"},
        Mistake{"maker =", "maker = \"a\\nb\"", "maker: must be one line"},
        Mistake{"maker =", "makr = \"x\"\nmaker = \"x\"",
                "a model has no key \"makr\"; did you mean \"maker\"?"},
        Mistake{"class =", "class = \"nuclear\"", "there are battery, wired, either"},
        Mistake{"kind =", "temperature = 1\nkind = \"camera\"", "temperature: must be a table"},
        Mistake{"bands =", "bands = \"wifi_2.4\"", "bands: must be a list"},
        Mistake{"bands =", "bands = [\"wifi_6\"]",
                "bands: \"wifi_6\" is not known here; did you mean \"wifi_5\"?"},
        Mistake{"connects =", "connects = \"hubb\"", "did you mean \"hub\"?"},
        Mistake{"[[button]]", "[button]", "write [[button]], not [button]"},
        Mistake{"place =", "place = \"roof\"", "place: \"roof\" is not known here"},
        Mistake{"says = \"On the back.\"", "says = \"on the back.\"", "whole sentences"},
        Mistake{"says = \"On the back.\"", "says = \"On the back\"", "whole sentences"},
        Mistake{"says = \"On the back.\"", "says = \"Fixes 90 % of all.\"", "no percentages"},
        Mistake{"from_s =", "from_s = -1", "from_s: must be a whole number from 0 to 3600"},
        Mistake{"from_s =", "from_s = 1.5", "from_s: must be a whole number"},
        Mistake{"erases = [\"wifi\"]", "erases = [\"clips\"]",
                "erases: \"clips\" is not known here"},
        Mistake{"wait_s =", "wait_s = \"30\"", "wait_s: must be a whole number"},
        Mistake{"how =", "how = \"kick\"", "how: \"kick\" is not known here"},
        Mistake{"what = \"back_online\"", "what = \"lunch\"", "what: \"lunch\" is not known here"},
        Mistake{"meaning =", "meaning = \"no_wify\"", "did you mean \"no_wifi\"?"},
        Mistake{"doubt =", "doubt = \"or else\"", "doubt: must be whole sentences"},
        Mistake{"value =", "value = \"5\"", "value: must be a whole number"},
        Mistake{"ability =", "ability = \"fly\"", "ability: \"fly\" is not known here"},
        Mistake{"state =", "state = \"soon\"", "state: \"soon\" is not known here"},
        Mistake{"certainty = \"community\"", "certainty = \"sure\"",
                "certainty: \"sure\" is not known here"},
        Mistake{"source = \"002:L79\"", "source = \"page 79\"", "is not how a source is cited"},
        Mistake{"source = \"002:L79\"", "source = \"design 4\"",
                "none of these makes it \"article\""},
        Mistake{"source = \"maker", "source = []", "none of these makes it \"official\""},
        Mistake{"source = \"maker", "source = 1", "source: must be text in quotes"},
        Mistake{"pattern =", "pattern = \"purple\"",
                "pattern: In the light pattern, character 1: write a colour (red,"},
        Mistake{"to_s =", "to_s = 10", "to_s: must be more than from_s."},
        Mistake{"erases = [\"wifi\"]", "erases = []", "erases: say what is gone afterwards."},
        Mistake{"erases = []", "erases = [\"wifi\"]",
                "erases: only a factory reset or a removal erases anything."}));

/// What is wrong with a whole table is told with the line where it begins.
struct TableMistake {
    const char* line;
    const char* instead;
    const char* table;
    const char* sentence;
};

class EveryTableMistake : public testing::TestWithParam<TableMistake> {};

TEST_P(EveryTableMistake, IsToldWithTheLineOfItsTable) {
    const TableMistake& mistake = GetParam();
    const auto model = read(with(mistake.line, mistake.instead));
    ASSERT_FALSE(model);
    const std::string begin =
        "spec/models/test-camera.toml:" + std::to_string(line_of(mistake.table)) + ": ";
    EXPECT_EQ(model.error().message(), begin + mistake.sentence);
}

INSTANTIATE_TEST_SUITE_P(
    ModelFile, EveryTableMistake,
    testing::Values(TableMistake{"class =", "", "[power]", "power needs \"class\"."},
                    TableMistake{"source = \"002:L79\"", "", "[power]", "power needs \"source\"."},
                    TableMistake{"certainty = \"community\"", "", "[storage]",
                                 "storage needs \"certainty\"."},
                    TableMistake{"says = \"No Wi-Fi.\"", "", "[[light]]", "light needs \"says\"."},
                    TableMistake{"pattern =", "code = \"wink\"", "[[light]]",
                                 "code: there is no code \"wink\"."},
                    TableMistake{"value =", "", "[[limit]]",
                                 "a limit needs \"value\", unless it is a \"note\"."}));

TEST(ModelFile, SaysWhatAModelLeavesOpen) {
    for (const char* section :
         {"[what]", "[power]", "[radio]", "[storage]", "[[button]]", "[[press]]", "[[reset]]",
          "[[wait]]", "[[light]]", "[[setup]]", "[[care]]", "[[can]]", "[[cannot]]"}) {
        std::string text = kWhole;
        const auto at = text.find(section);
        const auto end = text.find("\n[", at);
        text.erase(at, end == std::string::npos ? end : end + 1 - at);
        const auto model = read(text);
        ASSERT_FALSE(model) << section;
        EXPECT_EQ(model.error().message(),
                  std::string("spec/models/test-camera.toml:1: there is no ") + section +
                      "; every model says that.");
    }
}

TEST(ModelFile, NamesTheLineOfBrokenToml) {
    const auto model = read("name = \"x\"\nmaker = \n");
    ASSERT_FALSE(model);
    EXPECT_TRUE(model.error().message().starts_with("spec/models/test-camera.toml:2: "))
        << model.error().message();
}

const FileText kShared{"spec/models/shared/family.toml", R"([storage]
says = "In the family's cloud."
certainty = "ours"
source = "design 1"
[[care]]
says = "Love it."
certainty = "ours"
source = "design 1"
)"};

TEST(ModelFile, AddsTheRowsItSharesAndKeepsItsOwnTables) {
    const auto model =
        read(with("kind =", "kind = \"camera\"\nshares = [\"family\"]"), std::span(&kShared, 1));
    ASSERT_TRUE(model) << model.error().message();
    EXPECT_EQ(model->storage.says, "None.");
    ASSERT_EQ(model->care.size(), 2U);
    EXPECT_EQ(model->care.at(0).says, "Clean it.");
    EXPECT_EQ(model->care.at(1).says, "Love it.");
}

TEST(ModelFile, NamesTheSharedFileAndItsLine) {
    FileText wrong = kShared;
    wrong.text += "[[care]]\nsays = 1\n";
    const auto model =
        read(with("kind =", "kind = \"camera\"\nshares = [\"family\"]"), std::span(&wrong, 1));
    ASSERT_FALSE(model);
    EXPECT_TRUE(model.error().message().starts_with(
        "spec/models/shared/family.toml:10: says: must be text in quotes"))
        << model.error().message();
}

TEST(ModelFile, ASharedFileHasNoNameAndSharesNothing) {
    FileText wrong = kShared;
    wrong.text = "name = \"x\"\n" + wrong.text;
    const auto model =
        read(with("kind =", "kind = \"camera\"\nshares = [\"family\"]"), std::span(&wrong, 1));
    ASSERT_FALSE(model);
    EXPECT_TRUE(model.error().message().starts_with(
        "spec/models/shared/family.toml:1: a shared file has no key \"name\""))
        << model.error().message();
}

TEST(ModelFile, SaysWhichSharedFileIsNotThere) {
    const auto model =
        read(with("kind =", "kind = \"camera\"\nshares = [\"famly\"]"), std::span(&kShared, 1));
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().message(),
              "spec/models/test-camera.toml:4: shares: there is no shared/famly.toml; did you mean "
              "\"family\"?");
}

TEST(ModelText, KnowsASourceFromOtherText) {
    for (const char* source : {"000", "003", "002:L79", "002:L84-88", "device-facts 1.1",
                               "origin-facts C37", "origin-facts 3", "design 4", "a.example/b/c"}) {
        EXPECT_TRUE(looks_like_source(source)) << source;
    }
    for (const char* other : {"", "004", "002:79", "002:L", "002L79", "device-facts", "design four",
                              "https://a.example/b", "a.example", "some book", "1.2/3"}) {
        EXPECT_FALSE(looks_like_source(other)) << other;
    }
}

}  // namespace
}  // namespace porchlight::device::model
