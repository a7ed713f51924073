// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/probes.hpp"

#include "hub/probes/round.hpp"
#include "net/url.hpp"
#include "rt/deadline.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace porchlight::hub {

using probing::Round;
using probing::RoundPtr;

namespace probing {

const ProbeAnswer* Round::answer_to(std::string_view observation) const {
    const auto found = std::ranges::find(answers, observation, &ProbeAnswer::observation);
    return found == answers.end() ? nullptr : &*found;
}

}  // namespace probing

namespace {

constexpr std::chrono::milliseconds kToFinish(200);

/// What is asked through the router.
constexpr std::array<std::string_view, 8> kBeyondTheRouter{
    "internet_by_address", "line_flow",   "names_found", "names_elsewhere",
    "login_page",          "time_server", "maker_name",  "maker_answers"};

/// Its host in the home network, looked up where it is a name.
rt::Task<std::string> camera_address(RoundPtr round) {
    const ProbedCamera& camera = round->asked;
    std::string host = camera.address;
    if (host.empty()) {
        PL_CO_TRY(const auto url, net::CameraUrl::parse(camera.url.reveal()));
        host = url.host();
    }
    auto looking = probing::addresses_of(round, std::move(host));
    PL_CO_TRY(const auto addresses, co_await std::move(looking));
    co_return addresses.empty() ? std::string() : addresses.front();
}

std::vector<probing::NameServer> servers_of(const ProbePlan& plan) {
    std::vector<probing::NameServer> servers;
    for (const std::string& address :
         plan.name_servers.empty() ? probing::name_servers_of_this_machine() : plan.name_servers) {
        servers.push_back({address, plan.dns_port});
    }
    return servers;
}

/// How each ended is in the log. @error Cancelled
rt::Task<> join_all(std::vector<rt::Job>* jobs) {
    for (rt::Job& job : *jobs) {
        auto joining = job.join();
        static_cast<void>(co_await std::move(joining));
    }
    co_return Result<>();
}

rt::Task<> probe_camera(RoundPtr round) {
    const auto executor = co_await rt::asio::this_coro::executor;
    auto finding = camera_address(round);
    PL_CO_TRY(round->camera, co_await std::move(finding));
    if (round->camera.empty()) {
        co_return Error(ErrorCode::NotFound, "the camera's name is not found");
    }
    std::vector<rt::Job> jobs;
    jobs.emplace_back(executor, "reach probe", probing::probe_reach(round));
    jobs.emplace_back(executor, "address probe", probing::probe_address(round));
    jobs.emplace_back(executor, "video probe", probing::probe_video(round));
    jobs.emplace_back(executor, "control probe", probing::probe_control(round));
    auto joining = join_all(&jobs);
    co_return co_await std::move(joining);
}

bool is_on_the_net(const Round& round) {
    const ProbeAnswer* link = round.answer_to("hub_link");
    return link == nullptr || link->value == "good";
}

void start_probes(const RoundPtr& round, const rt::asio::any_io_executor& executor,
                  std::vector<rt::Job>& jobs) {
    jobs.emplace_back(executor, "machine probe", probing::probe_machine(round));
    const ProbeAnswer* link = round->answer_to("hub_link");
    const bool is_linked = link == nullptr || link->value != "no_cable";
    if (is_linked && round->plan.givers == ProbePlan::Givers::Asked) {
        jobs.emplace_back(executor, "DHCP probe", probing::probe_address_givers(round));
    }
    if (!is_on_the_net(*round)) {
        return;
    }
    jobs.emplace_back(executor, "router probe", probing::probe_router(round));
    if (round->plan.beyond == ProbePlan::Beyond::Asked) {
        jobs.emplace_back(executor, "line probe", probing::probe_line(round));
        jobs.emplace_back(executor, "names probe", probing::probe_names(round));
        jobs.emplace_back(executor, "page probe", probing::probe_page(round));
        jobs.emplace_back(executor, "time probe", probing::probe_time(round));
        if (!round->plan.maker_host.empty()) {
            jobs.emplace_back(executor, "maker probe", probing::probe_maker(round));
        }
    }
    if (round->plan.camera) {
        jobs.emplace_back(executor, "camera probe", probe_camera(round));
    }
}

/// Through a router that is silent nobody beyond it can be asked: that they are silent says
/// nothing of them. And one that lets us through is not silent.
void leave_out_what_could_not_be_asked(std::vector<ProbeAnswer>& answers) {
    const auto value_of = [&answers](std::string_view observation) {
        const auto found = std::ranges::find(answers, observation, &ProbeAnswer::observation);
        return found == answers.end() ? std::string_view() : std::string_view(found->value);
    };
    if (value_of("router_answers") != "no") {
        return;
    }
    const bool gets_out =
        value_of("internet_by_address") == "yes" || value_of("internet_by_address") == "some";
    std::erase_if(answers, [gets_out](const ProbeAnswer& answer) {
        return gets_out ? answer.observation == "router_answers"
                        : std::ranges::count(kBeyondTheRouter, answer.observation) != 0;
    });
}

std::vector<ProbeAnswer> finished(std::vector<ProbeAnswer> answers) {
    leave_out_what_could_not_be_asked(answers);
    std::map<std::string, ProbeAnswer> first_of_each;
    for (ProbeAnswer& answer : answers) {
        first_of_each.try_emplace(answer.observation, answer);
    }
    answers.clear();
    for (auto& [observation, answer] : first_of_each) {
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace

rt::Task<std::vector<ProbeAnswer>> run_probes(ProbePlan plan, rt::asio::any_io_executor workers,
                                              const Clock* clock) {
    const auto executor = co_await rt::asio::this_coro::executor;
    const auto deadline = plan.deadline - kToFinish;
    const auto round = std::make_shared<Round>();
    round->name_servers = servers_of(plan);
    round->gateway = plan.gateway;
    round->asked = plan.camera.value_or(ProbedCamera());
    round->plan = std::move(plan);
    round->clock = clock;
    round->workers = std::move(workers);
    if (auto tables = probing::read_kernel_tables()) {
        round->tables = std::move(*tables);
        probing::probe_own_link(*round);
    }
    if (round->gateway.empty() && !round->tables.gateways.empty()) {
        round->gateway = round->tables.gateways.front().address;
    }
    std::vector<rt::Job> jobs;
    start_probes(round, executor, jobs);
    auto waiting = rt::with_deadline(join_all(&jobs), deadline, "the probes");
    const auto end = co_await std::move(waiting);
    const bool is_drive_stuck = !jobs.front().is_done() && !round->plan.storage_dir.empty();
    jobs.clear();
    if (!end && end.error().code() == ErrorCode::Cancelled) {
        co_return end.error();
    }
    if (is_drive_stuck) {
        round->answer("hub_drive", "slow", "4 MB were not written in time");
    }
    probing::judge_camera_clock(*round);
    co_return finished(round->answers);
}

}  // namespace porchlight::hub
