// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

// What every Store must do for the people of a home; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class PeopleStoreContract : public StoreContract<StoreMaker> {
  protected:
    PeopleStoreContract() { add(5, "Ann", Role::Owner); }

    User person(std::int64_t id, const std::string& name, Role role) {
        return {UserId(id), this->home_, name, "hash", role, kNoon};
    }
    void add(std::int64_t id, const std::string& name, Role role) {
        EXPECT_TRUE(this->await(this->store_->add_user(person(id, name, role))));
    }
    SessionRow session(const std::string& hash, std::int64_t id, UserId user) {
        return {hash,  SessionId(id), user,          kNoon,
                kNoon, kNoon + 1h,    "192.168.1.7", "Firefox on Linux"};
    }
    Invite invite(std::int64_t id, const std::string& hash) {
        return {InviteId(id), hash, this->home_, Role::Viewer, UserId(5), kNoon, kNoon + 24h};
    }
};

TYPED_TEST_SUITE_P(PeopleStoreContract);

TYPED_TEST_P(PeopleStoreContract, TheLastOwnerStaysTheOwner) {
    this->add(6, "Ben", Role::Member);
    const auto code = [](const Result<>& result) { return result.error().code(); };
    EXPECT_EQ(code(this->await(this->store_->remove_user(UserId(5)))),
              ErrorCode::FailedPrecondition);
    EXPECT_EQ(code(this->await(this->store_->set_role(UserId(5), Role::Member))),
              ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->await(this->store_->user(UserId(5)))->role, Role::Owner);
    ASSERT_TRUE(this->await(this->store_->set_role(UserId(6), Role::Owner)));
    ASSERT_TRUE(this->await(this->store_->set_role(UserId(5), Role::Viewer)));
    ASSERT_TRUE(this->await(this->store_->remove_user(UserId(5))));
    EXPECT_EQ(code(this->await(this->store_->remove_user(UserId(5)))), ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->users(this->home_))->size(), 1U);
}

TYPED_TEST_P(PeopleStoreContract, SessionsGoWithTheirPersonAndSayWhereTheyBegan) {
    this->add(6, "Ben", Role::Member);
    ASSERT_TRUE(this->await(this->store_->add_session(this->session("aa", 1, UserId(5)))));
    ASSERT_TRUE(this->await(this->store_->add_session(this->session("bb", 2, UserId(6)))));
    ASSERT_TRUE(this->await(this->store_->touch_session("bb", kNoon + 5min, kNoon + 2h)));
    const auto all = *this->await(this->store_->sessions(this->home_));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, SessionId(2));
    EXPECT_EQ(all[0].user, UserId(6));
    EXPECT_EQ(all[0].address, "192.168.1.7");
    EXPECT_EQ(all[0].browser, "Firefox on Linux");
    ASSERT_TRUE(this->await(this->store_->remove_user(UserId(6))));
    EXPECT_EQ(this->await(this->store_->sessions(this->home_))->size(), 1U);
}

TYPED_TEST_P(PeopleStoreContract, OneGetsInByAnInvite) {
    ASSERT_TRUE(this->await(this->store_->add_invite(this->invite(1, "aa"))));
    EXPECT_EQ(this->await(this->store_->invite("aa"))->role, Role::Viewer);
    EXPECT_EQ(this->await(this->store_->invites(this->home_))->size(), 1U);
    // A name that is taken costs nothing.
    EXPECT_EQ(
        this->await(this->store_->accept_invite(InviteId(1), this->person(6, "ann", Role::Viewer)))
            .error()
            .code(),
        ErrorCode::AlreadyExists);
    ASSERT_TRUE(this->await(
        this->store_->accept_invite(InviteId(1), this->person(6, "Ben", Role::Viewer))));
    EXPECT_EQ(
        this->await(this->store_->accept_invite(InviteId(1), this->person(7, "Eve", Role::Viewer)))
            .error()
            .code(),
        ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->invite("aa")).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(this->await(this->store_->users(this->home_))->size(), 2U);
}

TYPED_TEST_P(PeopleStoreContract, InvitesAreTakenBackAndForgottenWhenOver) {
    ASSERT_TRUE(this->await(this->store_->add_invite(this->invite(1, "aa"))));
    ASSERT_TRUE(this->await(this->store_->remove_invite(InviteId(1))));
    EXPECT_EQ(this->await(this->store_->remove_invite(InviteId(1))).error().code(),
              ErrorCode::NotFound);
    ASSERT_TRUE(this->await(this->store_->add_invite(this->invite(2, "bb"))));
    Invite later = this->invite(3, "cc");
    later.created = kNoon + 24h;
    later.expires = kNoon + 48h;
    ASSERT_TRUE(this->await(this->store_->add_invite(later)));
    const auto left = *this->await(this->store_->invites(this->home_));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].id, InviteId(3));
}

TYPED_TEST_P(PeopleStoreContract, APlaceIsNewOnceAndTheFirstOfAllIsNot) {
    EXPECT_FALSE(*this->await(this->store_->note_place(UserId(5), "home", kNoon)));
    EXPECT_FALSE(*this->await(this->store_->note_place(UserId(5), "home", kNoon)));
    EXPECT_TRUE(*this->await(this->store_->note_place(UserId(5), "work", kNoon)));
    EXPECT_FALSE(*this->await(this->store_->note_place(UserId(5), "work", kNoon)));
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(this->await(
            this->store_->note_place(UserId(5), std::to_string(i), kNoon + (i + 1) * 1s)));
    }
    EXPECT_TRUE(*this->await(this->store_->note_place(UserId(5), "home", kNoon + 1h)));
}

REGISTER_TYPED_TEST_SUITE_P(PeopleStoreContract, TheLastOwnerStaysTheOwner,
                            SessionsGoWithTheirPersonAndSayWhereTheyBegan, OneGetsInByAnInvite,
                            InvitesAreTakenBackAndForgottenWhenOver,
                            APlaceIsNewOnceAndTheFirstOfAllIsNot);

}  // namespace porchlight::store
