// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_command.hpp"

#include "base/fd.hpp"
#include "doctor/case_file.hpp"
#include "doctor/intake.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/report.hpp"
#include "porchlight/doctor_check_command.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <utility>

namespace porchlight::app {

namespace {

constexpr std::size_t kLargestCase = 1U << 20U;

int fail(const Error& error) {
    fmt::print(stderr, "{}\n", error.message());
    return 1;
}

Result<doctor::Case> read_case(const DoctorCommand& command) {
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    if (!command.words.empty()) {
        doctor::Told told = doctor::understand(knowledge, command.words);
        return doctor::Case{{std::move(told.camera)}, std::move(told.home), {}};
    }
    const std::string& file = command.case_file;
    PL_TRY(const std::string text, read_file(file == "-" ? "/dev/stdin" : file, kLargestCase));
    auto home = doctor::parse_case(knowledge, text);
    return home ? home : home.error().wrap(file);
}

int diagnose(const DoctorCommand& command) {
    const auto home = read_case(command);
    if (!home) {
        return fail(home.error());
    }
    const bool is_json = command.form == DoctorCommand::Form::Json;
    fmt::print("{}{}",
               is_json ? doctor::report_json(doctor::built_in_knowledge(), *home)
                       : doctor::report_text(doctor::built_in_knowledge(), *home),
               is_json ? "\n" : "");
    return 0;
}

}  // namespace

int run_doctor(const DoctorCommand& command) {
    if (!command.check_folder.empty()) {
        return run_doctor_check({command.check_folder});
    }
    if (command.words.empty() && command.case_file.empty()) {
        fmt::print(stderr,
                   "Say what is wrong, in your own words: porchlight doctor \"my outdoor "
                   "camera flashes red, the app says offline\"\n");
        return 1;
    }
    return diagnose(command);
}

}  // namespace porchlight::app
