// SPDX-License-Identifier: Apache-2.0
#include "camera/report_file.hpp"

#include <gtest/gtest.h>

namespace porchlight::camera {
namespace {

device::EventReport report(std::int64_t id) {
    device::EventReport report;
    report.id = id;
    report.kind = device::EventReportKind::Ring;
    report.start = UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 25));
    report.end = report.start + std::chrono::seconds(id);
    report.detail = "Somebody\nrang.";
    return report;
}

TEST(ReportFile, IsReadBackInItsOrder) {
    const std::deque<device::EventReport> reports{report(1), report(2), report(3)};
    const auto read = parse_reports(to_text(reports));
    ASSERT_EQ(read.size(), 3U);
    EXPECT_TRUE(std::equal(read.begin(), read.end(), reports.begin()));
    EXPECT_TRUE(parse_reports(to_text({})).empty());
}

TEST(ReportFile, IsNothingWithASingleBitOrByteWrong) {
    const std::string text = to_text({report(1), report(2)});
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string bad = text;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        EXPECT_TRUE(parse_reports(bad).empty()) << i;
        EXPECT_TRUE(parse_reports(text.substr(0, i)).empty()) << i;
    }
}

TEST(ReportFile, WhatHadNotEndedIsOver) {
    device::EventReport open = report(1);
    open.end.reset();
    const auto read = parse_reports(to_text({open}));
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read.front().end, open.start);
}

}  // namespace
}  // namespace porchlight::camera
