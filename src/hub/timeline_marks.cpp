// SPDX-License-Identifier: Apache-2.0
#include "hub/timeline_marks.hpp"

#include "device/link_message.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

TimelineMark mark(UtcTime at, MarkKind kind, std::optional<double> value = std::nullopt) {
    return {at, kind, "", value, std::nullopt};
}

void add_silence(const store::TelemetrySample& before, const store::TelemetrySample& sample,
                 std::vector<TimelineMark>& marks) {
    const auto silence = sample.at - before.at;
    if (silence >= kQuietAfter) {
        const auto seconds = std::chrono::duration<double>(silence).count();
        marks.push_back(mark(before.at, MarkKind::Quiet));
        marks.push_back(mark(sample.at, MarkKind::Back, seconds));
    }
}

void add_battery(const store::TelemetrySample& before, const store::TelemetrySample& sample,
                 std::vector<TimelineMark>& marks) {
    if (!before.battery_percent || !sample.battery_percent) {
        return;
    }
    const int now = *sample.battery_percent;
    if (*before.battery_percent > kBatteryLow && now <= kBatteryLow) {
        marks.push_back(mark(sample.at, MarkKind::BatteryLow, now));
    }
    if (now - *before.battery_percent >= kBatteryRise) {
        marks.push_back(mark(sample.at, MarkKind::BatteryNew, now));
    }
}

bool is_within(UtcTime at, UtcTime from, UtcTime to) {
    return from <= at && at < to;
}

}  // namespace

void sort_marks(std::vector<TimelineMark>& marks) {
    std::ranges::sort(marks, {},
                      [](const TimelineMark& mark) { return std::pair(mark.at, mark.kind); });
}

std::vector<TimelineMark> marks_of(const store::TelemetrySeries& telemetry) {
    std::vector<TimelineMark> marks;
    for (const store::TelemetryHour& hour : telemetry.hours) {
        if (hour.starts > 0) {
            marks.push_back(mark(hour.start, MarkKind::Restarted, hour.starts));
        }
    }
    const auto& samples = telemetry.samples;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const store::TelemetrySample& before = samples[i - 1];
        const store::TelemetrySample& sample = samples[i];
        add_silence(before, sample, marks);
        add_battery(before, sample, marks);
        if (sample.uptime_s < before.uptime_s) {
            const UtcTime at = sample.at - std::chrono::seconds(sample.uptime_s);
            marks.push_back(mark(std::max(at, before.at), MarkKind::Restarted));
        }
    }
    sort_marks(marks);
    return marks;
}

std::vector<TimelineMark> marks_of(const std::vector<store::DeviceCommand>& commands, UtcTime from,
                                   UtcTime to) {
    std::vector<TimelineMark> marks;
    for (const store::DeviceCommand& command : commands) {
        const auto action = device::command_action_from_json(command.action);
        const auto* firmware = action ? std::get_if<device::FirmwareOffer>(&*action) : nullptr;
        if (firmware == nullptr || !command.finished || !is_within(*command.finished, from, to)) {
            continue;
        }
        const bool done = command.state == store::CommandState::Done;
        TimelineMark one =
            mark(*command.finished, done ? MarkKind::Firmware : MarkKind::FirmwareFailed);
        one.text = done ? firmware->version : command.sentence;
        marks.push_back(std::move(one));
    }
    return marks;
}

std::vector<TimelineMark> marks_of(const std::vector<store::DoctorSession>& sessions,
                                   CameraId camera, UtcTime from, UtcTime to) {
    std::vector<TimelineMark> marks;
    const auto add = [&](UtcTime at, MarkKind kind, const store::DoctorSession& session) {
        if (is_within(at, from, to)) {
            marks.push_back({at, kind, session.summary, std::nullopt, session.id});
        }
    };
    for (const store::DoctorSession& session : sessions) {
        if (session.camera != camera) {
            continue;
        }
        add(session.started, MarkKind::Cause, session);
        if (session.ended) {
            add(*session.ended, MarkKind::DoctorEnded, session);
        }
    }
    return marks;
}

}  // namespace porchlight::hub
