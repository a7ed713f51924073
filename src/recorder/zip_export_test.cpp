// SPDX-License-Identifier: Apache-2.0
#include "recorder/zip_export.hpp"

#include "base/temporary_folder.hpp"
#include "recorder/recorder_fixture.hpp"

#include <filesystem>
#include <fstream>

namespace porchlight::recorder {
namespace {

constexpr UtcTime kNoon =
    UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 26)) + std::chrono::hours(12);

/// A clips folder, and what an independent reader (Python's zipfile) says of archives of it.
class ZipExportTest : public ::testing::Test {
  protected:
    ZipItem add(const std::string& path, const std::string& content,
                const std::string& camera = "Porch") {
        const auto full = std::filesystem::path(clips()) / path;
        std::filesystem::create_directories(full.parent_path());
        std::ofstream(full) << content;
        return {path, camera, kNoon, std::chrono::hours(1)};
    }
    [[nodiscard]] std::string clips() const { return folder_.path() + "/clips"; }
    [[nodiscard]] std::string archive() const { return folder_.path() + "/out.zip"; }

    /// Writes the archive as it comes. @return Its length.
    std::uint64_t write(ZipExport& zip) const {
        std::ofstream out(archive(), std::ios::binary);
        std::uint64_t written = 0;
        for (;;) {
            const std::string piece = zip.next().value();
            if (piece.empty()) {
                return written;
            }
            out << piece;
            written += piece.size();
        }
    }
    [[nodiscard]] std::string python(const std::string& script) const {
        return output_of("python3 -c \"import zipfile; z = zipfile.ZipFile('" + archive() + "'); " +
                         script + "\"");
    }

    TemporaryFolder folder_;
};

TEST_F(ZipExportTest, IsWhatItSaidBeforehandAndReadsBackWhole) {
    const std::string large(ZipExport::kPiece * 2 + 7, 'b');
    for (const Zip64 wide : {Zip64::WhenNeeded, Zip64::Always}) {
        auto zip = ZipExport::create(clips(),
                                     {add("a/1.mp4", "one"), add("a/2.mp4", large, "Hall"),
                                      add("b/3.mp4", "", "Gärtchen 木")},
                                     wide)
                       .value();
        EXPECT_EQ(zip.files(), 3U);
        EXPECT_EQ(write(zip), zip.size());
        EXPECT_EQ(python("print(z.testzip()); print([(i.filename, i.file_size, i.date_time)"
                         " for i in z.infolist()])"),
                  "None\n[('2026-11-26 13-00-00 Porch.mp4', 3, (2026, 11, 26, 13, 0, 0)), "
                  "('2026-11-26 13-00-00 Hall.mp4', 524295, (2026, 11, 26, 13, 0, 0)), "
                  "('2026-11-26 13-00-00 Gärtchen 木.mp4', 0, (2026, 11, 26, 13, 0, 0))]");
        EXPECT_EQ(python("print(z.read('2026-11-26 13-00-00 Porch.mp4'))"), "b'one'");
    }
}

TEST_F(ZipExportTest, RecordsReachBeyondFourGigabytesByThemselves) {
    // The first file is a hole, so that neither the disk nor a checksum has to do with it.
    ZipEntry first{"first.mp4", (1ULL << 32U) + 5, kNoon, {}, 0, 0};
    ZipEntry last{"last.mp4", 7, kNoon, {}, 0x6FB11BD1, 0};
    const std::string content = "the end";
    last.offset = zip_local_header(first, Zip64::WhenNeeded).size() + first.size;
    const std::string header = zip_local_header(last, Zip64::WhenNeeded);
    const std::uint64_t directory_at = last.offset + header.size() + content.size();
    std::ofstream out(archive(), std::ios::binary);
    out << zip_local_header(first, Zip64::WhenNeeded);
    out.seekp(static_cast<std::streamoff>(last.offset));
    out << header << content << zip_directory({first, last}, directory_at, Zip64::WhenNeeded);
    out.close();
    EXPECT_EQ(python("i = z.infolist(); print(len(i), i[0].file_size, i[1].header_offset > 2**32);"
                     " print(z.read(i[1]))"),
              "2 4294967301 True\nb'the end'");
}

TEST_F(ZipExportTest, LeavesOutWhatIsGoneAndGivesTheSameNameANumber) {
    const auto items = {add("1.mp4", "1"), ZipItem{"gone.mp4", "Porch", kNoon, {}},
                        add("2.mp4", "2"), add("3.mp4", "3")};
    auto zip = ZipExport::create(clips(), items).value();
    write(zip);
    EXPECT_EQ(python("print([n[20:] for n in z.namelist()])"),
              "['Porch.mp4', 'Porch (2).mp4', 'Porch (3).mp4']");
    EXPECT_EQ(ZipExport::create(clips(), {{"gone.mp4", "Porch", kNoon, {}}}).error().code(),
              ErrorCode::NotFound);
}

TEST_F(ZipExportTest, BreaksOffWhenAFileIsNoLongerWhatItWas) {
    const std::vector<ZipItem> items{add("1.mp4", "one"), add("2.mp4", "two")};
    auto shorter = ZipExport::create(clips(), items).value();
    std::filesystem::resize_file(clips() + "/1.mp4", 1);
    EXPECT_EQ(shorter.next().error().code(), ErrorCode::Corrupt);
    auto gone = ZipExport::create(clips(), items).value();
    std::filesystem::remove(clips() + "/1.mp4");
    EXPECT_FALSE(gone.next());
}

TEST_F(ZipExportTest, NeverReadsOutsideOfTheClipsFolder) {
    std::ofstream(folder_.path() + "/secret") << "secret";
    std::filesystem::create_directories(clips());
    std::filesystem::create_symlink(folder_.path() + "/secret", clips() + "/link.mp4");
    for (const char* path : {"../secret", "link.mp4", "a/../../secret"}) {
        EXPECT_FALSE(ZipExport::create(clips(), {{path, "Porch", kNoon, {}}})) << path;
    }
    EXPECT_FALSE(ZipExport::create(clips(), {{folder_.path() + "/secret", "Porch", kNoon, {}}}));
}

TEST(ZipClipName, HoldsNothingThatAFileSystemTakesForAPath) {
    const auto name = [](std::string_view camera) { return zip_clip_name(camera, kNoon, {}); };
    EXPECT_EQ(name("Porch"), "2026-11-26 12-00-00 Porch.mp4");
    EXPECT_EQ(name(""), "2026-11-26 12-00-00.mp4");
    EXPECT_EQ(name("../../etc/passwd"), "2026-11-26 12-00-00 ..-..-etc-passwd.mp4");
    EXPECT_EQ(name("C:\\a*b?\"<>|\n"), "2026-11-26 12-00-00 C--a-b------.mp4");
    EXPECT_EQ(zip_clip_name("Porch", kNoon, -std::chrono::minutes(750)),
              "2026-11-25 23-30-00 Porch.mp4");
    std::string cut;
    for (int i = 0; i < 50; ++i) {
        cut += "ä";
    }
    const std::string shortened = name(cut);
    EXPECT_LT(shortened.size(), 110U);
    EXPECT_TRUE(shortened.ends_with("ä.mp4")) << "cut between characters";
}

}  // namespace
}  // namespace porchlight::recorder
