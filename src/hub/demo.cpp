// SPDX-License-Identifier: Apache-2.0
#include "hub/demo.hpp"

namespace porchlight::hub {

namespace {

constexpr const char* kOffered = "demo_offered";

}  // namespace

rt::Task<bool> offer_demo(store::Store* store, CameraService* cameras) {
    PL_CO_TRY(const std::string offered, co_await store->setting(kOffered));
    if (!offered.empty() || !cameras->list().empty()) {
        co_return false;
    }
    PL_CO_TRY_VOID(co_await cameras->add_demo("Front porch (demo)", "scene://porch",
                                              "scene://porch?size=640x360"));
    PL_CO_TRY_VOID(co_await cameras->add_demo("Back yard (demo)", "scene://yard",
                                              "scene://yard?size=640x360"));
    PL_CO_TRY_VOID(co_await store->set_setting(kOffered, "yes"));
    co_return true;
}

}  // namespace porchlight::hub
