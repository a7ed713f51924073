// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_command.hpp"

#include "base/fd.hpp"
#include "doctor/case_file.hpp"
#include "doctor/check.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/report.hpp"

#include <fmt/core.h>

#include <cstdio>

namespace porchlight::app {

namespace {

constexpr std::size_t kLargestCase = 1U << 20U;

int fail(const Error& error) {
    fmt::print(stderr, "{}\n", error.message());
    return 1;
}

int check(const std::string& folder) {
    const auto knowledge = doctor::load_knowledge(folder);
    if (!knowledge) {
        return fail(knowledge.error());
    }
    const auto complaints = doctor::check(*knowledge);
    for (const std::string& complaint : complaints) {
        fmt::print(stderr, "{}/{}\n", folder, complaint);
    }
    if (complaints.empty()) {
        fmt::print("{} causes, {} observations and {} steps are right.\n", knowledge->causes.size(),
                   knowledge->observations.size(), knowledge->steps.size());
    }
    return complaints.empty() ? 0 : 1;
}

int diagnose(const std::string& file, DoctorCommand::Form form) {
    const auto text = read_file(file == "-" ? "/dev/stdin" : file, kLargestCase);
    if (!text) {
        return fail(text.error());
    }
    const auto home = doctor::parse_case(doctor::built_in_knowledge(), *text);
    if (!home) {
        return fail(home.error().wrap(file));
    }
    const bool is_json = form == DoctorCommand::Form::Json;
    fmt::print("{}{}",
               is_json ? doctor::report_json(doctor::built_in_knowledge(), *home)
                       : doctor::report_text(doctor::built_in_knowledge(), *home),
               is_json ? "\n" : "");
    return 0;
}

}  // namespace

int run_doctor(const DoctorCommand& command) {
    return command.check_folder.empty() ? diagnose(command.case_file, command.form)
                                        : check(command.check_folder);
}

}  // namespace porchlight::app
