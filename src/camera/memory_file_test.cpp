// SPDX-License-Identifier: Apache-2.0
#include "camera/memory_file.hpp"

#include "base/fd.hpp"
#include "base/random.hpp"
#include "base/temporary_folder.hpp"
#include "camera/memory_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace porchlight::camera {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CameraMemory paired() {
    CameraMemory memory;
    memory.device = {.has_hub_key = true,
                     .has_wifi_credentials = true,
                     .has_settings = true,
                     .has_storage_link = true};
    memory.wifi = {"Caf\xC3\xA9 \xFF\x01", Secret("correct horse")};
    memory.hub = Secret("hub-secret");
    memory.settings = R"({"sensitivity":7})";
    return memory;
}

void expect_same(const CameraMemory& a, const CameraMemory& b) {
    EXPECT_EQ(a.device, b.device);
    EXPECT_EQ(a.wifi.ssid, b.wifi.ssid);
    EXPECT_EQ(a.wifi.password.reveal(), b.wifi.password.reveal());
    EXPECT_EQ(a.hub.reveal(), b.hub.reveal());
    EXPECT_EQ(a.settings, b.settings);
}

std::string all_text(const std::string& folder) {
    std::string text;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        text += read_file(entry.path().string()).value_or("");
    }
    return text;
}

TEST(MemoryFile, IsNewWhenThereIsNothing) {
    const TemporaryFolder folder;
    const MemoryFile file(folder.path());
    expect_same(file.memory(), CameraMemory());
    EXPECT_EQ(file.trouble(), "");
}

TEST(MemoryFile, RemembersOverARestart) {
    const TemporaryFolder folder;
    {
        MemoryFile file(folder.path());
        ASSERT_TRUE(file.keep(paired()));
    }
    expect_same(MemoryFile(folder.path()).memory(), paired());
}

TEST(MemoryFile, AnyBitThatGoesBadInOneFileIsMendedFromTheOther) {
    const TemporaryFolder folder;
    MemoryFile file(folder.path());
    ASSERT_TRUE(file.keep(paired()));
    Random random(3);
    for (const char* name : {"/memory.a", "/memory.b"}) {
        const std::string path = folder.path() + name;
        const std::string good = *read_file(path);
        for (int i = 0; i < 200; ++i) {
            std::string bad = good;
            bad[random.next() % bad.size()] ^= static_cast<char>(1U << random.next() % 8);
            ASSERT_TRUE(write_file_atomically(path, bad));
            const MemoryFile again(folder.path());
            expect_same(again.memory(), paired());
            EXPECT_NE(again.trouble(), "");
            EXPECT_EQ(MemoryFile(folder.path()).trouble(), "") << "mended";
        }
    }
}

TEST(MemoryFile, WithBothFilesBadTheCameraStartsAsNewAndSaysWhy) {
    const TemporaryFolder folder;
    {
        MemoryFile file(folder.path());
        ASSERT_TRUE(file.keep(paired()));
    }
    for (const char* name : {"/memory.a", "/memory.b"}) {
        ASSERT_TRUE(write_file_atomically(folder.path() + name, "rot"));
    }
    MemoryFile file(folder.path());
    expect_same(file.memory(), CameraMemory());
    EXPECT_THAT(file.trouble(), HasSubstr("added"));
    ASSERT_TRUE(file.keep(paired()));
    expect_same(MemoryFile(folder.path()).memory(), paired());
}

TEST(MemoryFile, APowerCutBetweenTheTwoFilesLeavesTheNewerMemory) {
    const TemporaryFolder folder;
    MemoryFile file(folder.path());
    ASSERT_TRUE(file.keep(CameraMemory()));
    const std::string old = *read_file(folder.path() + "/memory.b");
    ASSERT_TRUE(file.keep(paired()));
    ASSERT_TRUE(write_file_atomically(folder.path() + "/memory.b", old));
    const MemoryFile again(folder.path());
    expect_same(again.memory(), paired());
    EXPECT_EQ(again.trouble(), "") << "nothing has gone bad";
    EXPECT_EQ(*read_file(folder.path() + "/memory.a"), *read_file(folder.path() + "/memory.b"));
}

TEST(MemoryFile, AFactoryResetLeavesNoSecretInAnyFile) {
    const TemporaryFolder folder;
    MemoryFile file(folder.path());
    ASSERT_TRUE(file.keep(paired()));
    EXPECT_THAT(all_text(folder.path()), HasSubstr("correct horse"));
    for (int step = 0; step < 6; ++step) {
        ASSERT_TRUE(file.erase_next_step());
        expect_same(MemoryFile(folder.path()).memory(), file.memory());
    }
    expect_same(file.memory(), CameraMemory());
    const std::string left = all_text(folder.path());
    EXPECT_THAT(left, Not(HasSubstr("correct horse")));
    EXPECT_THAT(left, Not(HasSubstr("hub-secret")));
    EXPECT_THAT(left, Not(HasSubstr("sensitivity")));
}

TEST(MemoryFile, EachStepErasesItsPartAndNoOther) {
    const TemporaryFolder folder;
    MemoryFile file(folder.path());
    ASSERT_TRUE(file.keep(paired()));
    ASSERT_TRUE(file.erase_next_step());
    EXPECT_EQ(file.memory().hub.reveal(), "hub-secret") << "only the mark is set";
    ASSERT_TRUE(file.erase_next_step());
    EXPECT_TRUE(file.memory().hub.empty());
    EXPECT_FALSE(file.memory().wifi.ssid.empty());
    ASSERT_TRUE(file.erase_next_step());
    EXPECT_TRUE(file.memory().wifi.ssid.empty());
    EXPECT_FALSE(file.memory().settings.empty());
    ASSERT_TRUE(file.erase_next_step());
    EXPECT_TRUE(file.memory().settings.empty());
}

TEST(MemoryFile, WhatCannotBeKeptIsAnErrorAndIsNotRemembered) {
    MemoryFile file("/proc/no-such-folder");
    EXPECT_FALSE(file.keep(paired()));
    expect_same(file.memory(), CameraMemory());
}

}  // namespace
}  // namespace porchlight::camera
