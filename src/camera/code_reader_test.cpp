// SPDX-License-Identifier: Apache-2.0
#include "camera/code_reader.hpp"

#include "camera/virtual/card_source.hpp"
#include "rt/io_thread.hpp"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <string>

namespace porchlight::camera {
namespace {

constexpr std::string_view kText = "PL1:H/7F3A/00112233445566778899AABBCCDDEEFF/192.168.1.2/8421//";

TEST(CodeReader, ReadsWhatIsHeldBeforeTheLensAndIsBlindWhenClosed) {
    const SystemClock clock;
    Random random{7};
    rt::IoThread strand("camera");  // before the pool, whose answers end on it
    const rt::WorkerPool pool(1, "work");
    std::promise<std::string> seen;
    bool is_seen = false;
    std::optional<CodeReader> reader;
    strand.post([&] {
        reader.emplace(
            pool, strand.executor(), random,
            [&]() -> Result<std::unique_ptr<sources::Source>> {
                return make_card_source(Secret(std::string(kText)), clock);
            },
            [&](const std::string& text) {
                if (!std::exchange(is_seen, true)) {
                    seen.set_value(text);
                }
            });
        reader->open();
    });
    auto text = seen.get_future();
    ASSERT_EQ(text.wait_for(std::chrono::seconds(30)), std::future_status::ready);
    EXPECT_EQ(text.get(), kText);
    std::promise<void> closed;
    strand.post([&] {
        reader.reset();
        closed.set_value();
    });
    closed.get_future().wait();
}

}  // namespace
}  // namespace porchlight::camera
