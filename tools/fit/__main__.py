"""Fit the weights of names and say what they are and how well they do on what they have not seen."""

import hashlib
import sys

import msgspec
import numpy as np
import numpy.typing as npt
from benchmarks.screening.sets import Asked, Labelled, Sets, shared_folder, shared_sets
from tools.fit.candidates import Names
from tools.fit.examples import Example, examples_from, same_words
from tools.fit.regression import fit

from licet.screening import model
from licet.screening.alignment import align
from licet.screening.facts import kinds_differ
from licet.screening.names import NameMeasures, measures_of
from licet.screening.normal import readings_of
from licet.screening.weighing import are_persons

FEATURES = NameMeasures.__struct_fields__
_LEAST_SHARED = 250
_FOLDS = 5
_ROUNDS = 4
Floats = npt.NDArray[np.float64]


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of names: features in units, which query and record each belongs to, whether it is the party asked for."""

    features: Floats
    fixed: Floats
    queries: npt.NDArray[np.int64]
    records: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]


def rows_of(given: Sets, names: Names, examples: list[Example]) -> Rows:
    """Every candidate of every example, measured."""
    features, fixed, queries, places, right = [], [], [], [], []
    hidden_keys: dict[int, str] = {}
    for at, example in enumerate(examples):
        asked = example.asked
        for words in readings_of(asked.name):
            for name in names.like(words).tolist():
                record = given.records[names.places[name][0]]
                if example.hidden:
                    key = hidden_keys.setdefault(name, same_words(record.names[names.places[name][1]].text))
                    if key in example.hidden:
                        continue
                person = are_persons(asked.schema, record.schema)
                alignment = align(words, names.words[name], person=person)
                if alignment.shared < _LEAST_SHARED:
                    continue
                features.append(msgspec.structs.astuple(measures_of(alignment, person=person)))
                fixed.append(model.OTHER_KIND / 1000 if kinds_differ(asked.schema, record.schema) else 0.0)
                queries.append(at)
                places.append(names.places[name][0])
                right.append(record.id in asked.accept)
    return Rows(
        features=np.array(features, dtype=np.float64) / 1000,
        fixed=np.array(fixed),
        queries=np.array(queries),
        records=np.array(places),
        right=np.array(right),
    )


def rows_of_pairs(pairs: tuple[Labelled, ...]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Labelled pairs of names, measured."""
    features = []
    for pair in pairs:
        left, right = pair.queries()
        person = are_persons(left.schema, right.schema)
        best = max(
            (align(words, readings_of(right.names[0])[0], person=person) for words in readings_of(left.names[0])),
            key=lambda alignment: alignment.shared,
        )
        features.append(msgspec.structs.astuple(measures_of(best, person=person)))
    return np.array(features, dtype=np.float64) / 1000, np.array([pair.match for pair in pairs])


def best_of_records(rows: Rows, scores: Floats) -> npt.NDArray[np.int64]:
    """For each query and record the place of the pair of names that weighs most."""
    key = rows.queries * 10_000_000 + rows.records
    order = np.lexsort((-scores, key))
    first = np.ones(len(order), dtype=bool)
    first[1:] = key[order][1:] != key[order][:-1]
    chosen: npt.NDArray[np.int64] = order[first]
    return chosen


def learn(rows: Rows, used: npt.NDArray[np.bool_], pairs: Floats, matches: npt.NDArray[np.bool_]) -> Floats:
    """Weights and constant from the rows of the queries used and the pairs; the best pair of names is chosen anew each round."""
    weights = np.array([1.0, 3.0, -4.0, -2.0, -2.0, *[-1.0] * (len(FEATURES) - 5), -1.0])
    for _ in range(_ROUNDS):
        scores = rows.features @ weights[:-1] + weights[-1] + rows.fixed
        chosen = best_of_records(rows, scores)
        chosen = chosen[used[rows.queries[chosen]] & (rows.fixed[chosen] == 0)]
        features = np.vstack([rows.features[chosen], pairs])
        right = np.concatenate([rows.right[chosen], matches])
        weights = fit(features, right, np.ones(len(features)))
    return weights


def judge(what: str, asked: list[Asked], rows: Rows, scores: Floats) -> None:
    """Print recall at the line where 1.5 % of the unlisted alert, by class, and the best F1."""
    any_best, right_best = np.full(len(asked), -99.0), np.full(len(asked), -99.0)
    np.maximum.at(any_best, rows.queries, scores)
    np.maximum.at(right_best, rows.queries[rows.right], scores[rows.right])
    listed = np.array([bool(one.accept) and one.kind != "xs_eastern" for one in asked])
    unlisted = np.array([not one.accept for one in asked])
    wrong = np.sort(any_best[unlisted])[::-1]
    line = wrong[len(wrong) * 15 // 1000]
    found = right_best > line
    print(f"{what}: at {line:.2f} {found[listed].mean():.4f} of {listed.sum()} listed alert and 1.5 % of {unlisted.sum()} unlisted")
    for kind in sorted({one.kind for one in asked if one.accept}):
        held = np.array([one.kind == kind for one in asked])
        print(f"    {kind:16} {held.sum():5} {found[held].mean():.3f}")
    for least in (-1.6, -1.4, -1.2, -1.0, -0.8, -0.6, -0.4):
        hits, wrongs = int((right_best[listed] >= least).sum()), int((any_best[unlisted] >= least).sum())
        f1 = 2 * hits / (hits + wrongs + listed.sum())
        print(f"    from {least:5.2f}: recall {hits / listed.sum():.4f}, unlisted {wrongs / unlisted.sum():.4f}, F1 {f1:.4f}")


def main() -> int:
    folder = shared_folder()
    if folder is None:
        print("The sets that the weights are fitted from lie beside the checkout (LICET_SHARED) and are not there.")
        return 1
    given = shared_sets(folder)
    names = Names(given.records)
    examples = examples_from(given.records, folder, given.asked)
    judged = [Example(asked=asked) for asked in given.asked]
    rows, held_out = rows_of(given, names, examples), rows_of(given, names, judged)
    pairs, matches = rows_of_pairs(given.name_pairs)
    parties = [min(example.asked.accept, default=example.asked.name) for example in examples]
    fold_of = np.array([int(hashlib.sha256(party.encode()).hexdigest(), 16) % _FOLDS for party in parties])
    pair_folds = np.arange(len(pairs)) % _FOLDS
    scores, pair_scores = np.zeros(len(rows.right)), np.zeros(len(pairs))
    for fold in range(_FOLDS):
        weights = learn(rows, fold_of != fold, pairs[pair_folds != fold], matches[pair_folds != fold])
        inside = fold_of[rows.queries] == fold
        scores[inside] = rows.features[inside] @ weights[:-1] + weights[-1] + rows.fixed[inside]
        pair_scores[pair_folds == fold] = pairs[pair_folds == fold] @ weights[:-1] + weights[-1]
    judge(f"examples, {_FOLDS} folds by party", [example.asked for example in examples], rows, scores)
    for least in (-1.4, -1.2, -1.0, -0.8, -0.6, -0.4):
        alert = pair_scores >= least
        print(f"name pairs, held out, from {least:5.2f}: F1 {2 * (alert & matches).sum() / (alert.sum() + matches.sum()):.4f}")
    weights = learn(rows, np.ones(len(examples), dtype=bool), pairs, matches)
    judge(
        "development queries, which took no part",
        list(given.asked),
        held_out,
        held_out.features @ weights[:-1] + weights[-1] + held_out.fixed,
    )
    print("weights, in thousandths of log-odds:")
    for feature, weight in zip((*FEATURES, "base"), weights, strict=True):
        print(f"    {feature:20} {round(weight * 1000):6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
