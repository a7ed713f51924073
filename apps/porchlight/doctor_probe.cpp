// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_probe.hpp"

#include "base/clock.hpp"
#include "doctor/conditions.hpp"
#include "doctor/knowledge_file.hpp"
#include "hub/camera_probe.hpp"
#include "hub/config.hpp"
#include "hub/doctor/evidence.hpp"
#include "hub/probes/probes.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "rt/worker_pool.hpp"
#include "sources/factory.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

namespace porchlight::app {

namespace {

namespace json = boost::json;

Result<std::optional<std::pair<int, int>>> size_of(const std::string& text) {
    if (text.empty()) {
        return std::optional<std::pair<int, int>>();
    }
    int width = 0;
    int height = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    const bool has_both = first.ec == std::errc() && first.ptr != end && *first.ptr == 'x';
    const auto second = has_both ? std::from_chars(first.ptr + 1, end, height) : first;
    if (!has_both || second.ec != std::errc() || second.ptr != end || width <= 0 || height <= 0) {
        return Error(ErrorCode::InvalidArgument, "A size is like 1920x1080.");
    }
    return std::optional(std::pair(width, height));
}

Result<hub::ProbePlan> plan_of(const ProbeOptions& options) {
    PL_TRY_VOID(net::CameraUrl::parse(options.url));
    hub::HubConfig config;
    if (!options.config_file.empty()) {
        PL_TRY(config, hub::load_config(options.config_file));
    }
    hub::ProbePlan plan;
    hub::ProbedCamera& camera = plan.camera.emplace();
    camera.url = Secret(options.url);
    camera.mac = options.mac;
    PL_TRY(camera.size, size_of(options.size));
    plan.references = std::move(config.reference_hosts);
    plan.beyond = config.beyond;
    plan.storage_dir = config.clips_dir;
    plan.maker_host = options.maker_host;
    return plan;
}

/// Whoever has a stream's address looks at the camera over the home network.
void tell_its_path(const doctor::Knowledge& knowledge, doctor::CameraCase& camera) {
    const auto trait = doctor::find(knowledge.traits, "path");
    if (!trait) {
        return;
    }
    camera.traits.resize(knowledge.traits.size());
    camera.traits[*trait] = doctor::find(knowledge.traits[*trait].values, "local");
    doctor::add_usual_traits(knowledge, camera);
}

}  // namespace

Result<Probed> probe_into(const ProbeOptions& options, doctor::Case& home) {
    PL_TRY(hub::ProbePlan plan, plan_of(options));
    const SystemClock clock;
    const rt::IoThread media("media");
    const rt::WorkerPool workers(2, "probe");
    auto probing = hub::run_probes(std::move(plan), workers.executor(), &clock);
    const auto start = clock.monotonic_now();
    PL_TRY(auto answers, rt::run_blocking(media, std::move(probing)));
    const std::chrono::duration<double> took = clock.monotonic_now() - start;
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    tell_its_path(knowledge, home.cameras.front());
    hub::add_evidence(knowledge, hub::evidence_of(answers), home);
    return Probed{std::move(answers), took.count()};
}

bool gives_picture(const ProbeOptions& options) {
    constexpr std::chrono::seconds kLimit(10);
    const SystemClock clock;
    const rt::IoThread media("media");
    auto source = sources::SourceFactory(clock, {}).make({Secret(options.url)});
    return source && rt::run_blocking(media, hub::glimpse(std::move(*source), kLimit)).has_value();
}

void print_answers(const std::vector<hub::ProbeAnswer>& answers, const Phrasebook& book) {
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    for (const hub::ProbeAnswer& answer : answers) {
        const auto index = doctor::find(knowledge.observations, answer.observation);
        if (!index) {
            continue;
        }
        const doctor::Observation& observation = knowledge.observations[*index];
        const auto value = doctor::find(observation.values, answer.value);
        fmt::print("  {} {}\n      {}\n", book.say(observation.ask),
                   value ? book.say(observation.values[*value].says) : answer.value,
                   book.say(answer.figures));
    }
    fmt::print("\n");
}

std::string with_answers(const std::string& report, const Probed& probed, double healthy) {
    json::object all = json::parse(report).as_object();
    json::array probes;
    for (const hub::ProbeAnswer& answer : probed.answers) {
        probes.push_back(
            {{"id", answer.observation}, {"value", answer.value}, {"figures", answer.figures}});
    }
    all["healthy"] = healthy;
    all["probes"] = std::move(probes);
    all["probe_seconds"] = probed.seconds;
    return json::serialize(all);
}

}  // namespace porchlight::app
