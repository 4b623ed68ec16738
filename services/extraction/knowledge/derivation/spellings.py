"""Given names that English texts write in several ways."""

# --- persons and offices -----------------------------------------------------------------------

# Pairs of given names that English texts use for one another, by the home countries concerned.
EAST_SLAVIC = set("RU BY UA KZ KG TJ UZ TM MD AM AZ GE LV LT EE SU".split())
GIVEN = [
    ("Sergey", "Sergei"), ("Sergey", "Serguei"), ("Alexander", "Aleksandr"), ("Alexandr", "Alexander"),
    ("Alexey", "Alexei"), ("Alexey", "Aleksei"), ("Alexey", "Aleksey"), ("Andrey", "Andrei"),
    ("Dmitry", "Dmitri"), ("Dmitry", "Dmitriy"), ("Dmitry", "Dmitrii"), ("Yury", "Yuri"), ("Yury", "Yuriy"),
    ("Nikolay", "Nikolai"), ("Mikhail", "Michail"), ("Vasily", "Vasiliy"), ("Vasily", "Vassily"),
    ("Evgeny", "Yevgeny"), ("Evgeny", "Yevgeniy"), ("Evgeny", "Evgeniy"), ("Evgeny", "Evgenii"),
    ("Valery", "Valeri"), ("Valery", "Valeriy"), ("Anatoly", "Anatoliy"), ("Anatoly", "Anatoli"),
    ("Vitaly", "Vitaliy"), ("Vitaly", "Vitali"), ("Grigory", "Grigoriy"), ("Georgy", "Georgiy"),
    ("Georgy", "Georgi"), ("Gennady", "Gennadiy"), ("Gennady", "Gennadi"), ("Arkady", "Arkadiy"),
    ("Arkady", "Arkadi"), ("Alexandra", "Aleksandra"), ("Ekaterina", "Yekaterina"), ("Elena", "Yelena"),
    ("Natalia", "Natalya"), ("Maria", "Mariya"), ("Ksenia", "Kseniya"), ("Tatiana", "Tatyana"),
    ("Yulia", "Julia"), ("Pyotr", "Petr"), ("Fyodor", "Fedor"), ("Semyon", "Semen"), ("Artyom", "Artem"),
    ("Vyacheslav", "Viacheslav"), ("Victor", "Viktor"), ("Maxim", "Maksim"), ("Timofey", "Timofei"),
    ("Matvey", "Matvei"), ("Ilya", "Ilia"), ("Dmitry", "Dimitry"), ("Vladimir", "Vladymir"), ("Igor", "Ihor"),
    ("Arseny", "Arseniy"),
]
ARABIC_COUNTRIES = set("AE BH DJ DZ EG ER IQ IR JO KM KW LB LY MA ML MR NE OM PS QA SA SD SN SO SY TD TN YE AF PK BD "
                       "MV MY ID BN".split())
ARABIC = [("Mohammed", "Mohamed"), ("Mohammed", "Muhammad"), ("Mohammed", "Mohammad"), ("Ahmed", "Ahmad"),
          ("Abdullah", "Abdallah"), ("Hussein", "Husain"), ("Hussein", "Hussain"), ("Khalid", "Khaled"),
          ("Faisal", "Faysal"), ("Fuad", "Fouad"), ("Yusuf", "Youssef"), ("Hossein", "Hussein")]


def swaps(name, pairs):
    """The name with any of its words replaced by a usual variant, one replacement at a time."""
    forms = {}
    for one, other in pairs:
        forms.setdefault(one, set()).add(other)
        forms.setdefault(other, set()).add(one)
        for third in list(forms[one]):
            if third != other:
                forms[other].add(third)
                forms[third].add(other)
    words, found = name.split(" "), []
    for i, word in enumerate(words):
        for variant in sorted(forms.get(word, ())):
            found.append(" ".join(words[:i] + [variant] + words[i + 1:]))
    return found
