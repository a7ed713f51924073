// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/ways.hpp"

#include "sources/scene/views.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::sources::scene {
namespace {

float throw_side(Dice& dice) {
    return dice.below(2) == 0 ? -1.0F : 1.0F;
}

/// From the pavement up to the porch, along the bends of the path.
std::vector<Stop> garden_path() {
    std::vector<Stop> way{{{path_middle(12.6F), 0, 13.2F}}};
    for (const float z : {11.6F, 10.2F, 8.8F, 7.4F, 6.0F, 5.2F}) {
        way.push_back({{path_middle(z), 0, z}});
    }
    return way;
}

void append_reversed(std::vector<Stop>& way, std::vector<Stop> back) {
    std::ranges::reverse(back);
    way.insert(way.end(), back.begin(), back.end());
}

void append(std::vector<Stop>& way, const std::vector<Stop>& more) {
    way.insert(way.end(), more.begin(), more.end());
}

std::vector<Stop> porch_way(Errand errand, Dice& dice) {
    const Stop street_in{{throw_side(dice) * 13.5F, 0, 13.3F}};
    const Stop street_out{{throw_side(dice) * 13.5F, 0, 13.3F}};
    const Stop home{{-4.6F, 0, 3.75F}};
    std::vector<Stop> way;
    switch (errand) {
        case Errand::Deliver:
        case Errand::Visit:
            way = {street_in};
            append(way, garden_path());
            way.push_back(
                {{0.2F, 0, 4.15F}, errand == Errand::Deliver ? 3.6F : dice.between(4.5F, 7.5F)});
            append_reversed(way, garden_path());
            way.push_back(street_out);
            break;
        case Errand::ComeHome:
            way = {street_in};
            append(way, garden_path());
            way.push_back({{0.25F, 0, 4.25F}, 1.8F});
            way.push_back(home);
            break;
        case Errand::LeaveHome:
            way = {home, {{-0.1F, 0, 4.0F}, 0.6F}};
            append_reversed(way, garden_path());
            way.push_back(street_out);
            break;
        case Errand::PassNear:
            way = {street_in, {{-street_in.at.x, 0, 13.3F}}};
            break;
        case Errand::PassFar:
            way = {{{street_in.at.x * 1.6F, 0, 22.7F}}, {{-street_in.at.x * 1.6F, 0, 22.7F}}};
            break;
    }
    return way;
}

/// From the gate in the fence along the stepping stones to the house.
std::vector<Stop> yard_path() {
    std::vector<Stop> way;
    for (const float z : {15.5F, 13.0F, 10.5F, 8.2F, 6.4F}) {
        way.push_back({{yard_path_middle(z), 0, z}});
    }
    return way;
}

std::vector<Stop> yard_way(Errand errand, Dice& dice) {
    const Stop gate{{yard_path_middle(17.5F), 0, 18.4F}};
    const Stop drive{{-5.2F, 0, 19.0F}};
    const Stop house{{7.6F, 0, 5.6F}};
    std::vector<Stop> way;
    switch (errand) {
        case Errand::Deliver:
        case Errand::Visit:
            way = {gate};
            append(way, yard_path());
            way.push_back(
                {{1.4F, 0, 5.4F}, errand == Errand::Deliver ? 3.6F : dice.between(3.0F, 6.0F)});
            append_reversed(way, yard_path());
            way.push_back(gate);
            break;
        case Errand::ComeHome:
            way = {gate};
            append(way, yard_path());
            way.push_back({{1.5F, 0, 5.5F}, 1.8F});
            way.push_back(house);
            break;
        case Errand::LeaveHome:
            way = {house, {{2.2F, 0, 7.0F}}, {{-0.7F, 0, 10.4F}, 3.5F}, {{-1.1F, 0, 14.5F}}, drive};
            break;
        case Errand::PassNear:
            way = {drive, {{-1.0F, 0, 14.5F}}, {{-0.8F, 0, 9.0F}}, {{3.0F, 0, 6.6F}}, house};
            break;
        case Errand::PassFar:
            way = {gate, {{2.9F, 0, 13.4F}, 4.0F}, {{yard_path_middle(15.5F), 0, 15.4F}}, gate};
            break;
    }
    return way;
}

}  // namespace

std::vector<Stop> person_way(Place place, Errand errand, Dice& dice) {
    return place == Place::Porch ? porch_way(errand, dice) : yard_way(errand, dice);
}

std::vector<Stop> cat_way(Place place, Dice& dice) {
    const float side = throw_side(dice);
    const float depth = dice.between(6.6F, 10.0F);
    const float reach = 0.95F * depth + 0.8F;
    const float rest = dice.between(-1.5F, 1.5F);
    if (place == Place::Porch && dice.below(3) == 0) {
        // Over the boards, close to the camera.
        return {
            {{side * 4.6F, 0, 4.2F}}, {{side * 0.4F, 0, 4.1F}, 3.0F}, {{-side * 4.6F, 0, 4.25F}}};
    }
    return {{{side * reach, 0, depth}},
            {{rest, 0, depth + 0.4F}, dice.between(2.0F, 4.5F)},
            {{-side * reach, 0, depth + dice.between(-0.8F, 0.8F)}}};
}

std::vector<Stop> car_way(Place place, Dice& dice) {
    if (place != Place::Porch) {
        return {};
    }
    const float side = throw_side(dice);
    const float lane = side < 0 ? 16.9F : 20.1F;  // drives on the right
    const float reach = lane * 0.92F + 3.5F;
    return {{{side * reach, 0, lane}}, {{-side * reach, 0, lane}}};
}

float ground_height(Place place, float x, float z) {
    if (place == Place::Yard) {
        return 0;
    }
    if (z > 15.2F && z < 21.8F) {
        return kGarden - 0.1F;
    }
    // Two steps between the garden and the boards.
    const float climb = clamp01((5.5F - z) / (5.5F - kPorchEdge));
    (void)x;
    return kGarden * (1 - climb);
}

}  // namespace porchlight::sources::scene
