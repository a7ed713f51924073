// SPDX-License-Identifier: Apache-2.0
// Big cities, to hundredths of a degree: near enough for sunrise and sunset. The names as people type them, the first is shown.

export interface City {
  names: [string, ...string[]];
  latitude: number;
  longitude: number;
  zone: string;
}

const rows = `
Amsterdam|52.37|4.90|Europe/Amsterdam
Antwerp/Antwerpen/Anvers|51.22|4.40|Europe/Brussels
Athens/Athen/Athina|37.98|23.73|Europe/Athens
Barcelona|41.39|2.17|Europe/Madrid
Basel|47.56|7.59|Europe/Zurich
Belfast|54.60|-5.93|Europe/London
Belgrade/Belgrad/Beograd|44.82|20.46|Europe/Belgrade
Bergen|60.39|5.32|Europe/Oslo
Berlin|52.52|13.40|Europe/Berlin
Bern/Berne|46.95|7.45|Europe/Zurich
Birmingham|52.48|-1.90|Europe/London
Bordeaux|44.84|-0.58|Europe/Paris
Bratislava|48.15|17.11|Europe/Bratislava
Bremen|53.08|8.80|Europe/Berlin
Bristol|51.45|-2.59|Europe/London
Brussels/Brüssel/Bruxelles|50.85|4.35|Europe/Brussels
Bucharest/Bukarest/București|44.43|26.10|Europe/Bucharest
Budapest|47.50|19.04|Europe/Budapest
Cologne/Köln|50.94|6.96|Europe/Berlin
Copenhagen/Kopenhagen/København|55.68|12.57|Europe/Copenhagen
Cork|51.90|-8.47|Europe/Dublin
Dortmund|51.51|7.47|Europe/Berlin
Dresden|51.05|13.74|Europe/Berlin
Dublin|53.35|-6.26|Europe/Dublin
Düsseldorf|51.23|6.78|Europe/Berlin
Edinburgh|55.95|-3.19|Europe/London
Erfurt|50.98|11.03|Europe/Berlin
Frankfurt/Frankfurt am Main|50.11|8.68|Europe/Berlin
Freiburg|48.00|7.85|Europe/Berlin
Gdansk/Danzig/Gdańsk|54.35|18.65|Europe/Warsaw
Geneva/Genf/Genève|46.20|6.15|Europe/Zurich
Glasgow|55.86|-4.25|Europe/London
Gothenburg/Göteborg|57.71|11.97|Europe/Stockholm
Graz|47.07|15.44|Europe/Vienna
Hamburg|53.55|9.99|Europe/Berlin
Hanover/Hannover|52.38|9.73|Europe/Berlin
Helsinki|60.17|24.94|Europe/Helsinki
Innsbruck|47.27|11.39|Europe/Vienna
Istanbul|41.01|28.98|Europe/Istanbul
Kiel|54.32|10.13|Europe/Berlin
Krakow/Krakau/Kraków|50.06|19.94|Europe/Warsaw
Kyiv/Kiew/Kiev|50.45|30.52|Europe/Kiev
Leeds|53.80|-1.55|Europe/London
Leipzig|51.34|12.37|Europe/Berlin
Linz|48.31|14.29|Europe/Vienna
Lisbon/Lissabon/Lisboa|38.72|-9.14|Europe/Lisbon
Ljubljana|46.06|14.51|Europe/Ljubljana
London|51.51|-0.13|Europe/London
Luxembourg/Luxemburg|49.61|6.13|Europe/Luxembourg
Lyon|45.76|4.84|Europe/Paris
Madrid|40.42|-3.70|Europe/Madrid
Magdeburg|52.13|11.63|Europe/Berlin
Malmö/Malmo|55.61|13.00|Europe/Stockholm
Manchester|53.48|-2.24|Europe/London
Marseille|43.30|5.37|Europe/Paris
Milan/Mailand/Milano|45.46|9.19|Europe/Rome
Moscow/Moskau/Moskva|55.76|37.62|Europe/Moscow
Munich/München|48.14|11.58|Europe/Berlin
Naples/Neapel/Napoli|40.85|14.27|Europe/Rome
Nuremberg/Nürnberg|49.45|11.08|Europe/Berlin
Oslo|59.91|10.75|Europe/Oslo
Palma|39.57|2.65|Europe/Madrid
Paris|48.86|2.35|Europe/Paris
Porto|41.15|-8.61|Europe/Lisbon
Prague/Prag/Praha|50.08|14.44|Europe/Prague
Reykjavik/Reykjavík|64.15|-21.94|Atlantic/Reykjavik
Riga|56.95|24.11|Europe/Riga
Rome/Rom/Roma|41.90|12.50|Europe/Rome
Rostock|54.09|12.14|Europe/Berlin
Rotterdam|51.92|4.48|Europe/Amsterdam
Saarbrücken|49.24|7.00|Europe/Berlin
Salzburg|47.81|13.05|Europe/Vienna
Sarajevo|43.86|18.41|Europe/Sarajevo
Seville/Sevilla|37.39|-5.99|Europe/Madrid
Sofia|42.70|23.32|Europe/Sofia
Stockholm|59.33|18.07|Europe/Stockholm
Stuttgart|48.78|9.18|Europe/Berlin
Tallinn|59.44|24.75|Europe/Tallinn
Toulouse|43.60|1.44|Europe/Paris
Tromsø/Tromso|69.65|18.96|Europe/Oslo
Turin/Torino|45.07|7.69|Europe/Rome
Valencia|39.47|-0.38|Europe/Madrid
Vienna/Wien|48.21|16.37|Europe/Vienna
Vilnius|54.69|25.28|Europe/Vilnius
Warsaw/Warschau/Warszawa|52.23|21.01|Europe/Warsaw
Zagreb|45.81|15.98|Europe/Zagreb
Zurich/Zürich|47.37|8.54|Europe/Zurich
Anchorage|61.22|-149.90|America/Anchorage
Atlanta|33.75|-84.39|America/New_York
Austin|30.27|-97.74|America/Chicago
Boston|42.36|-71.06|America/New_York
Calgary|51.05|-114.07|America/Edmonton
Charlotte|35.23|-80.84|America/New_York
Chicago|41.88|-87.63|America/Chicago
Columbus|39.96|-83.00|America/New_York
Dallas|32.78|-96.80|America/Chicago
Denver|39.74|-104.99|America/Denver
Detroit|42.33|-83.05|America/Detroit
Edmonton|53.55|-113.49|America/Edmonton
Halifax|44.65|-63.57|America/Halifax
Honolulu|21.31|-157.86|Pacific/Honolulu
Houston|29.76|-95.37|America/Chicago
Indianapolis|39.77|-86.16|America/Indiana/Indianapolis
Kansas City|39.10|-94.58|America/Chicago
Las Vegas|36.17|-115.14|America/Los_Angeles
Los Angeles|34.05|-118.24|America/Los_Angeles
Mexico City/Mexiko-Stadt/Ciudad de México|19.43|-99.13|America/Mexico_City
Miami|25.76|-80.19|America/New_York
Minneapolis|44.98|-93.27|America/Chicago
Montreal/Montréal|45.50|-73.57|America/Toronto
Nashville|36.16|-86.78|America/Chicago
New Orleans|29.95|-90.07|America/Chicago
New York|40.71|-74.01|America/New_York
Ottawa|45.42|-75.70|America/Toronto
Philadelphia|39.95|-75.17|America/New_York
Phoenix|33.45|-112.07|America/Phoenix
Pittsburgh|40.44|-80.00|America/New_York
Portland|45.52|-122.68|America/Los_Angeles
Salt Lake City|40.76|-111.89|America/Denver
San Antonio|29.42|-98.49|America/Chicago
San Diego|32.72|-117.16|America/Los_Angeles
San Francisco|37.77|-122.42|America/Los_Angeles
Seattle|47.61|-122.33|America/Los_Angeles
St. John's|47.56|-52.71|America/St_Johns
Toronto|43.65|-79.38|America/Toronto
Vancouver|49.28|-123.12|America/Vancouver
Washington|38.91|-77.04|America/New_York
Winnipeg|49.90|-97.14|America/Winnipeg
Bogota/Bogotá|4.71|-74.07|America/Bogota
Buenos Aires|-34.60|-58.38|America/Argentina/Buenos_Aires
Caracas|10.48|-66.90|America/Caracas
Lima|-12.05|-77.04|America/Lima
Montevideo|-34.90|-56.16|America/Montevideo
Quito|-0.18|-78.47|America/Guayaquil
Rio de Janeiro|-22.91|-43.17|America/Sao_Paulo
Santiago|-33.45|-70.67|America/Santiago
São Paulo/Sao Paulo|-23.55|-46.63|America/Sao_Paulo
Accra|5.60|-0.19|Africa/Accra
Addis Ababa|9.03|38.74|Africa/Addis_Ababa
Cairo/Kairo|30.04|31.24|Africa/Cairo
Cape Town/Kapstadt|-33.92|18.42|Africa/Johannesburg
Casablanca|33.57|-7.59|Africa/Casablanca
Johannesburg|-26.20|28.05|Africa/Johannesburg
Lagos|6.52|3.38|Africa/Lagos
Nairobi|-1.29|36.82|Africa/Nairobi
Tunis|36.81|10.18|Africa/Tunis
Ankara|39.93|32.86|Europe/Istanbul
Bangkok|13.76|100.50|Asia/Bangkok
Beijing/Peking|39.90|116.41|Asia/Shanghai
Bengaluru/Bangalore|12.97|77.59|Asia/Kolkata
Delhi/New Delhi/Neu-Delhi|28.61|77.21|Asia/Kolkata
Dubai|25.20|55.27|Asia/Dubai
Hanoi|21.03|105.85|Asia/Ho_Chi_Minh
Hong Kong/Hongkong|22.32|114.17|Asia/Hong_Kong
Jakarta|-6.21|106.85|Asia/Jakarta
Jerusalem|31.77|35.21|Asia/Jerusalem
Karachi|24.86|67.01|Asia/Karachi
Kuala Lumpur|3.14|101.69|Asia/Kuala_Lumpur
Manila|14.60|120.98|Asia/Manila
Mumbai|19.08|72.88|Asia/Kolkata
Osaka|34.69|135.50|Asia/Tokyo
Riyadh/Riad|24.71|46.68|Asia/Riyadh
Seoul|37.57|126.98|Asia/Seoul
Shanghai/Schanghai|31.23|121.47|Asia/Shanghai
Singapore/Singapur|1.35|103.82|Asia/Singapore
Taipei|25.03|121.57|Asia/Taipei
Tashkent/Taschkent|41.30|69.24|Asia/Tashkent
Tel Aviv|32.09|34.78|Asia/Jerusalem
Tokyo/Tokio|35.68|139.69|Asia/Tokyo
Adelaide|-34.93|138.60|Australia/Adelaide
Auckland|-36.85|174.76|Pacific/Auckland
Brisbane|-27.47|153.03|Australia/Brisbane
Canberra|-35.28|149.13|Australia/Sydney
Christchurch|-43.53|172.64|Pacific/Auckland
Darwin|-12.46|130.84|Australia/Darwin
Hobart|-42.88|147.33|Australia/Hobart
Melbourne|-37.81|144.96|Australia/Melbourne
Perth|-31.95|115.86|Australia/Perth
Sydney|-33.87|151.21|Australia/Sydney
Wellington|-41.29|174.78|Pacific/Auckland
`;

export const cities: City[] = rows
  .trim()
  .split("\n")
  .map((row) => {
    const [names = "", latitude, longitude, zone = ""] = row.split("|");
    return { names: names.split("/") as [string, ...string[]], latitude: Number(latitude), longitude: Number(longitude), zone };
  });
