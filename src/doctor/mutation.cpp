// SPDX-License-Identifier: Apache-2.0
#include "doctor/mutation.hpp"

#include "doctor/advice.hpp"
#include "doctor/conditions.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/words.hpp"

#include <algorithm>
#include <string_view>

namespace porchlight::doctor {

namespace {

/// A cause with less than that of all belief decides nothing.
constexpr double kTooLittle = 1e-3;

/// The opposite end of the scale; nothing if the word is on neither.
std::string opposite(std::string_view word) {
    const auto how = std::ranges::find(kHowWords, word);
    if (how != kHowWords.end()) {
        const bool is_frequent = how - kHowWords.begin() <= static_cast<int>(How::Often);
        return std::string(is_frequent ? kHowWords.back() : kHowWords.front());
    }
    const auto common = std::ranges::find(kCommonWords, word);
    if (common == kCommonWords.end()) {
        return {};
    }
    const bool is_common = common - kCommonWords.begin() <= static_cast<int>(Common::Common);
    return std::string(is_common ? kCommonWords.back() : kCommonWords.front());
}

/// "spec/doctor/observations/light.toml" is "light" of "observations".
std::string_view name_in(std::string_view path, std::string_view folder) {
    const std::size_t slash = path.rfind('/');
    const bool is_there =
        slash != std::string_view::npos && path.substr(0, slash).ends_with(folder);
    return is_there ? path.substr(slash + 1, path.rfind('.') - slash - 1) : std::string_view();
}

class Finder {
  public:
    Finder(const FileText& file, std::size_t index, std::vector<Mutation>& into)
        : file_(file), index_(index), into_(into) {}

    void run() {
        FileComplaint unread(file_.path);
        const auto root = parse_toml(file_, unread);
        if (!root) {
            return;
        }
        if (!name_in(file_.path, "causes").empty()) {
            of_cause(*root);
        } else if (!name_in(file_.path, "observations").empty()) {
            of_observation(*root);
        } else if (!name_in(file_.path, "steps").empty()) {
            names(*root, "never_when");
            words_of_rows(*root, "cures", {"how"});
            words_of_rows(*root, "masks", {"how"});
        }
    }

  private:
    void of_cause(const TomlValue& root) {
        word(root, "how_common", {});
        words_of_rows(root, "common_when", {"how_common"});
        names(root, "breaks");
        names(root, "shakes");
        words_of_rows(root, "shows", {"how"});
    }
    void of_observation(const TomlValue& root) {
        words_of_rows(root, "value", {"up", "shaky", "down", "else"});
    }
    void words_of_rows(const TomlValue& root, std::string_view rows,
                       std::initializer_list<std::string_view> keys) {
        const TomlValue* list = root.get(rows);
        for (const TomlValue& row : list == nullptr ? std::vector<TomlValue>() : list->list) {
            const TomlValue* see = row.get("see");
            const TomlValue* cause = row.get("cause");
            std::string about(name_in(file_.path, "observations"));
            if (see != nullptr) {
                about = see->text.substr(0, see->text.find('='));
            } else if (cause != nullptr) {
                about = cause->text;
            }
            for (const std::string_view key : keys) {
                word(row, key, about);
            }
        }
    }
    void word(const TomlValue& table, std::string_view key, const std::string& about) {
        const TomlValue* value = table.get(key);
        const std::string to = value == nullptr ? std::string() : opposite(value->text);
        if (!to.empty()) {
            into_.push_back({index_, value->line, std::string(key), value->text, to, about});
        }
    }
    void names(const TomlValue& root, std::string_view key) {
        const TomlValue* list = root.get(key);
        for (const TomlValue& name : list == nullptr ? std::vector<TomlValue>() : list->list) {
            into_.push_back({index_, name.line, std::string(key), name.text, {}, {}});
        }
    }

    const FileText& file_;
    std::size_t index_;
    std::vector<Mutation>& into_;
};

}  // namespace

std::vector<Mutation> mutations(std::span<const FileText> files) {
    std::vector<Mutation> all;
    for (std::size_t i = 0; i < files.size(); ++i) {
        Finder(files[i], i, all).run();
    }
    return all;
}

FileText turned(const FileText& file, const Mutation& mutation) {
    FileText turned = file;
    std::size_t begin = 0;
    for (int line = 1; line < mutation.line; ++line) {
        begin = file.text.find('\n', begin) + 1;
    }
    const std::string from = '"' + mutation.from + '"';
    const std::size_t at = file.text.find(from, file.text.find('=', begin));
    if (at == std::string::npos) {
        return turned;
    }
    std::size_t length = from.size();
    if (mutation.to.empty()) {
        const std::string_view rest = std::string_view(file.text).substr(at + length);
        const std::string_view comma = ", ";
        length += rest.starts_with(comma) ? comma.size() : 0;
    }
    turned.text.replace(at, length, mutation.to.empty() ? "" : '"' + mutation.to + '"');
    return turned;
}

MutationRun::MutationRun(const Knowledge& knowledge, std::span<const FileText> files,
                         std::span<const PracticeCase> cases)
    : knowledge_(knowledge), files_(files) {
    for (const PracticeCase& one : cases) {
        Known& known = cases_.emplace_back();
        known.practice = &one;
        known.belief = believe(knowledge, one.home);
        known.allowed = allowed_steps(knowledge, one.home, known.belief, {});
    }
}

/// A step's word moves nothing that is believed, but where that step was done.
bool MutationRun::step_differs(const Knowledge& changed, const Mutation& mutation,
                               const Known& known) const {
    const PracticeCase& practice = *known.practice;
    if (mutation.key == "never_when") {
        const std::string observation = mutation.from.substr(0, mutation.from.find('='));
        const auto seen = find(knowledge_.observations, observation);
        return seen && finding_of(practice.home, *seen) != nullptr &&
               what_steps_differ(changed, practice, known.belief,
                                 allowed_steps(changed, practice.home, known.belief, {}));
    }
    const auto cause = find(knowledge_.causes, mutation.about);
    return cause && known.belief.of(*cause) > kTooLittle &&
           what_steps_differ(changed, practice, known.belief, known.allowed);
}

/// Whether a case could come out otherwise, as far as that can be told without weighing it.
bool MutationRun::concerns(const Knowledge& changed, const Mutation& mutation,
                           const Known& known) const {
    const Case& home = known.practice->home;
    if (!mutation.about.empty()) {
        const auto observation = find(knowledge_.observations, mutation.about);
        return observation && finding_of(home, *observation) != nullptr;
    }
    const auto cause = find(knowledge_.causes, name_in(files_[mutation.file].path, "causes"));
    if (!cause || mutation.key != "how_common") {
        return true;
    }
    const double before = prior(knowledge_.causes[*cause], home.cameras.front());
    const double after = prior(changed.causes[*cause], home.cameras.front());
    return before != after && known.belief.of(*cause) * std::max(1.0, after / before) > kTooLittle;
}

bool MutationRun::differs(const Knowledge& changed, const Mutation& mutation,
                          const Known& known) const {
    const PracticeCase& practice = *known.practice;
    const bool is_of_step = !name_in(files_[mutation.file].path, "steps").empty();
    if (is_of_step && practice.home.outcomes.empty()) {
        return step_differs(changed, mutation, known);
    }
    return (is_of_step || concerns(changed, mutation, known)) &&
           what_differs(changed, practice, believe(changed, practice.home), known.allowed);
}

bool MutationRun::is_noticed(const Mutation& mutation) const {
    const FileText& file = files_[mutation.file];
    const auto changed = with_file(knowledge_, turned(file, mutation));
    if (!changed) {
        return true;
    }
    const auto own = find(knowledge_.causes, name_in(file.path, "causes"));
    const auto notices = [&](const Known& known) { return differs(*changed, mutation, known); };
    const auto is_own = [&](const Known& known) { return own && known.practice->cause == own; };
    // A cause's own cases are the likeliest to notice.
    return std::ranges::any_of(cases_,
                               [&](const Known& one) { return is_own(one) && notices(one); }) ||
           std::ranges::any_of(cases_,
                               [&](const Known& one) { return !is_own(one) && notices(one); });
}

}  // namespace porchlight::doctor
