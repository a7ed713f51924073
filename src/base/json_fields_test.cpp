// SPDX-License-Identifier: Apache-2.0
#include "base/json_fields.hpp"

#include <gtest/gtest.h>

namespace porchlight {
namespace {

enum class Colour : std::uint8_t { Red, Blue };

struct Inner {
    int size = 0;
};
struct Outer {
    std::string name;
    std::optional<int> level;
    Colour colour = Colour::Red;
    std::optional<Inner> inner;
    Millivolts voltage;
};
template <typename F>
void fields(F& f, Inner& inner) {
    f("size", inner.size, {1, 9});
}
template <typename F>
void fields(F& f, Outer& outer) {
    f("name", outer.name, {1, 5});
    f("level", outer.level, {-3, 3});
    f("colour", outer.colour);
    f("inner", outer.inner);
    f("voltage", outer.voltage, {0, 5000});
}

}  // namespace

namespace wire {
template <>
struct Words<Colour> {
    static constexpr std::array<std::pair<Colour, std::string_view>, 2> kWords{
        {{Colour::Red, "red"}, {Colour::Blue, "blue"}}};
};
}  // namespace wire

namespace {

Result<Outer> read(std::string_view text) {
    PL_TRY(const auto object, wire::parse_object(text, "it"));
    return wire::read_object<Outer>(object, "it");
}

std::string problem(std::string_view text) {
    const auto outer = read(text);
    return outer ? "" : outer.error().message();
}

TEST(JsonFields, ReadsWhatItWrote) {
    const Outer outer{"porch", -3, Colour::Blue, Inner{9}, Millivolts(2970)};
    const std::string text = wire::to_text(wire::write_object(outer));
    EXPECT_EQ(text,
              R"({"name":"porch","level":-3,"colour":"blue","inner":{"size":9},"voltage":2970})");
    const auto again = read(text);
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(wire::to_text(wire::write_object(*again)), text);
}

TEST(JsonFields, LeavesOutWhatIsNotKnown) {
    const auto outer = read(R"({"name":"a","colour":"red","voltage":0})");
    ASSERT_TRUE(outer) << outer.error().message();
    EXPECT_FALSE(outer->level);
    EXPECT_EQ(wire::to_text(wire::write_object(*outer)),
              R"({"name":"a","colour":"red","voltage":0})");
}

TEST(JsonFields, SaysWhichFieldIsWrongAndWhatIsAllowed) {
    EXPECT_EQ(problem(R"({"colour":"red","voltage":0})"), R"(it: "name" is missing)");
    EXPECT_EQ(problem(R"({"name":"abcdef","colour":"red","voltage":0})"),
              R"(it: "name" must be a text of 1 to 5 bytes)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"grey","voltage":0})"),
              R"(it: "colour" must be one of red, blue)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"red","voltage":5001})"),
              R"(it: "voltage" must be a whole number from 0 to 5000)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"red","voltage":0.5})"),
              R"(it: "voltage" must be a whole number from 0 to 5000)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"red","voltage":0,"level":null})"),
              R"(it: "level" must be a whole number from -3 to 3)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"red","voltage":0,"inner":{"size":0}})"),
              R"(it: "inner" is wrong: "size" must be a whole number from 1 to 9)");
    EXPECT_EQ(problem(R"({"name":"a","colour":"red","voltage":0,"more":1})"),
              R"(it: "more" is not known)");
    EXPECT_EQ(problem("[1]"), "it is not a JSON object");
    EXPECT_EQ(problem("{"), "it is not JSON: incomplete JSON");
}

TEST(Serial, IsANameInCapitals) {
    const auto serial = Serial::parse(" pl-12ab3 ");
    ASSERT_TRUE(serial);
    EXPECT_EQ(serial->text(), "PL-12AB3");
    for (const char* wrong : {"", "      ", "PL-12", "-PL123", "PL123-", "PL 1234", "PL_1234",
                              "PL12345678901234567890123456789012", "PL123\n4"}) {
        EXPECT_FALSE(Serial::parse(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace porchlight
