// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.hpp"

#include "base/temporary_folder.hpp"
#include "store/alert_store_contract.hpp"
#include "store/clip_store_contract.hpp"
#include "store/device_store_contract.hpp"
#include "store/doctor_store_contract.hpp"
#include "store/house_store_contract.hpp"
#include "store/people_store_contract.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/store_contract.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace porchlight::store {
namespace {

class SqliteStoreMaker {
  public:
    std::unique_ptr<Store> make() { return std::move(open_sqlite_store(path())).value(); }
    [[nodiscard]] std::string path() const { return folder_.path() + "/porchlight.db"; }

  private:
    TemporaryFolder folder_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ClipStoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DeviceStoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DoctorStoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, HouseStoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AlertStoreContract, SqliteStoreMaker);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, PeopleStoreContract, SqliteStoreMaker);

TEST(SqliteStore, OnlyItsOwnerCanReadTheFile) {
    SqliteStoreMaker maker;
    const auto store = maker.make();
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(maker.path()).parent_path())) {
        struct stat info{};
        ASSERT_EQ(::stat(file.path().c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 0777U, 0600U) << file.path();
    }
}

TEST(SqliteStore, OpensAgainWithWhatItHeldAndRefusesASecondProgramMeanwhile) {
    SqliteStoreMaker maker;
    const rt::IoThread thread("test");
    {
        const auto store = maker.make();
        ASSERT_TRUE(rt::run_blocking(thread, store->set_setting("k", "v")));
        const auto second = open_sqlite_store(maker.path());
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code(), ErrorCode::FailedPrecondition);
        EXPECT_THAT(second.error().message(), ::testing::HasSubstr("stop it first"));
    }
    const auto store = maker.make();
    EXPECT_EQ(*rt::run_blocking(thread, store->setting("k")), "v");
}

TEST(SqliteStore, RefusesADatabaseThatANewerProgramMade) {
    SqliteStoreMaker maker;
    {
        auto db = std::move(sqlite::Connection::open(maker.path())).value();
        ASSERT_TRUE(db->execute("PRAGMA user_version = 9999"));
    }
    const auto store = open_sqlite_store(maker.path());
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code(), ErrorCode::FailedPrecondition);
    EXPECT_THAT(store.error().message(), ::testing::HasSubstr("newer Porchlight"));
}

TEST(SqliteStore, SaysSoWhenTheFileIsNoDatabase) {
    SqliteStoreMaker maker;
    std::ofstream(maker.path()) << std::string(5000, 'x');
    const auto store = open_sqlite_store(maker.path());
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code(), ErrorCode::Corrupt);
}

/// Which migration made people's roles and alerts.
constexpr std::size_t kPeople = 9;

TEST(SqliteStore, WhoWasSignedInStaysSoAndNoticesBecomeAlerts) {
    SqliteStoreMaker maker;
    {
        auto db = std::move(sqlite::Connection::open(maker.path())).value();
        for (std::size_t i = 0; i + 1 < kPeople; ++i) {
            ASSERT_TRUE(db->execute(std::string(sqlite::migrations()[i])));
        }
        ASSERT_TRUE(db->execute(fmt::format("PRAGMA user_version = {}", kPeople - 1)));
        ASSERT_TRUE(db->execute("INSERT INTO homes (id, name) VALUES (1, 'Home')"));
        ASSERT_TRUE(db->execute("INSERT INTO users VALUES (5, 1, 'Ann', 'hash', 'owner', 0)"));
        for (const char* token : {"aa", "bb"}) {
            ASSERT_TRUE(
                db->run("INSERT INTO sessions VALUES (?, 5, ?, 1, 2)", token, std::int64_t{1}));
        }
        ASSERT_TRUE(db->run("INSERT INTO notices VALUES (3, 1, ?, 'It is yours.')", kNoon));
    }
    const rt::IoThread thread("test");
    const auto store = maker.make();
    EXPECT_EQ(rt::run_blocking(thread, store->user(UserId(5)))->name, "Ann");
    EXPECT_EQ(rt::run_blocking(thread, store->session("aa"))->user, UserId(5));
    EXPECT_TRUE(rt::run_blocking(thread, store->session("aa"))->id);
    const auto alerts = *rt::run_blocking(thread, store->alerts(HomeId(1)));
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].detail, "It is yours.");
    EXPECT_EQ(alerts[0].at, kNoon);
    EXPECT_EQ(alerts[0].kind, AlertKind::Ownership);
    // Ids order by time, as those of new alerts do.
    EXPECT_EQ(alerts[0].id.value() >> 20, kNoon.time_since_epoch() / 1ms);
}

TEST(SqliteStore, AMigrationThatFailsHalfWayLeavesTheDatabaseAsItWas) {
    SqliteStoreMaker maker;
    auto db = std::move(sqlite::Connection::open(maker.path())).value();
    // Table `gaps` is made late in the first migration; its name is taken, so that step fails.
    ASSERT_TRUE(db->execute("CREATE TABLE gaps (x)"));
    EXPECT_FALSE(sqlite::migrate(*db));
    ASSERT_TRUE(db->execute("DROP TABLE gaps"));
    EXPECT_TRUE(sqlite::migrate(*db));
}

TEST(SqliteStore, AHomeFromBeforeThereWereModesIsInTheOneThatItWasIn) {
    for (const bool was_armed : {true, false}) {
        SqliteStoreMaker maker;
        {
            auto db = std::move(sqlite::Connection::open(maker.path())).value();
            for (const std::string_view sql : sqlite::migrations().first(4)) {
                ASSERT_TRUE(db->execute(std::string(sql)));
            }
            ASSERT_TRUE(db->execute("PRAGMA user_version = 4"));
            ASSERT_TRUE(db->run("INSERT INTO homes VALUES (40, 'Lake', ?, NULL, NULL)", was_armed));
        }
        const rt::IoThread thread("test");
        const auto store = maker.make();
        const auto house = rt::run_blocking(thread, store->house(HomeId(40)))->value();
        ASSERT_EQ(house.modes.size(), 3U);
        EXPECT_EQ(house.in_use.mode, house.modes[was_armed ? 1 : 0].id);
        EXPECT_EQ(house.modes[1].kind, ModeKind::Away);
        EXPECT_EQ(house.last_arming, house.modes[1].id);
        EXPECT_FALSE(house.modes[0].arms(CameraId(1)));
        EXPECT_TRUE(house.modes[1].arms(CameraId(1)));
        EXPECT_EQ(rt::run_blocking(thread, store->homes())->front().name, "Lake");
    }
}

}  // namespace
}  // namespace porchlight::store
