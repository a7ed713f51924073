// SPDX-License-Identifier: Apache-2.0
// How often the doctor names the cause of real cases first, or among its first three.
//
//     doctor_cases SPEC_FOLDER CASES.jsonl [--each]
//
// Each line of the file is a case with its known `cause`; --each prints those that were not first.
#include "doctor/advice.hpp"
#include "doctor/belief.hpp"
#include "doctor/case_file.hpp"
#include "doctor/check.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/report.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>
#include <tuple>

namespace porchlight::doctor {
namespace {

int run(const std::string& folder, const std::string& path, bool each) {
    const auto files = read_knowledge_folder(folder);
    const auto knowledge = files ? read_knowledge(*files) : files.error();
    if (!knowledge) {
        fmt::print("{}\n", knowledge.error().message());
        return 1;
    }
    if (each) {
        for (const std::string& complaint : check(*knowledge, *files)) {
            fmt::print("check: {}\n", complaint);
        }
    }
    std::ifstream cases(path);
    int all = 0;
    int first = 0;
    int among_three = 0;
    double slowest = 0;
    double whole = 0;
    for (std::string line; std::getline(cases, line);) {
        const auto home = parse_case(*knowledge, line);
        if (!home) {
            fmt::print("{}\n", home.error().message());
            return 1;
        }
        const std::clock_t begin = std::clock();
        const Belief belief = believe(*knowledge, *home);
        std::ignore = advise(*knowledge, *home, belief);
        const double took = static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC;
        slowest = std::max(slowest, took);
        whole += took;
        const auto ranked = belief.ranked(knowledge->causes.size());
        const boost::json::value parsed = boost::json::parse(line);
        const std::string cause(parsed.at("cause").as_string());
        const auto place =
            std::ranges::find(ranked, cause,
                              [&](std::size_t i) { return knowledge->causes[i].id; }) -
            ranked.begin();
        ++all;
        first += place == 0 ? 1 : 0;
        among_three += place < 3 ? 1 : 0;
        if (each && place != 0) {
            fmt::print("{} {} is number {}: {}\n", std::string(parsed.at("id").as_string()), cause,
                       place + 1, report_json(*knowledge, *home));
        }
    }
    fmt::print(
        "{{\"cases\": {}, \"top_1\": {:.3f}, \"top_3\": {:.3f}, \"mean_ms\": {:.2f}, "
        "\"slowest_ms\": {:.2f}}}\n",
        all, static_cast<double>(first) / all, static_cast<double>(among_three) / all, whole / all,
        slowest);
    return 0;
}

}  // namespace
}  // namespace porchlight::doctor

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print("doctor_cases SPEC_FOLDER CASES.jsonl [--each]\n");
        return 2;
    }
    return porchlight::doctor::run(arguments[1], arguments[2], count > 3);
}
