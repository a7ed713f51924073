// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_check_command.hpp"

#include "doctor/check.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/knowledge_json.hpp"
#include "doctor/mutation.hpp"
#include "doctor/practice_case.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <vector>

namespace porchlight::app {

namespace {

int fail(const Error& error) {
    fmt::print(stderr, "{}\n", error.message());
    return 1;
}

/// Prints each word that nobody would miss, and the share of the others.
int mutate(const doctor::Knowledge& knowledge, const std::vector<FileText>& files) {
    auto cases = doctor::read_practice_cases(knowledge, files);
    if (!cases) {
        return fail(cases.error());
    }
    std::ranges::move(doctor::story_cases(knowledge), std::back_inserter(*cases));
    const doctor::MutationRun run(knowledge, files, *cases);
    const std::vector<doctor::Mutation> all = doctor::mutations(files);
    std::size_t noticed = 0;
    for (const doctor::Mutation& one : all) {
        if (run.is_noticed(one)) {
            ++noticed;
            continue;
        }
        fmt::print("{}:{}: {} \"{}\" → {}\n", files[one.file].path, one.line, one.key, one.from,
                   one.to.empty() ? "left out" : '"' + one.to + '"');
    }
    fmt::print("{} cases notice {} of {} turned words, {:.1f} in a hundred.\n", cases->size(),
               noticed, all.size(),
               100.0 * static_cast<double>(noticed) / static_cast<double>(all.size()));
    return noticed > 0 ? 0 : 1;
}

}  // namespace

int print_doctor_knowledge() {
    fmt::print("{}\n", doctor::knowledge_json(doctor::built_in_knowledge()));
    return 0;
}

int run_doctor_check(const DoctorCheckCommand& command) {
    const auto files = command.folder.empty() ? doctor::built_in_files()
                                              : doctor::read_knowledge_folder(command.folder);
    if (!files) {
        return fail(files.error());
    }
    const auto knowledge = doctor::read_knowledge(*files);
    if (!knowledge) {
        return fail(knowledge.error());
    }
    const std::vector<std::string> complaints = doctor::check(*knowledge, *files);
    for (const std::string& complaint : complaints) {
        fmt::print(stderr, "{}\n", complaint);
    }
    if (!complaints.empty()) {
        return 1;
    }
    fmt::print("{} causes, {} observations and {} steps are right.\n", knowledge->causes.size(),
               knowledge->observations.size(), knowledge->steps.size());
    return command.mutate == DoctorCheckCommand::Mutate::Yes ? mutate(*knowledge, *files) : 0;
}

}  // namespace porchlight::app
