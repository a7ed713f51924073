// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/probes/answer.hpp"
#include "hub/probes/dns.hpp"
#include "hub/probes/kernel_tables.hpp"
#include "hub/probes/plan.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Private to hub/probes: one run of all probes.
namespace porchlight::hub::probing {

/// What the probes of one run share. Each holds it, because one that is cancelled may end after the
/// run. Strand-bound.
struct Round {
    ProbePlan plan;
    const Clock* clock = nullptr;
    rt::asio::any_io_executor workers;
    KernelTables tables;  ///< As they were at the beginning.
    std::string gateway;  ///< Empty: there is none.
    std::vector<NameServer> name_servers;
    ProbedCamera asked;  ///< The plan's camera, if it has one.
    std::string camera;  ///< Its numeric address; empty when not known.
    std::vector<ProbeAnswer> answers;
    /// How far this machine's clock is behind the time servers', and the camera's is ahead of it.
    std::optional<std::chrono::microseconds> behind;
    std::optional<std::chrono::microseconds> camera_ahead;

    void answer(std::string_view observation, std::string_view value, std::string figures) {
        answers.push_back({std::string(observation), std::string(value), std::move(figures)});
    }
    [[nodiscard]] const ProbeAnswer* answer_to(std::string_view observation) const;
};
using RoundPtr = std::shared_ptr<Round>;

/// The addresses of a name, from the home's name server, else from the second one; an address is
/// its own. Empty when nobody finds it. @error Cancelled
rt::Task<std::vector<std::string>> addresses_of(RoundPtr round, std::string name);

// Each answers what it can, and has no answer to what it could not try. @error Cancelled, or what
// kept it from trying, for the log.

/// hub_link, from the kernel's tables alone.
void probe_own_link(Round& round);
/// router_answers
rt::Task<> probe_router(RoundPtr round);
/// addresses_given
rt::Task<> probe_address_givers(RoundPtr round);
/// internet_by_address, line_flow
rt::Task<> probe_line(RoundPtr round);
/// names_found, names_elsewhere
rt::Task<> probe_names(RoundPtr round);
/// login_page
rt::Task<> probe_page(RoundPtr round);
/// time_server, hub_clock
rt::Task<> probe_time(RoundPtr round);
/// maker_name, maker_answers
rt::Task<> probe_maker(RoundPtr round);
/// hub_drive, hub_load
rt::Task<> probe_machine(RoundPtr round);

/// same_net, camera_ping, address_age
rt::Task<> probe_reach(RoundPtr round);
/// address_kept, address_twice
rt::Task<> probe_address(RoundPtr round);
/// rtsp_port, certificate_dates, stream_answer, stream_packing, stream_flow
rt::Task<> probe_video(RoundPtr round);
/// onvif_port, answers_search, and `camera_ahead`
rt::Task<> probe_control(RoundPtr round);
/// camera_clock, from what others found: against the time servers where one answered.
void judge_camera_clock(Round& round);

}  // namespace porchlight::hub::probing
