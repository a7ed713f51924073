// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_table.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace porchlight::sim {

namespace {

/// Not a number if it is none.
double number_of(const toml::node& node) {
    return node.value<double>().value_or(std::numeric_limits<double>::quiet_NaN());
}

bool is_within(double value, double least, double most) {
    return value >= least && value <= most;
}

}  // namespace

void Complaint::at(const toml::source_region& where, std::string_view sentence) {
    if (!error_) {
        error_ = Error(ErrorCode::InvalidArgument,
                       fmt::format("{}:{}: {}", path_, std::max(1U, where.begin.line), sentence));
    }
}

int PlanTable::line() const {
    return static_cast<int>(table_.source().begin.line);
}

void PlanTable::complain(std::string_view key, std::string_view sentence) {
    const toml::node* node = table_.get(key);
    complaint_.at(node != nullptr ? node->source() : table_.source(),
                  fmt::format("{}: {}", key, sentence));
}

const toml::node* PlanTable::take(std::string_view key) {
    asked_.push_back(key);
    return table_.get(key);
}

void PlanTable::text(std::string_view key, std::string& into) {
    if (const toml::node* node = take(key)) {
        const auto value = node->value<std::string>();
        if (!value || !node->is_string() || value->empty() ||
            value->find('"') != std::string::npos) {
            complain(key, "must be a text in quotes, without quotes inside");
            return;
        }
        into = *value;
    }
}

void PlanTable::number(std::string_view key, double& into, double least, double most) {
    if (const toml::node* node = take(key)) {
        const double value = number_of(*node);
        if (!is_within(value, least, most)) {
            complain(key, fmt::format("must be a number from {} to {}", least, most));
            return;
        }
        into = value;
    }
}

void PlanTable::whole(std::string_view key, int& into, int least, int most) {
    double value = into;
    number(key, value, least, most);
    into = static_cast<int>(value);
}

void PlanTable::flag(std::string_view key, bool& into) {
    if (const toml::node* node = take(key)) {
        if (!node->is_boolean()) {
            complain(key, "must be true or false");
            return;
        }
        into = node->value_or(into);
    }
}

void PlanTable::numbers(std::string_view key, std::vector<double>& into, double least,
                        double most) {
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        complain(key, "must be a list of numbers, like [1, 2]");
        return;
    }
    for (const toml::node& one : *array) {
        const double value = number_of(one);
        if (!is_within(value, least, most)) {
            complain(key, fmt::format("must be a list of numbers from {} to {}", least, most));
            return;
        }
        into.push_back(value);
    }
}

void PlanTable::place(std::string_view key, Position& into) {
    constexpr double kFarthest = 1000;
    std::vector<double> both;
    numbers(key, both, -kFarthest, kFarthest);
    if (both.size() == 2) {
        into = {both[0], both[1]};
    } else if (has(key)) {
        complain(key, "must be a place in metres, like [3, 2.5]");
    }
}

const toml::table* PlanTable::inner(std::string_view key) {
    const toml::node* node = take(key);
    if (node != nullptr && node->as_table() == nullptr) {
        complain(key, "must be a table");
    }
    return node == nullptr ? nullptr : node->as_table();
}

std::vector<const toml::table*> PlanTable::rows(std::string_view key) {
    std::vector<const toml::table*> tables;
    const toml::node* node = take(key);
    if (node == nullptr) {
        return tables;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        complain(key, fmt::format("write [[{}]]: there can be several", key));
        return tables;
    }
    for (const toml::node& row : *array) {
        if (row.as_table() == nullptr) {
            complain(key, "must be tables");
            return tables;
        }
        tables.push_back(row.as_table());
    }
    return tables;
}

void PlanTable::finish() {
    for (const auto& [key, node] : table_) {
        if (std::ranges::find(asked_, key.str()) == asked_.end()) {
            const std::string_view nearest = nearest_word(key.str(), asked_);
            complaint_.at(node.source(), nearest.empty()
                                             ? fmt::format("{} has no \"{}\"", name_, key.str())
                                             : fmt::format("{} has no \"{}\"; did you mean \"{}\"?",
                                                           name_, key.str(), nearest));
        }
    }
}

}  // namespace porchlight::sim
