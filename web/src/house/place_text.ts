// SPDX-License-Identifier: Apache-2.0
import type { Place } from "../api/types";
import { decimal } from "../state/format";
import { houseWords } from "../strings/house";
import { cities, type City } from "./cities";

export type PlaceReading = { place: Place; zone?: string } | { problem: "unknown" | "out_of_range" };

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .trim();

/** A city of the list by any of its names, without regard to case and accents. */
export function cityNamed(text: string): City | undefined {
  const wanted = plain(text);
  return cities.find(({ names }) => names.some((name) => plain(name) === wanted));
}

/** "52.52° N, 13.40° E" */
export function coordinatesText(latitude: number, longitude: number): string {
  const text = houseWords.place;
  const degrees = (value: number): string => decimal(Math.abs(value), 2);
  return text.coordinates(
    latitude < 0 ? text.south(degrees(latitude)) : text.north(degrees(latitude)),
    longitude < 0 ? text.west(degrees(longitude)) : text.east(degrees(longitude)),
  );
}

/** "52.52, 13.40", "52,52 13,40", "33.9 S, 18.4 E", "-33.9/18.4": latitude and longitude in degrees, or null. */
export function readCoordinates(text: string): [number, number] | null {
  const found = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([ns])?\s*[\s,;/]\s*([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([eow])?\s*$/i.exec(text);
  if (!found) return null;
  const number = (part: string | undefined): number => Number((part ?? "").replace(",", "."));
  const south = found[2]?.toLowerCase() === "s";
  const west = found[4]?.toLowerCase() === "w";
  return [number(found[1]) * (south ? -1 : 1), number(found[3]) * (west ? -1 : 1)];
}

export function readPlace(text: string): PlaceReading {
  const coordinates = readCoordinates(text);
  if (coordinates) {
    const [latitude, longitude] = coordinates;
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return { problem: "out_of_range" };
    return { place: { name: coordinatesText(latitude, longitude), latitude, longitude } };
  }
  const city = cityNamed(text);
  if (!city) return { problem: "unknown" };
  return { place: { name: city.names[0], latitude: city.latitude, longitude: city.longitude }, zone: city.zone };
}
