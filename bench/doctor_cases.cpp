// SPDX-License-Identifier: Apache-2.0
// How often the doctor names the cause of real cases first, or among its first three.
//
//     doctor_cases SPEC_FOLDER CASES.jsonl [--each] [--phrases]
//     doctor_cases SPEC_FOLDER --stories [--each] [--phrases]
//
// Each line of the file is a case with its known `cause`; --each prints those that were not first,
// --phrases leaves out what the words are like. --stories takes the stories of the knowledge
// itself, each judged by a doctor that has not learned the stories of its batch.
#include "doctor/advice.hpp"
#include "doctor/belief.hpp"
#include "doctor/case_file.hpp"
#include "doctor/check.hpp"
#include "doctor/intake.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/report.hpp"
#include "doctor/samples.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <fstream>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace porchlight::doctor {
namespace {

struct Options {
    bool each = false;
    bool phrases = false;  ///< Only them.
};

/// Counts how often what was believed was so.
class Score {
  public:
    /// @return The cause's place, from 0.
    std::size_t add(const Knowledge& knowledge, const Case& home, std::string_view cause) {
        const std::clock_t begin = std::clock();
        const Belief belief = believe(knowledge, home);
        std::ignore = advise(knowledge, home, belief);
        const double took = static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC;
        slowest_ = std::max(slowest_, took);
        whole_ += took;
        const auto ranked = belief.ranked(knowledge.causes.size());
        const auto place = static_cast<std::size_t>(
            std::ranges::find(ranked, cause,
                              [&](std::size_t i) { return knowledge.causes[i].id; }) -
            ranked.begin());
        const double share = belief.of(ranked.front());
        Bin& bin = bins_.at(std::min(bins_.size() - 1, static_cast<std::size_t>(share * kBins)));
        bin.shares += share;
        bin.right += place == 0 ? 1 : 0;
        ++all_;
        first_ += place == 0 ? 1 : 0;
        among_three_ += place < 3 ? 1 : 0;
        return place;
    }

    void print() const {
        double off = 0;
        for (const Bin& bin : bins_) {
            off += std::abs(bin.shares - bin.right);
        }
        fmt::print(
            "{{\"cases\": {}, \"top_1\": {:.3f}, \"top_3\": {:.3f}, \"ece\": {:.3f}, "
            "\"mean_ms\": {:.2f}, \"slowest_ms\": {:.2f}}}\n",
            all_, first_ / all_, among_three_ / all_, off / all_, whole_ / all_, slowest_);
    }

  private:
    static constexpr std::size_t kBins = 10;
    /// Cases whose first cause had about the same share.
    struct Bin {
        double shares = 0;
        double right = 0;
    };

    double all_ = 0;
    double first_ = 0;
    double among_three_ = 0;
    double slowest_ = 0;
    double whole_ = 0;
    std::array<Bin, kBins> bins_{};
};

void judge(const Knowledge& knowledge, Case home, std::string_view name, std::string_view cause,
           Options options, Score& score) {
    if (options.phrases) {
        home.cameras.front().words.clear();
    }
    const std::size_t place = score.add(knowledge, home, cause);
    if (options.each && place != 0) {
        fmt::print("{} {} is number {}: {}\n", name, cause, place + 1,
                   report_json(knowledge, home));
    }
}

bool judge_file(const Knowledge& knowledge, const std::string& path, Options options,
                Score& score) {
    std::ifstream cases(path);
    for (std::string line; std::getline(cases, line);) {
        auto home = parse_case(knowledge, line);
        if (!home) {
            fmt::print("{}\n", home.error().message());
            return false;
        }
        const boost::json::value parsed = boost::json::parse(line);
        judge(knowledge, std::move(*home), parsed.at("id").as_string(),
              parsed.at("cause").as_string(), options, score);
    }
    return true;
}

void judge_stories(Knowledge knowledge, Options options, Score& score) {
    std::set<std::string> batches;
    for (const Cause& cause : knowledge.causes) {
        for (const Story& story : cause.stories) {
            batches.insert(story.batch);
        }
    }
    for (const std::string& batch : batches) {
        knowledge.likeness = Likeness(knowledge.causes.size(), samples_of(knowledge, batch));
        for (const Cause& cause : knowledge.causes) {
            for (const Story& story : cause.stories) {
                if (story.batch == batch) {
                    Told told = understand(knowledge, story.device + ".\n" + story.words);
                    told.camera.words = story.words;
                    judge(knowledge, Case{{std::move(told.camera)}, std::move(told.home), {}},
                          batch, cause.id, options, score);
                }
            }
        }
    }
}

int run(const std::string& folder, const std::string& path, Options options) {
    const auto files = read_knowledge_folder(folder);
    auto knowledge = files ? read_knowledge(*files) : files.error();
    if (!knowledge) {
        fmt::print("{}\n", knowledge.error().message());
        return 1;
    }
    if (options.each) {
        for (const std::string& complaint : check(*knowledge, *files)) {
            fmt::print("check: {}\n", complaint);
        }
    }
    Score score;
    if (path == "--stories") {
        judge_stories(std::move(*knowledge), options, score);
    } else if (!judge_file(*knowledge, path, options, score)) {
        return 1;
    }
    score.print();
    return 0;
}

}  // namespace
}  // namespace porchlight::doctor

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print("doctor_cases SPEC_FOLDER CASES.jsonl|--stories [--each] [--phrases]\n");
        return 2;
    }
    const std::span<char*> more(arguments + 3, arguments + count);
    const auto has = [more](std::string_view option) {
        return std::ranges::find(more, option) != more.end();
    };
    return porchlight::doctor::run(arguments[1], arguments[2], {has("--each"), has("--phrases")});
}
