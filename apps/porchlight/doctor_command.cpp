// SPDX-License-Identifier: Apache-2.0
#include "porchlight/doctor_command.hpp"

#include "base/fd.hpp"
#include "base/language.hpp"
#include "doctor/belief.hpp"
#include "doctor/case_file.hpp"
#include "doctor/intake.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/report.hpp"
#include "hub/phrases.hpp"
#include "porchlight/doctor_check_command.hpp"
#include "porchlight/doctor_walk.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <unistd.h>
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
    if (command.case_file.empty()) {
        doctor::Told told = doctor::understand(knowledge, command.words);
        return doctor::Case{{std::move(told.camera)}, std::move(told.home), {}};
    }
    const std::string& file = command.case_file;
    PL_TRY(const std::string text, read_file(file == "-" ? "/dev/stdin" : file, kLargestCase));
    auto home = doctor::parse_case(knowledge, text);
    return home ? home : home.error().wrap(file);
}

/// The same with what this machine can test.
int diagnose_probed(const DoctorCommand& command, doctor::Case home) {
    const auto probed = probe_into(command.probe, home);
    if (!probed) {
        return fail(probed.error());
    }
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    if (command.form == DoctorCommand::Form::Json) {
        const double healthy = doctor::believe(knowledge, home).healthy();
        fmt::print("{}\n", with_answers(doctor::report_json(knowledge, home), *probed, healthy));
        return 0;
    }
    const Phrasebook& book = hub::phrases(terminal_language());
    print_answers(probed->answers, book);
    fmt::print("{}", doctor::report_text(knowledge, home, book));
    return 0;
}

int diagnose(const DoctorCommand& command) {
    auto home = read_case(command);
    if (!home) {
        return fail(home.error());
    }
    if (!command.probe.url.empty()) {
        return diagnose_probed(command, std::move(*home));
    }
    const bool is_json = command.form == DoctorCommand::Form::Json;
    fmt::print("{}{}",
               is_json ? doctor::report_json(doctor::built_in_knowledge(), *home)
                       : doctor::report_text(doctor::built_in_knowledge(), *home,
                                             hub::phrases(terminal_language())),
               is_json ? "\n" : "");
    return 0;
}

}  // namespace

int run_doctor(const DoctorCommand& command) {
    if (!command.check_folder.empty()) {
        return run_doctor_check({command.check_folder});
    }
    if (command.words.empty() && command.case_file.empty() && command.probe.url.empty()) {
        return walk_with_the_doctor("");
    }
    // A person is led on; a pipe gets the answer.
    const bool is_person = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
    if (is_person && command.case_file.empty() && command.form == DoctorCommand::Form::Text) {
        return walk_with_the_doctor(command.words, command.probe);
    }
    return diagnose(command);
}

}  // namespace porchlight::app
