// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

// What every Store must do for alerts; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class AlertStoreContract : public StoreContract<StoreMaker> {
  protected:
    AlertStoreContract() {
        EXPECT_TRUE(this->await(
            this->store_->add_user({ann_, this->home_, "Ann", "hash", Role::Owner, kNoon})));
    }

    Alert alert(std::int64_t id) {
        Alert alert;
        alert.id = AlertId(id);
        alert.home = this->home_;
        alert.at = kNoon;
        alert.place = "Porch";
        return alert;
    }
    void keep(const Alert& alert) { EXPECT_TRUE(this->await(this->store_->keep_alert(alert))); }
    std::vector<Alert> alerts() { return *this->await(this->store_->alerts(this->home_)); }

    UserId ann_{5};
};

TYPED_TEST_SUITE_P(AlertStoreContract);

TYPED_TEST_P(AlertStoreContract, KeepsAnAlertAsItWasLastKept) {
    Alert alert = this->alert(7);
    alert.kind = AlertKind::Silent;
    alert.camera = this->add_camera(1);
    this->keep(alert);
    alert.ended = kNoon + 5min;
    const Clip clip = this->clip_at(3, alert.camera, kNoon);
    this->add_clip(clip, MediaDuration(90'000), Bytes(10));
    ASSERT_TRUE(this->await(this->store_->set_thumbnail(clip.id)));
    alert.clip = clip.id;
    alert.event = EventId(4);
    alert.user = this->ann_;
    alert.detail = "The cells are empty.";
    alert.quiet = true;
    this->keep(alert);
    const auto kept = this->alerts();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].kind, AlertKind::Silent);
    EXPECT_EQ(kept[0].at, kNoon);
    EXPECT_EQ(kept[0].ended, kNoon + 5min);
    EXPECT_EQ(kept[0].camera, CameraId(1));
    EXPECT_EQ(kept[0].clip, ClipId(3));
    EXPECT_EQ(kept[0].event, EventId(4));
    EXPECT_EQ(kept[0].place, "Porch");
    EXPECT_EQ(kept[0].detail, "The cells are empty.");
    EXPECT_TRUE(kept[0].quiet);
    EXPECT_TRUE(kept[0].picture);
    ASSERT_TRUE(this->await(this->store_->remove_clip(ClipId(3))));
    EXPECT_EQ(this->alerts()[0].clip, ClipId());
    EXPECT_FALSE(this->alerts()[0].picture);
}

TYPED_TEST_P(AlertStoreContract, ForgetsTheOldestOfTooMany) {
    for (std::int64_t id = 1; id <= AlertStore::kMostAlerts + 2; ++id) {
        this->keep(this->alert(id));
    }
    const auto kept = this->alerts();
    ASSERT_EQ(kept.size(), static_cast<std::size_t>(AlertStore::kMostAlerts));
    EXPECT_EQ(kept.front().id, AlertId(3));
}

TYPED_TEST_P(AlertStoreContract, AnAlertOfACameraThatIsGoneStays) {
    Alert alert = this->alert(7);
    alert.camera = CameraId(99);
    this->keep(alert);
    ASSERT_EQ(this->alerts().size(), 1U);
    EXPECT_EQ(this->alerts()[0].camera, CameraId());
}

TYPED_TEST_P(AlertStoreContract, EachPersonHasSeenTheirOwn) {
    this->keep(this->alert(7));
    this->keep(this->alert(8));
    ASSERT_TRUE(
        this->await(this->store_->see_alerts(this->ann_, {AlertId(7), AlertId(7), AlertId(99)})));
    const auto seen = *this->await(this->store_->seen_alerts(this->home_));
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].user, this->ann_);
    EXPECT_EQ(seen[0].alert, AlertId(7));
}

TYPED_TEST_P(AlertStoreContract, RulesAreReplacedAllTogetherAndGoWithTheirCamera) {
    const CameraId camera = this->add_camera(1);
    const std::vector<AlertRule> rules{{AlertKind::Motion, {}, true, QuietHours{22h, 7h}, 60s, 0s},
                                       {AlertKind::Silent, camera, false, std::nullopt, 0s, 300s}};
    ASSERT_TRUE(this->await(this->store_->set_alert_rules(this->home_, {rules[1]})));
    ASSERT_TRUE(this->await(this->store_->set_alert_rules(
        this->home_, {rules[0], rules[1], {AlertKind::Ring, CameraId(99)}})));
    EXPECT_EQ(*this->await(this->store_->alert_rules(this->home_)), rules);
    ASSERT_TRUE(this->await(this->store_->set_alert_rules(this->home_, {})));
    EXPECT_TRUE(this->await(this->store_->alert_rules(this->home_))->empty());
}

TYPED_TEST_P(AlertStoreContract, ABrowserIsSubscribedOnceAndGoesWithItsPerson) {
    PushSubscription one{PushId(1), this->ann_,       Secret("https://push.example/a"),
                         "key",     Secret("secret"), "Firefox on Linux",
                         kNoon};
    ASSERT_TRUE(this->await(this->store_->keep_push_subscription(one)));
    one.id = PushId(2);
    ASSERT_TRUE(this->await(this->store_->keep_push_subscription(one)));
    auto all = *this->await(this->store_->push_subscriptions(this->home_));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].id, PushId(2));
    EXPECT_EQ(all[0].user, this->ann_);
    EXPECT_EQ(all[0].endpoint.reveal(), "https://push.example/a");
    EXPECT_EQ(all[0].key, "key");
    EXPECT_EQ(all[0].auth.reveal(), "secret");
    EXPECT_EQ(all[0].browser, "Firefox on Linux");
    EXPECT_EQ(all[0].created, kNoon);
    ASSERT_TRUE(this->await(this->store_->remove_push_subscription(PushId(2))));
    EXPECT_TRUE(this->await(this->store_->push_subscriptions(this->home_))->empty());
    ASSERT_TRUE(this->await(this->store_->keep_push_subscription(one)));
    ASSERT_TRUE(this->await(
        this->store_->add_user({UserId(6), this->home_, "Ben", "hash", Role::Owner, kNoon})));
    ASSERT_TRUE(this->await(this->store_->remove_user(this->ann_)));
    EXPECT_TRUE(this->await(this->store_->push_subscriptions(this->home_))->empty());
}

REGISTER_TYPED_TEST_SUITE_P(AlertStoreContract, KeepsAnAlertAsItWasLastKept,
                            ForgetsTheOldestOfTooMany, AnAlertOfACameraThatIsGoneStays,
                            EachPersonHasSeenTheirOwn,
                            RulesAreReplacedAllTogetherAndGoWithTheirCamera,
                            ABrowserIsSubscribedOnceAndGoesWithItsPerson);

}  // namespace porchlight::store
