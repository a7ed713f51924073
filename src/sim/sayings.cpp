// SPDX-License-Identifier: Apache-2.0
#include "sim/sayings.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>

namespace porchlight::sim {

namespace {

using device::Action;
using device::Life;
using device::LinkTrouble;
using device::Stage;

constexpr std::array<std::string_view, device::kStages> kStageWords{
    "has no power",
    "has no power, and still holds the charge of its hang",
    "starts and tests itself",
    "waits to be set up",
    "has waited too long to be set up, and sleeps",
    "joins the Wi-Fi",
    "looks for its hub",
    "is online",
    "records",
    "is watched live",
    "records and is watched live",
    "writes new firmware",
    "hangs",
    "erases its memory",
    "stops half-way through erasing: its cells are too weak",
    "has cells too flat for radio and light",
    "fails its self-test",
};

constexpr std::array<std::pair<Action, std::string_view>, 5> kReports{{
    {Action::ReportHang, "reports that its firmware hung"},
    {Action::ReportFirmware, "reports that its new firmware failed"},
    {Action::ReportStuckButton, "reports that its reset button is stuck"},
    {Action::ReportSlowReturn, "is still not back after three minutes"},
    {Action::ReportDeferredUpdate, "puts off new firmware: cells or temperature do not allow it"},
}};

std::string trouble_words(LinkTrouble trouble, std::string_view ssid) {
    switch (trouble) {
        case LinkTrouble::PasswordRefused:
            return fmt::format("is refused by \"{}\": wrong password", ssid);
        case LinkTrouble::NoWifi:
            return fmt::format("does not find \"{}\"", ssid);
        case LinkTrouble::NoHub:
            return "finds no hub that takes it";
        case LinkTrouble::HubRefuses:
            return "is refused by its hub";
        case LinkTrouble::None:
            break;
    }
    return "";
}

std::string_view battery_words(device::Battery battery) {
    switch (battery) {
        case device::Battery::Good:
            return "measures good cells again";
        case device::Battery::Low:
            return "measures low cells";
        case device::Battery::Critical:
            return "measures nearly empty cells";
        case device::Battery::Flat:
            break;
    }
    return "measures flat cells";
}

std::string_view climate_words(device::Climate climate) {
    switch (climate) {
        case device::Climate::TooHot:
            return "is too hot";
        case device::Climate::TooCold:
            return "is too cold";
        case device::Climate::Good:
            break;
    }
    return "has a good temperature again";
}

}  // namespace

std::string_view words_of(Stage stage) {
    return kStageWords.at(static_cast<std::size_t>(stage));
}

std::string saying_of(const Life& before, const Life& now, std::string_view ssid) {
    if (now.stage != before.stage) {
        return std::string(words_of(now.stage));
    }
    if (now.trouble != before.trouble) {
        return trouble_words(now.trouble, ssid);
    }
    if (now.battery != before.battery && device::kPowered.contains(now.stage)) {
        return std::string(battery_words(now.battery));
    }
    if (now.climate != before.climate && device::kAwake.contains(now.stage)) {
        return std::string(climate_words(now.climate));
    }
    if (now.internet != before.internet) {
        return now.internet == device::Internet::Lost ? "loses the internet"
                                                      : "has the internet again";
    }
    if (now.storage != before.storage) {
        return now.storage == device::Storage::Faulty ? "cannot save clips any more"
                                                      : "can save clips again";
    }
    return "";
}

std::vector<std::string_view> reports_of(device::Actions actions) {
    std::vector<std::string_view> said;
    for (const auto& [action, words] : kReports) {
        if (actions.contains(action)) {
            said.push_back(words);
        }
    }
    return said;
}

}  // namespace porchlight::sim
