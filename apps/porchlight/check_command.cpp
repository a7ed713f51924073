// SPDX-License-Identifier: Apache-2.0
#include "porchlight/check_command.hpp"

#include "hub/config.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace porchlight::app {

namespace {

Result<store::CheckReport> check(const CheckCommand& command) {
    std::string state_dir = command.state_dir;
    if (state_dir.empty()) {
        PL_TRY(state_dir, hub::default_state_dir());
    }
    const std::string database = state_dir + "/porchlight.db";
    if (!std::filesystem::exists(database)) {
        return Error(ErrorCode::NotFound,
                     "there is no " + database + ": name the hub's folder with --state");
    }
    const rt::IoThread thread("check");  // before the store, whose answers end on it
    PL_TRY(const auto store, store::open_sqlite_store(database));
    const std::string clips = command.clips_dir.empty() ? state_dir + "/clips" : command.clips_dir;
    return rt::run_blocking(thread, store::check_store(store.get(), clips, command.repair));
}

}  // namespace

int run_check(const CheckCommand& command) {
    const auto report = check(command);
    if (!report) {
        fmt::print(stderr, "porchlight check: {}\n", report.error().message());
        return 2;
    }
    for (const store::Finding& finding : report->findings) {
        fmt::print("{}\n", finding.sentence);
    }
    const auto wrong = std::ranges::count(report->findings, false, &store::Finding::repaired);
    fmt::print("Looked at {} clips and {} files: {} found, {} repaired.\n", report->clips,
               report->files, report->findings.size(),
               report->findings.size() - static_cast<std::size_t>(wrong));
    if (wrong > 0 && command.repair == store::Repair::Off) {
        fmt::print("Run it again with --repair to repair what can be repaired without loss.\n");
    }
    return wrong == 0 ? 0 : 1;
}

}  // namespace porchlight::app
