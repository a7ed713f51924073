// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/truth_json.hpp"

#include <algorithm>
#include <iomanip>
#include <set>
#include <sstream>
#include <vector>

namespace porchlight::sources::scene {
namespace {

constexpr Seconds kMargin = 0.5;
constexpr Seconds kJoin = 1;

struct Span {
    Seconds start = 0, end = 0;
    std::string what;
};

std::vector<Span> joined_events(const Scene& scene, Seconds duration) {
    std::vector<Span> spans;
    for (const TruthEvent& event : scene.truth(0, duration)) {
        const Seconds end = std::min(event.end, duration);
        const std::string what(to_string(event.kind));
        if (spans.empty() || event.start > spans.back().end + kJoin) {
            spans.push_back({event.start, end, what});
            continue;
        }
        Span& last = spans.back();
        last.end = std::max(last.end, end);
        if (last.what.find(what) == std::string::npos) {
            last.what += "+" + what;
        }
    }
    return spans;
}

/// The nuisances at a moment, joined by "+"; empty in plain quiet.
std::string nuisance_at(const std::vector<Nuisance>& all, Seconds t) {
    std::string text;
    for (const Nuisance& nuisance : all) {
        if (t >= nuisance.start && t < nuisance.end) {
            text += (text.empty() ? "" : "+") + nuisance.what;
        }
    }
    return text;
}

std::vector<Span> quiet_spans(const std::vector<Span>& events,
                              const std::vector<Nuisance>& nuisances, Seconds duration) {
    std::set<Seconds> cuts{0, duration};
    for (const Nuisance& nuisance : nuisances) {
        cuts.insert(std::clamp(nuisance.start, 0.0, duration));
        cuts.insert(std::clamp(nuisance.end, 0.0, duration));
    }
    for (const Span& event : events) {
        cuts.insert(std::clamp(event.start - kMargin, 0.0, duration));
        cuts.insert(std::clamp(event.end + kMargin, 0.0, duration));
    }
    std::vector<Span> quiet;
    for (auto from = cuts.begin(); std::next(from) != cuts.end(); ++from) {
        const Seconds until = *std::next(from);
        const Seconds middle = (*from + until) / 2;
        const bool busy = std::ranges::any_of(events, [middle](const Span& event) {
            return middle > event.start - kMargin && middle < event.end + kMargin;
        });
        if (!busy && until - *from > 0.2) {
            quiet.push_back({*from, until, nuisance_at(nuisances, middle)});
        }
    }
    return quiet;
}

void write_spans(std::ostream& out, std::string_view name, std::string_view label,
                 const std::vector<Span>& spans) {
    out << ",\n \"" << name << "\": [";
    for (const Span& span : spans) {
        out << (&span == &spans.front() ? "\n" : ",\n") << "  {\"start\": " << span.start
            << ", \"end\": " << span.end;
        if (!span.what.empty()) {
            out << ", \"" << label << "\": \"" << span.what << "\"";
        }
        out << "}";
    }
    out << "\n ]";
}

}  // namespace

std::string truth_json(const Scene& scene, std::string_view video, Seconds duration) {
    const SceneOptions& options = scene.options();
    const auto events = joined_events(scene, duration);
    const TextArea text = scene.overlay_area();
    std::ostringstream out;
    out << std::fixed << std::setprecision(2);
    out << "{\n \"video\": \"" << video << "\",\n \"fps\": " << options.frame_rate
        << ",\n \"size\": [" << options.size.width << ", " << options.size.height
        << "],\n \"duration\": " << duration;
    write_spans(out, "events", "what", events);
    write_spans(out, "quiet", "nuisance",
                quiet_spans(events, scene.nuisances(0, duration), duration));
    out << ",\n \"osd_box\": ";
    if (text.width > 0) {
        out << "[" << text.left << ", " << text.top << ", " << text.width << ", " << text.height
            << "]";
    } else {
        out << "null";
    }
    out << ",\n \"source\": \"" << to_url(options) << "\"\n}\n";
    return out.str();
}

}  // namespace porchlight::sources::scene
