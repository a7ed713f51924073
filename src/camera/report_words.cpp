// SPDX-License-Identifier: Apache-2.0
#include "camera/report_words.hpp"

#include <string_view>

namespace porchlight::camera {

namespace {

std::string_view sentence_of(device::Battery battery) {
    switch (battery) {
        case device::Battery::Low:
            return "The batteries are low.";
        case device::Battery::Critical:
            return "The batteries are nearly empty and the camera has stopped recording.";
        case device::Battery::Flat:
            return "The batteries are empty.";
        case device::Battery::Good:
            break;
    }
    return "The batteries are good again.";
}

std::string_view sentence_of(device::Climate climate) {
    switch (climate) {
        case device::Climate::TooHot:
            return "It is too hot for the camera; it has stopped recording.";
        case device::Climate::TooCold:
            return "It is too cold for the camera; it has stopped recording.";
        case device::Climate::Good:
            break;
    }
    return "The temperature is in its range again.";
}

}  // namespace

std::optional<ReportWords> report_of(device::Action action, const device::Life& life) {
    using device::Action;
    using Kind = device::EventReportKind;
    switch (action) {
        case Action::ReportHang:
            return ReportWords{Kind::Hang, "The camera hung and was restarted."};
        case Action::ReportFirmware:
            return ReportWords{Kind::FirmwareFailed, "The camera's software failed."};
        case Action::ReportStuckButton:
            return ReportWords{Kind::StuckButton,
                               "The reset button has been down for over 30 seconds."};
        case Action::ReportBattery:
            return ReportWords{Kind::Battery, std::string(sentence_of(life.battery))};
        case Action::ReportClimate:
            return ReportWords{Kind::Climate, std::string(sentence_of(life.climate))};
        case Action::ReportSlowReturn:
            return ReportWords{Kind::SlowReturn,
                               "It takes more than 3 minutes to get back online."};
        case Action::ReportDeferredUpdate:
            return ReportWords{Kind::UpdateDeferred,
                               "An update waits for better cells or weather."};
        default:
            return std::nullopt;
    }
}

}  // namespace porchlight::camera
