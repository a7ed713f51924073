// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

// What every Store must do for the doctor; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class DoctorStoreContract : public StoreContract<StoreMaker> {
  protected:
    DoctorSession session(std::int64_t id) {
        DoctorSession session;
        session.id = DoctorSessionId(id);
        session.home = this->home_;
        session.started = kNoon;
        session.about = "it blinks";
        session.summary = "The router has hung itself up.";
        session.walk = "{}";
        return session;
    }
    void keep(const DoctorSession& session) {
        EXPECT_TRUE(this->await(this->store_->keep_doctor_session(session)));
    }
    std::vector<DoctorSession> sessions() {
        return *this->await(this->store_->doctor_sessions(this->home_));
    }
    void count(const std::string& step, CameOfStep came, int times = 1) {
        EXPECT_TRUE(this->await(
            this->store_->count_for_doctor(this->home_, {"router.hung", step, came, times})));
    }
};

TYPED_TEST_SUITE_P(DoctorStoreContract);

TYPED_TEST_P(DoctorStoreContract, KeepsASessionAsItWasLastKept) {
    const CameraId camera = this->add_camera(1);
    DoctorSession session = this->session(5);
    session.camera = camera;
    session.by_itself = true;
    this->keep(session);
    session.walk = R"({"a":1})";
    session.model = "blink-mini";
    session.ended = kNoon + 1h;
    this->keep(session);
    this->keep(this->session(6));
    const auto kept = this->sessions();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].id, DoctorSessionId(6));
    EXPECT_EQ(kept[0].camera, std::nullopt);
    EXPECT_EQ(kept[0].ended, std::nullopt);
    EXPECT_EQ(kept[1].camera, camera);
    EXPECT_TRUE(kept[1].by_itself);
    EXPECT_EQ(kept[1].about, "it blinks");
    EXPECT_EQ(kept[1].summary, "The router has hung itself up.");
    EXPECT_EQ(kept[1].walk, R"({"a":1})");
    EXPECT_EQ(kept[1].model, "blink-mini");
    EXPECT_EQ(kept[0].model, "");
    EXPECT_EQ(kept[1].ended, kNoon + 1h);
}

TYPED_TEST_P(DoctorStoreContract, ForgetsTheOldestOfThoseThatAreOver) {
    this->keep(this->session(1));
    for (std::int64_t id = 2; id < DoctorStore::kMostEnded + 5; ++id) {
        DoctorSession session = this->session(id);
        session.ended = kNoon;
        this->keep(session);
    }
    const auto kept = this->sessions();
    ASSERT_EQ(kept.size(), DoctorStore::kMostEnded + 1U);
    EXPECT_EQ(kept.back().id, DoctorSessionId(1)) << "it goes on";
    EXPECT_EQ(kept[kept.size() - 2].id, DoctorSessionId(5));
}

TYPED_TEST_P(DoctorStoreContract, CountsWhatCameOfSteps) {
    this->count("restart_router", CameOfStep::Fixed);
    this->count("restart_camera", CameOfStep::NoEffect);
    this->count("restart_router", CameOfStep::Fixed);
    EXPECT_THAT(*this->await(this->store_->doctor_counts(this->home_)),
                ::testing::ElementsAre(
                    DoctorCount{"router.hung", "restart_router", CameOfStep::Fixed, 2},
                    DoctorCount{"router.hung", "restart_camera", CameOfStep::NoEffect, 1}));
    this->count("restart_camera", CameOfStep::NoEffect, -1);
    EXPECT_EQ(this->await(this->store_->doctor_counts(this->home_))->size(), 1U);
    EXPECT_TRUE(this->await(this->store_->clear_doctor_counts(this->home_)));
    EXPECT_TRUE(this->await(this->store_->doctor_counts(this->home_))->empty());
}

TYPED_TEST_P(DoctorStoreContract, RemembersOneThingOfEachCameraThatIsThere) {
    const CameraId camera = this->add_camera(1);
    for (const char* text : {"{}", R"({"a":2})"}) {
        EXPECT_TRUE(this->await(this->store_->set_doctor_memory({camera, text})));
    }
    EXPECT_TRUE(this->await(this->store_->set_doctor_memory({CameraId(9), "{}"})));
    const auto memory = *this->await(this->store_->doctor_memory(this->home_));
    ASSERT_EQ(memory.size(), 1U);
    EXPECT_EQ(memory[0].camera, camera);
    EXPECT_EQ(memory[0].memory, R"({"a":2})");
}

REGISTER_TYPED_TEST_SUITE_P(DoctorStoreContract, KeepsASessionAsItWasLastKept,
                            ForgetsTheOldestOfThoseThatAreOver, CountsWhatCameOfSteps,
                            RemembersOneThingOfEachCameraThatIsThere);

}  // namespace porchlight::store
