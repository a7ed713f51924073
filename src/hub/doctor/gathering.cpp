// SPDX-License-Identifier: Apache-2.0
// How the DoctorService gathers what the hub knows of a camera.
#include "base/log.hpp"
#include "doctor/intake.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/doctor/stream_evidence.hpp"

#include <utility>

namespace porchlight::hub {

namespace {

void append(EvidenceList& list, EvidenceList more) {
    for (Evidence& one : more) {
        list.push_back(std::move(one));
    }
}

}  // namespace

std::optional<std::chrono::seconds> DoctorService::silent_for(CameraId camera) const {
    const auto found = watched_.find(camera);
    if (found == watched_.end() || !found->second.silence.since()) {
        return std::nullopt;
    }
    return std::chrono::floor<std::chrono::seconds>(
        parts_.clock.monotonic_now() -
        found->second.silence.since().value_or(parts_.clock.monotonic_now()));
}

EvidenceList DoctorService::siblings_of(CameraId camera) const {
    const auto silent = silent_for(camera);
    if (!silent) {
        return {};
    }
    std::vector<Sibling> others;
    for (const CameraView& other : parts_.cameras.list()) {
        if (other.id != camera && other.state != CameraState::Paused && !other.demo) {
            others.push_back({other.settings.name, silent_for(other.id)});
        }
    }
    return evidence_of_siblings(*silent, others);
}

/// Its traits, and no findings.
rt::Task<doctor::CameraCase> DoctorService::case_of(CameraView camera) {
    if (!camera.device) {
        // What people call a camera often has its maker's name in it.
        const auto told = doctor::understand(*knowledge_, camera.settings.name);
        std::vector<TraitName> traits{{"path", "local"}};
        const auto maker = doctor::find(knowledge_->traits, "maker");
        const auto value = maker ? told.camera.traits.at(*maker) : std::nullopt;
        if (maker && value) {
            traits.push_back({"maker", knowledge_->traits[*maker].values[*value].id});
        }
        co_return camera_with(*knowledge_, traits);
    }
    auto reading = parts_.store.device(*camera.device);
    const auto row = co_await std::move(reading);
    const DeviceReport report{parts_.health(*camera.device), silent_for(camera.id), {}};
    co_return camera_with(*knowledge_, traits_of(report, row ? row->model : ""));
}

rt::Task<EvidenceList> DoctorService::evidence(CameraView camera) {
    EvidenceList list = evidence_of_stream(camera);
    append(list, siblings_of(camera.id));
    if (const auto& live = watched_[camera.id].live) {
        append(list, evidence_of(*live, parts_.clock.utc_now()));
    }
    std::optional<HealthView> health;
    if (camera.device) {
        health = parts_.health(*camera.device);
    }
    append(list, evidence_of(watched_[camera.id].memory, health));
    if (health && camera.device) {
        const UtcTime now = parts_.clock.utc_now();
        auto reading = parts_.telemetry(*camera.device, now - std::chrono::hours(24), now);
        auto day = co_await std::move(reading);
        append(list, evidence_of(DeviceReport{*health, silent_for(camera.id),
                                              day ? std::move(*day) : store::TelemetrySeries()}));
    }
    co_return list;
}

rt::Task<EvidenceList> DoctorService::probed(std::optional<CameraView> camera) {
    CameraMemory memory;
    if (camera) {
        memory = watched_[camera->id].memory;
    }
    auto probing = parts_.probe(std::move(camera), std::move(memory));
    const auto answers = co_await std::move(probing);
    if (!answers) {
        log::warning("doctor", "the probes could not be run: {}", answers.error().message());
        co_return EvidenceList();
    }
    co_return evidence_of(*answers);
}

rt::Task<doctor::WalkMemory> DoctorService::look_into(std::optional<CameraView> camera,
                                                      doctor::WalkMemory memory) {
    if (camera) {
        PL_CO_TRY(const EvidenceList known, co_await evidence(*camera));
        add_evidence(*knowledge_, known, memory.home);
    }
    PL_CO_TRY(const EvidenceList found, co_await probed(camera));
    add_evidence(*knowledge_, found, memory.home);
    refuse_probes(*knowledge_, memory);
    co_return memory;
}

void DoctorService::look_again(const SessionPtr& session) {
    if (!session->is_looking) {
        session->is_looking = true;
        run("looking again", look_again_now(session));
    }
}

/// What is found joins what was said meanwhile.
rt::Task<> DoctorService::look_again_now(SessionPtr session) {
    std::optional<CameraView> camera;
    if (const auto& its = session->row.camera) {
        if (auto found = parts_.cameras.find(*its)) {
            camera = std::move(*found);
        }
    }
    doctor::WalkMemory blank;
    blank.home.cameras.emplace_back();
    auto looking = look_into(camera, std::move(blank));
    const auto seen = co_await std::move(looking);
    session->is_looking = false;
    if (!seen) {
        co_return seen.error();
    }
    doctor::WalkMemory memory = walk_of(*session).memory();
    for (const auto* list : {&seen->home.cameras.front().findings, &seen->home.home}) {
        for (const doctor::Finding& finding : *list) {
            put_finding(*session->knowledge, finding, memory.home);
        }
    }
    refuse_probes(*session->knowledge, memory);
    session->walk.emplace(*session->knowledge, std::move(memory));
    session->has_looked = true;
    changed(session);
    co_return Result<>();
}

}  // namespace porchlight::hub
