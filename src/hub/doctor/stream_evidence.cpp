// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/stream_evidence.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace porchlight::hub {

namespace {

struct Answer {
    std::string_view observation;
    std::string_view value;
};
struct FaultAnswers {
    std::string_view fault;  ///< As the sources give it with their errors.
    std::array<Answer, 2> answers;
};

/// A camera that answers at all has its port open.
constexpr std::array kByFault{
    FaultAnswers{"stream.auth_wrong_account",
                 {{{"stream_answer", "login_refused"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.wrong_path", {{{"stream_answer", "not_found"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.too_many_clients", {{{"stream_answer", "full"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.codec_unsupported", {{{"error_text", "codec"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.packet_loss", {{{"stream_flow", "holes"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.keyframe_interval_too_long",
                 {{{"stream_flow", "late_key"}, {"rtsp_port", "open"}}}},
    FaultAnswers{"stream.third_party_access_disabled",
                 {{{"stream_answer", "nothing"}, {"rtsp_port", "refused"}}}},
    FaultAnswers{"net.dns_wrong", {{{"error_text", "no_such_name"}, {"stream_answer", "nothing"}}}},
};

std::span<const Answer> answers_of(const Problem& problem) {
    const auto known =
        std::ranges::find(kByFault, problem.fault.value_or(""), &FaultAnswers::fault);
    if (known != kByFault.end()) {
        return known->answers;
    }
    static constexpr std::array kSilent{Answer{"stream_answer", "nothing"},
                                        Answer{"rtsp_port", "silent"}};
    return problem.code == to_string(ErrorCode::TimedOut) ? std::span<const Answer>(kSilent)
                                                          : std::span<const Answer>();
}

/// "offline" where nothing answered, "error" where the camera refused.
std::string_view said_of(const Problem& problem) {
    const bool is_gone = problem.code == to_string(ErrorCode::Unavailable) ||
                         problem.code == to_string(ErrorCode::TimedOut);
    const bool is_refusal = problem.fault && problem.fault->starts_with("stream.") &&
                            *problem.fault != "stream.third_party_access_disabled";
    return is_gone && !is_refusal ? "offline" : "error";
}

}  // namespace

EvidenceList evidence_of_stream(const CameraView& camera) {
    if (camera.state == CameraState::Live) {
        return {{"app_says", "online", "Its video comes"}, {"stream_answer", "video", ""}};
    }
    if (!camera.problem) {
        return {};
    }
    const std::string words = "The hub: " + camera.problem->sentence;
    EvidenceList list{{"app_says", std::string(said_of(*camera.problem)), words}};
    for (const Answer& answer : answers_of(*camera.problem)) {
        list.push_back({std::string(answer.observation), std::string(answer.value), words});
    }
    return list;
}

namespace {

/// "Door, Yard": those of whom it is so.
template <typename IsSo>
std::string names_of(const std::vector<Sibling>& cameras, IsSo is_so) {
    std::string names;
    for (const Sibling& camera : cameras) {
        if (camera.silent_for && is_so(*camera.silent_for)) {
            names += (names.empty() ? "" : ", ") + camera.name;
        }
    }
    return names;
}

}  // namespace

EvidenceList evidence_of_siblings(std::chrono::seconds silent_for,
                                  const std::vector<Sibling>& others) {
    if (others.empty()) {
        return {};
    }
    constexpr std::chrono::seconds kSameMinute{60};
    const std::string silent = names_of(others, [](auto) { return true; });
    const std::string together = names_of(others, [&](std::chrono::seconds other) {
        return std::chrono::abs(other - silent_for) <= kSameMinute;
    });
    const bool all = std::ranges::all_of(
        others, [](const Sibling& other) { return other.silent_for.has_value(); });
    const std::string_view value = silent.empty() ? "fine" : all ? "same" : "some";
    return {{"other_cameras", std::string(value),
             silent.empty() ? fmt::format("The other {} of the home give video", others.size())
                            : "Silent too: " + silent},
            {"fell_together", together.empty() ? "no" : "yes",
             together.empty() ? "No other fell silent with it"
                              : "Fell silent in the same minute: " + together}};
}

}  // namespace porchlight::hub
