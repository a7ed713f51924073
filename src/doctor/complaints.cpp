// SPDX-License-Identifier: Apache-2.0
#include "doctor/complaints.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::doctor {

namespace {

int line_of(const TomlValue& root, const Place& place) {
    const TomlValue* at = place.key == nullptr ? nullptr : root.get(place.key);
    if (at == nullptr) {
        return 1;
    }
    if (!place.row || *place.row >= at->list.size()) {
        return at->line;
    }
    const TomlValue& row = at->list[*place.row];
    const TomlValue* inner = place.inner == nullptr ? nullptr : row.get(place.inner);
    return inner == nullptr ? row.line : inner->line;
}

}  // namespace

const Complaints::Parsed& Complaints::parsed(const std::string& file) {
    const auto [known, is_new] = parsed_.try_emplace(file);
    if (is_new) {
        const std::string end = file + ".toml";
        const auto found = std::ranges::find_if(
            files_, [&](const FileText& one) { return one.path.ends_with("/" + end); });
        known->second.path = found == files_.end() ? end : found->path;
        if (found != files_.end()) {
            FileComplaint unread(found->path);
            known->second.root = parse_toml(*found, unread).value_or(TomlValue());
        }
    }
    return known->second;
}

void Complaints::add(const Place& place, std::string_view sentence) {
    const Parsed& file = parsed(place.file);
    all_.push_back(fmt::format("{}:{}: {}", file.path, line_of(file.root, place), sentence));
}

}  // namespace porchlight::doctor
