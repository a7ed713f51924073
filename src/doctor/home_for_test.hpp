// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/knowledge_file.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

/// A small world for the engine's tests: six causes, four observations, six steps.
namespace porchlight::doctor {

inline std::vector<FileText> small_files() {
    const auto cause = [](std::string id, std::string rest) {
        return FileText{"spec/doctor/causes/" + id + ".toml",
                        "title = \"" + id +
                            "\"\nsays = \"It is so.\"\nsource = \"ours\"\n"
                            "grade = \"B\"\n" +
                            rest};
    };
    const auto step = [](std::string id, std::string rest) {
        return FileText{"spec/doctor/steps/" + id + ".toml",
                        "says = \"Do it.\"\nsource = \"ours\"\ngrade = \"B\"\n" + rest};
    };
    return {
        {"spec/doctor/traits.toml",
         "[[trait]]\nid = \"power\"\n"
         "[[trait.value]]\nid = \"battery\"\nsaid = [\"battery camera\"]\n"
         "[[trait.value]]\nid = \"wired\"\nsaid = [\"plug*\"]\n"
         "[[trait]]\nid = \"path\"\n"
         "[[trait.value]]\nid = \"cloud\"\nsaid = [\"blink\"]\n"
         "[[trait.value]]\nid = \"local\"\nsaid = [\"rtsp\"]\n"
         "[[usual]]\nis = \"power=wired\"\nwhen = [\"path=local\"]\n"},
        {"spec/doctor/services.toml",
         "[[service]]\nid = \"line\"\nscope = \"home\"\n"
         "[[service]]\nid = \"router\"\nscope = \"home\"\n"
         "[[service]]\nid = \"power\"\nscope = \"camera\"\n"
         "[[service]]\nid = \"joined\"\nscope = \"camera\"\nneeds = [\"power\", \"router\"]\n"
         "[[service]]\nid = \"view\"\nscope = \"camera\"\n"
         "needs = [\"joined\", \"line if path=cloud\"]\n"},
        {"spec/doctor/observations/app_says.toml",
         "ask = \"What does the app say?\"\nscope = \"camera\"\nasked = \"owner\"\nminutes = 1\n"
         "sees = \"view\"\n"
         "[[value]]\nid = \"online\"\nsays = \"Online.\"\nup = \"nearly always\"\n"
         "shaky = \"often\"\ndown = \"rarely\"\n"
         "[[value]]\nid = \"offline\"\nsays = \"Offline.\"\nen = [\"offline\"]\n"
         "de = [\"nicht erreichbar\"]\nup = \"rarely\"\nshaky = \"often\"\n"
         "down = \"nearly always\"\n"},
        {"spec/doctor/observations/internet.toml",
         "ask = \"Does the internet work?\"\nscope = \"home\"\nasked = \"owner\"\nminutes = 1\n"
         "sees = \"line\"\n"
         "[[value]]\nid = \"works\"\nsays = \"Yes.\"\nup = \"nearly always\"\nshaky = \"often\"\n"
         "down = \"rarely\"\n"
         "[[value]]\nid = \"fails\"\nsays = \"No.\"\nen = [\"no internet\"]\nup = "
         "\"rarely\"\nshaky = \"often\"\n"
         "down = \"nearly always\"\n"},
        {"spec/doctor/observations/cells.toml",
         "ask = \"What does the app say of the cells?\"\nscope = \"camera\"\nasked = \"owner\"\n"
         "minutes = 1\nwhen = [\"power=battery\"]\n"
         "[[value]]\nid = \"ok\"\nsays = \"Fine.\"\nelse = \"nearly always\"\n"
         "[[value]]\nid = \"low\"\nsays = \"Low.\"\nelse = \"rarely\"\n"},
        {"spec/doctor/observations/light.toml",
         "ask = \"What does the light show?\"\nscope = \"camera\"\nasked = \"owner\"\nminutes = 1\n"
         "[[value]]\nid = \"off\"\nsays = \"Nothing.\"\nelse = \"often\"\n"
         "[[value]]\nid = \"red\"\nsays = \"Red.\"\nen = [\"red\"]\nelse = \"sometimes\"\n"
         "[[value]]\nid = \"updating\"\nsays = \"Blue and green.\"\n"
         "en = [\"blue .. green\", \"red .. green .. blue\"]\nelse = \"rarely\"\n"},
        cause("power.battery_low",
              "scope = \"camera\"\nhow_common = \"very common\"\n"
              "when = [\"power=battery\"]\nbreaks = [\"power\"]\n"
              "[[shows]]\nsee = \"cells=low\"\nhow = \"usually\"\n"
              "source = \"ours\"\ngrade = \"B\"\n"),
        cause("internet.outage",
              "scope = \"home\"\nhow_common = \"common\"\nbreaks = [\"line\"]\n"),
        cause("router.hung",
              "scope = \"home\"\nhow_common = \"common\"\nbreaks = [\"router\", \"line\"]\n"),
        cause("device.firmware_hung",
              "scope = \"camera\"\nhow_common = \"common\"\nbreaks = [\"joined\"]\n"
              "[[shows]]\nsee = \"light=red\"\nhow = \"usually\"\nsource = \"ours\"\n"
              "grade = \"C\"\n"),
        cause("device.firmware_updating",
              "scope = \"camera\"\nhow_common = \"uncommon\"\nbreaks = [\"joined\"]\n"
              "[[shows]]\nsee = \"light=updating\"\nhow = \"usually\"\nsource = \"ours\"\n"
              "grade = \"A\"\n"),
        cause("unknown.camera", "scope = \"camera\"\nhow_common = \"rare\"\nknown = \"unknown\"\n"),
        step("new_cells",
             "kind = \"remedy\"\nminutes = 5\nmoney = \"low\"\n"
             "when = [\"power=battery\"]\nproves = \"view\"\n"
             "[[cures]]\ncause = \"power.battery_low\"\nhow = \"nearly always\"\n"),
        step("restart_router",
             "kind = \"remedy\"\nminutes = 5\nproves = \"view\"\n"
             "[[cures]]\ncause = \"router.hung\"\nhow = \"nearly always\"\n"),
        step("restart_camera",
             "kind = \"remedy\"\nminutes = 3\nproves = \"view\"\n"
             "never_when = [\"light=updating\"]\n"
             "[[cures]]\ncause = \"device.firmware_hung\"\nhow = \"usually\"\n"
             "[[masks]]\ncause = \"power.battery_low\"\nhow = \"sometimes\"\n"),
        step("factory_reset",
             "kind = \"remedy\"\nminutes = 15\nrisk = \"data loss\"\nproves = \"view\"\n"
             "never_when = [\"light=updating\"]\n"
             "[[cures]]\ncause = \"device.firmware_hung\"\nhow = \"nearly always\"\n"),
        step("wait_for_line",
             "kind = \"wait\"\nminutes = 1\n"
             "[[cures]]\ncause = \"internet.outage\"\nhow = \"always\"\n"),
        step("wait_for_update",
             "kind = \"wait\"\nminutes = 2\n"
             "[[cures]]\ncause = \"device.firmware_updating\"\nhow = \"nearly always\"\n"),
        step("all_is_well", "kind = \"nothing\"\nminutes = 1\n"),
        step("support", "kind = \"support\"\nminutes = 30\n"),
    };
}

inline Knowledge small_knowledge() {
    auto knowledge = read_knowledge(small_files());
    EXPECT_TRUE(knowledge) << knowledge.error().message();
    return std::move(knowledge).value_or(Knowledge());
}

/// "app_says=offline"
inline Finding finding(const Knowledge& knowledge, std::string_view text) {
    const std::size_t at = text.find('=');
    Finding finding;
    finding.observation = find(knowledge.observations, text.substr(0, at)).value();
    const auto& values = knowledge.observations[finding.observation].values;
    finding.fits.assign(values.size(), 0);
    finding.fits.at(find(values, text.substr(at + 1)).value()) = 1;
    return finding;
}

/// A battery camera whose pictures come through its maker's cloud.
inline CameraCase battery_camera(const Knowledge& knowledge,
                                 const std::vector<std::string_view>& seen) {
    CameraCase camera;
    camera.traits = {0, 0};
    for (const std::string_view text : seen) {
        camera.findings.push_back(finding(knowledge, text));
    }
    return camera;
}

inline std::size_t cause(const Knowledge& knowledge, std::string_view id) {
    return find(knowledge.causes, id).value();
}

}  // namespace porchlight::doctor
