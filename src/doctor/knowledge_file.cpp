// SPDX-License-Identifier: Apache-2.0
#include "doctor/knowledge_file.hpp"

#include "doctor/knowledge_table.hpp"
#include "doctor/knowledge_texts.hpp"
#include "doctor/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace porchlight::doctor {

namespace {

constexpr std::array<std::string_view, 2> kKnown{"named", "unknown"};
constexpr std::array<std::string_view, 3> kMoney{"none", "low", "high"};
constexpr std::array<std::string_view, 4> kRisks{"none", "data loss", "lock-out", "irreversible"};
constexpr double kMostMinutes = 10'000;
constexpr std::int64_t kMostSeconds = 90LL * 24 * 3600;

/// "spec/doctor/causes/power.battery_low.toml" is of kind "causes" and named "power.battery_low".
struct Named {
    std::string kind;
    std::string id;
};

Named name_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string file = path.substr(slash == std::string::npos ? 0 : slash + 1);
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    const std::size_t before = folder.rfind('/');
    return {folder.substr(before == std::string::npos ? 0 : before + 1),
            file.substr(0, file.rfind('.'))};
}

void read_trait(KnowledgeTable table, Trait& trait) {
    table.text("id", trait.id);
    for (const TomlTable& row : table.rows("value", "a value", Need::Must)) {
        KnowledgeTable value(row, table.knowledge());
        TraitValue& into = trait.values.emplace_back();
        value.text("id", into.id);
        value.phrases("said", into.said);
        value.finish();
    }
    table.finish();
}

void read_usual(KnowledgeTable table, Usual& usual) {
    std::string is;
    table.text("is", is);
    if (const auto condition = is.empty() ? std::nullopt : table.condition("is", is)) {
        usual.trait = condition->trait;
        usual.value = condition->value;
    }
    table.flag("whatever_is_told", usual.whatever_is_told);
    table.conditions("when", usual.when);
    table.finish();
}

/// What stands after " if " in "vendor if path=cloud"; none holds always.
Conditions read_if(KnowledgeTable& table, std::string_view key, const std::string& text) {
    const std::size_t at = text.find(" if ");
    if (at == std::string::npos) {
        return {};
    }
    return {table.condition(key, text.substr(at + 4)).value_or(Condition{})};
}

/// "vendor", or "vendor if path=cloud".
void read_need(KnowledgeTable& table, const std::string& text, Service& service) {
    const auto needed =
        table.named("needs", text.substr(0, text.find(" if ")), table.knowledge().services);
    if (needed) {
        service.needs.push_back({*needed, read_if(table, "needs", text)});
    }
}

Service read_service(KnowledgeTable table) {
    Service service;
    std::vector<std::string> needs;
    table.text("id", service.id);
    table.scope(service.scope);
    table.texts("needs", needs, Need::May);
    for (const std::string& need : needs) {
        read_need(table, need, service);
    }
    table.finish();
    return service;
}

void read_chance(KnowledgeTable& table, std::string_view key, double& into) {
    How how = How::Never;
    table.choice(key, kHowWords, how);
    into = chance(how);
}

/// The words of all answers together are more or less than certainty; only their proportions count.
void make_shares(std::vector<Value>& values) {
    for (std::size_t state = 0; state < kStates; ++state) {
        double all = 0;
        for (const Value& value : values) {
            all += value.chance[state];
        }
        for (Value& value : values) {
            value.chance[state] /= all > 0 ? all : 1;
        }
    }
}

void read_value(KnowledgeTable table, bool sees, Value& value) {
    table.text("id", value.id);
    table.sentence("says", value.says);
    table.phrases("en", value.said);
    table.phrases("de", value.said);
    table.patterns("drawn", value.drawn);
    if (sees) {
        read_chance(table, "up", value.chance[0]);
        read_chance(table, "shaky", value.chance[1]);
        read_chance(table, "down", value.chance[2]);
    } else {
        read_chance(table, "else", value.chance[0]);
        value.chance[2] = value.chance[1] = value.chance[0];
    }
    table.finish();
}

void read_observation(KnowledgeTable table, Observation& observation) {
    table.scope(observation.scope);
    table.choice("asked", kAskedWords, observation.asked);
    table.sentence("ask", observation.ask);
    std::string sees;
    table.text("sees", sees, Need::May);
    if (!sees.empty()) {
        observation.sees = table.named("sees", sees, table.knowledge().services);
    }
    table.conditions("when", observation.when);
    table.number("minutes", observation.minutes, 0, kMostMinutes);
    for (const TomlTable& row : table.rows("value", "a value", Need::Must)) {
        read_value(KnowledgeTable(row, table.knowledge()), observation.sees.has_value(),
                   observation.values.emplace_back());
    }
    if (observation.values.size() < 2) {
        table.complain("an observation needs at least two answers");
    }
    make_shares(observation.values);
    table.finish();
}

void read_shows(KnowledgeTable table, Cause& cause) {
    Shows& shows = cause.shows.emplace_back();
    std::string see;
    table.text("see", see);
    if (!see.empty()) {
        const auto answer =
            table.answer("see", see).value_or(std::pair<std::size_t, std::size_t>());
        shows.observation = answer.first;
        shows.value = answer.second;
    }
    table.choice("how", kHowWords, shows.how);
    table.conditions("when", shows.when);
    table.source(shows.source);
    if (shows.source.grade == Grade::D) {
        table.complain_of("grade",
                          "what people merely say (D) may not move a number; leave the "
                          "line out, or find a source");
    }
    table.finish();
}

void read_common_when(KnowledgeTable table, Cause& cause) {
    Cause::CommonWhen& other = cause.common_when.emplace_back();
    table.choice("how_common", kCommonWords, other.common);
    table.conditions("when", other.when);
    table.finish();
}

void read_cause(KnowledgeTable table, Cause& cause) {
    table.scope(cause.scope);
    table.choice("known", kKnown, cause.known, Need::May);
    table.text("title", cause.title);
    table.sentence("says", cause.says);
    table.choice("how_common", kCommonWords, cause.common);
    for (const TomlTable& row : table.rows("common_when", "a common_when")) {
        read_common_when(KnowledgeTable(row, table.knowledge()), cause);
    }
    table.conditions("when", cause.when);
    table.named_ones("breaks", table.knowledge().services, cause.breaks);
    table.named_ones("shakes", table.knowledge().services, cause.shakes);
    for (const TomlTable& row : table.rows("shows", "what a cause shows")) {
        read_shows(KnowledgeTable(row, table.knowledge()), cause);
    }
    table.source(cause.source);
    table.finish();
}

void read_stories(KnowledgeTable table, Cause& cause) {
    for (const TomlTable& row : table.rows("told", "a story", Need::Must)) {
        KnowledgeTable story(row, table.knowledge());
        Story& into = cause.stories.emplace_back();
        story.text("words", into.words);
        story.text("device", into.device, Need::May);
        story.text("batch", into.batch);
        story.finish();
    }
    table.finish();
}

void read_cures(KnowledgeTable& table, std::string_view key, std::vector<Cures>& into) {
    for (const TomlTable& row : table.rows(key, "what a step cures")) {
        KnowledgeTable cures(row, table.knowledge());
        std::string cause;
        cures.text("cause", cause);
        Cures& one = into.emplace_back();
        if (!cause.empty()) {
            one.cause = cures.named("cause", cause, table.knowledge().causes).value_or(0);
        }
        cures.choice("how", kHowWords, one.how);
        cures.finish();
    }
}

/// "light=amber", or "light=amber if maker=tapo".
void read_never_when(KnowledgeTable& table, Step& step) {
    std::vector<std::string> all;
    table.texts("never_when", all, Need::May);
    for (const std::string& text : all) {
        if (const auto answer = table.answer("never_when", text.substr(0, text.find(" if ")))) {
            step.never_when.push_back(
                {answer->first, answer->second, read_if(table, "never_when", text)});
        }
    }
}

void read_seconds(KnowledgeTable& table, std::string_view key, std::chrono::seconds& into) {
    std::int64_t count = into.count();
    table.whole(key, count, 0, kMostSeconds, Need::May);
    into = std::chrono::seconds(count);
}

void read_step(KnowledgeTable table, Step& step) {
    table.choice("kind", kStepWords, step.kind);
    table.sentence("says", step.says);
    table.number("minutes", step.minutes, 0, kMostMinutes);
    table.choice("money", kMoney, step.money, Need::May);
    table.choice("risk", kRisks, step.risk, Need::May);
    table.text("cluster", step.cluster, Need::May);
    table.conditions("when", step.when);
    read_never_when(table, step);
    read_cures(table, "cures", step.cures);
    read_cures(table, "masks", step.masks);
    std::string proves;
    table.text("proves", proves, Need::May);
    if (!proves.empty()) {
        step.proves = table.named("proves", proves, table.knowledge().services);
    }
    read_seconds(table, "first_s", step.first);
    read_seconds(table, "hold_s", step.hold);
    table.source(step.source);
    table.finish();
}

/// Reads the files of one kind after the other, so that what is named is known already.
class Reader {
  public:
    explicit Reader(std::span<const FileText> files, Knowledge knowledge = {})
        : files_(files), knowledge_(std::move(knowledge)) {}

    Result<Knowledge> run() {
        each("doctor", "traits", [this](const TomlTable& top) { read_traits(top); });
        each("doctor", "services", [this](const TomlTable& top) { read_services(top); });
        name_all("observations", knowledge_.observations);
        name_all("causes", knowledge_.causes);
        name_all("steps", knowledge_.steps);
        read_all("observations", knowledge_.observations, read_observation);
        read_all("causes", knowledge_.causes, read_cause);
        read_all("steps", knowledge_.steps, read_step);
        refuse_strange_stories();
        read_all("stories", knowledge_.causes, read_stories);
        if (!error_) {
            knowledge_.likeness = Likeness(knowledge_.causes.size(), samples_of(knowledge_));
        }
        return result();
    }

    /// What is known already, with one file read anew. What texts are like stays as it was learned.
    Result<Knowledge> run_again() {
        const bool is_known = read_one("observations", knowledge_.observations, read_observation) ||
                              read_one("causes", knowledge_.causes, read_cause) ||
                              read_one("steps", knowledge_.steps, read_step);
        if (!is_known) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("{}: it was not there before.", files_.front().path));
        }
        return result();
    }

  private:
    Result<Knowledge> result() {
        return error_ ? Result<Knowledge>(*error_) : Result<Knowledge>(std::move(knowledge_));
    }
    void each(std::string_view kind, std::string_view id,
              const std::function<void(const TomlTable&)>& read) {
        for (const FileText& file : files_) {
            const Named name = name_of(file.path);
            if (error_ || name.kind != kind || name.id != id) {
                continue;
            }
            FileComplaint complaint(file.path);
            if (const auto root = parse_toml(file, complaint)) {
                read(TomlTable(*root, "this file", complaint));
            }
            error_ = complaint.error();
        }
    }
    void read_traits(const TomlTable& top) {
        TomlTable table = top;
        for (const TomlTable& row : table.rows("trait", "a trait", Need::Must)) {
            read_trait(KnowledgeTable(row, knowledge_), knowledge_.traits.emplace_back());
        }
        for (const TomlTable& row : table.rows("usual", "what is usual")) {
            read_usual(KnowledgeTable(row, knowledge_), knowledge_.usual.emplace_back());
        }
        table.finish();
    }
    void read_services(const TomlTable& top) {
        TomlTable table = top;
        for (const TomlTable& row : table.rows("service", "a service", Need::Must)) {
            // What it needs stands before it: effects() rests on that.
            knowledge_.services.push_back(read_service(KnowledgeTable(row, knowledge_)));
        }
        if (knowledge_.services.size() > kMostServices) {
            table.complain(fmt::format("there can be {} services at most", kMostServices));
        }
        table.finish();
    }
    template <typename T>
    void name_all(std::string_view kind, std::vector<T>& into) {
        for (const FileText& file : files_) {
            if (const Named name = name_of(file.path); name.kind == kind) {
                into.emplace_back().id = name.id;
            }
        }
        std::ranges::sort(into, {}, &T::id);
    }
    template <typename T>
    void read_all(std::string_view kind, std::vector<T>& into,
                  void (*read)(KnowledgeTable table, T& into)) {
        for (T& one : into) {
            each(kind, one.id,
                 [&](const TomlTable& top) { read(KnowledgeTable(top, knowledge_), one); });
        }
    }

    template <typename T>
    bool read_one(std::string_view kind, std::vector<T>& into,
                  void (*read)(KnowledgeTable table, T& into)) {
        const Named name = name_of(files_.front().path);
        const auto old = std::ranges::find(into, name.id, &T::id);
        if (name.kind != kind || old == into.end()) {
            return false;
        }
        *old = T();
        old->id = name.id;
        each(kind, name.id,
             [&](const TomlTable& top) { read(KnowledgeTable(top, knowledge_), *old); });
        return true;
    }

    /// A story is of a cause that there is.
    void refuse_strange_stories() {
        for (const FileText& file : files_) {
            const Named name = name_of(file.path);
            if (!error_ && name.kind == "stories" && !find(knowledge_.causes, name.id)) {
                FileComplaint complaint(file.path);
                complaint.at(1, "there is no cause of that name");
                error_ = complaint.error();
            }
        }
    }

    std::span<const FileText> files_;
    Knowledge knowledge_;
    std::optional<Error> error_;
};

}  // namespace

Result<Knowledge> read_knowledge(std::span<const FileText> files) {
    return Reader(files).run();
}

Result<std::vector<FileText>> read_knowledge_folder(const std::string& folder) {
    std::vector<FileText> files;
    for (const char* inner :
         {"", "/causes", "/observations", "/steps", "/stories", "/cases", "/de"}) {
        const auto some = read_toml_folder(folder + inner);
        if (some) {
            files.insert(files.end(), some->begin(), some->end());
            continue;
        }
        const bool may_be_missing =
            std::string_view(inner) == "/cases" || std::string_view(inner) == "/de";
        if (!may_be_missing || some.error().code() != ErrorCode::NotFound) {
            return some.error();
        }
    }
    return files;
}

Result<Knowledge> load_knowledge(const std::string& folder) {
    PL_TRY(const auto files, read_knowledge_folder(folder));
    return read_knowledge(files);
}

Result<Knowledge> with_file(Knowledge knowledge, const FileText& file) {
    return Reader(std::span(&file, 1), std::move(knowledge)).run_again();
}

std::vector<FileText> built_in_files() {
    return to_files(built_in_texts());
}

const Knowledge& built_in_knowledge() {
    static const Knowledge knowledge = read_knowledge(built_in_files()).value();
    return knowledge;
}

}  // namespace porchlight::doctor
