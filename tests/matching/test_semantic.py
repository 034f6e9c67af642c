"""The optional signal of meaning: what it says, weights that need a model, and nothing without one."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from lexalign import align, bundled_laws, load_instrument
from lexalign.errors import DataFileError, LexalignError
from lexalign.files import provisions_dir
from lexalign.language.lexicon import load_lexicon
from lexalign.laws import read_law
from lexalign.matching.features import FEATURES, OWN_FEATURES, features
from lexalign.matching.fusion import KINDS, Fit, Weights, confidence, load_fit
from lexalign.matching.precedents import load_precedents
from lexalign.matching.reading import read_articles
from lexalign.matching.semantic import OnnxEmbedder, load_embedder, remembering, semantic_signal
from lexalign.model import Article, Law
from lexalign.provisions import articles as articles_of

sys.path.insert(0, str(Path(__file__).parent))
from tiny_model import WORDS

LAW = bundled_laws("RWA")[0]
TREATY = load_instrument("cets185")
ENGLISH = load_lexicon("en")


class Counting:
    """An embedder of a user's own: a random direction for each word, and how many texts it was given."""

    def __init__(self) -> None:
        self.read = 0

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        self.read += len(texts)
        rows = np.zeros((len(texts), 64))
        for i, text in enumerate(texts):
            for word in text.lower().replace(".", " ").split():
                rows[i] += np.random.default_rng(random.Random(word).getrandbits(32)).normal(size=64)
        return (rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))).astype(np.float32)


def law_of(*articles: tuple[str, str], language: str = "en") -> Law:
    made = tuple(Article(str(i), heading, text, key=str(i)) for i, (heading, text) in enumerate(articles, start=1))
    return replace(LAW, articles=made, language=language)


def signal_of(law: Law, embedder: object, lexicon: object = ENGLISH) -> NDArray[np.float64]:
    return semantic_signal(read_articles(law, lexicon), articles_of(TREATY), lexicon, embedder)


def with_semantic(weight: float, fit: Fit | None = None) -> Fit:
    """The shipped weights with one for the signal."""
    fit = fit or load_fit()
    kinds = {k: Weights({**getattr(fit, k).of, "semantic": weight}, getattr(fit, k).bias) for k in KINDS}
    return replace(fit, **kinds)


# --- the signal, with an embedder of one's own ----------------------------------------------------------------------


def test_an_article_in_the_words_of_a_provision_is_likest_to_it() -> None:
    wanted = [p for p in articles_of(TREATY) if p.id in ("cets185:2", "cets185:16", "cets185:35")]
    said = [(ENGLISH.provisions[p.id].title, ENGLISH.provisions[p.id].description) for p in wanted]
    found = signal_of(law_of(*said, ("Fees", "The Minister sets the fees for fishing licences.")), Counting())
    for a, p in enumerate(wanted):
        assert found[:, articles_of(TREATY).index(p)].argmax() == a
        assert found[a, articles_of(TREATY).index(p)] > 0.3


def test_what_all_articles_have_in_common_says_nothing() -> None:
    found = signal_of(LAW, Counting())
    assert np.abs(found).max() > 0.1
    np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-6)
    assert not signal_of(law_of(("Illegal access", "Whoever enters a computer system.")), Counting()).any()


def test_articles_without_text_and_laws_without_articles() -> None:
    found = signal_of(law_of(("", ""), ("Illegal access", "Whoever enters."), ("Fees", "A fee is due.")), Counting())
    assert not found[0].any() and found[1].any()
    assert signal_of(replace(LAW, articles=()), Counting()).shape == (0, len(articles_of(TREATY)))


def test_a_law_in_another_language_is_asked_in_both() -> None:
    french = load_lexicon("fr")
    place = [p.id for p in articles_of(TREATY)].index("cets185:16")
    fees = ("Tarifs", "Le ministre fixe les tarifs.")
    for lexicon in (french, ENGLISH):
        words = lexicon.provisions["cets185:16"]
        law = law_of(fees, (words.title, words.description), fees, language="fr")
        found = signal_of(law, Counting(), french)
        assert found[:, place].argmax() == 1 and found[1].argmax() == place


def test_a_treaty_of_ones_own_is_asked_for_by_what_its_file_says() -> None:
    own = replace(
        articles_of(TREATY)[4], id="mine:1", title={"en": "Whales"}, explanation="Whales must be counted.", elements=()
    )
    law = law_of(("Whales", "Whales must be counted."), ("Fees", "A fee is due."))
    found = semantic_signal(read_articles(law, ENGLISH), [own], ENGLISH, Counting())
    assert found[0, 0] > 0.2


def test_an_embedder_that_does_not_answer_is_named() -> None:
    class Short(Counting):
        def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
            return super().encode(texts)[1:]

    class Nameless(Counting):
        def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
            return super().encode(texts) * np.float32("nan")

    for wrong in (Short(), Nameless(), remembering(Short())):
        with pytest.raises(LexalignError, match="did not give back a vector of numbers for each"):
            signal_of(LAW, wrong)


# --- weights and model belong together ------------------------------------------------------------------------------


def test_without_a_model_nothing_changes() -> None:
    assert not load_fit().semantic
    readings, index = read_articles(LAW, ENGLISH), load_precedents()
    without = features(LAW, readings, TREATY, index, (LAW.country,))
    with_model = features(LAW, readings, TREATY, index, (LAW.country,), embedder=Counting())
    assert without.values.shape[-1] == len(FEATURES)
    assert np.array_equal(without.values, with_model.values[:, :, : len(FEATURES)])
    assert np.array_equal(with_model.values[:, :, len(FEATURES)], with_model.signals["semantic"])
    plain = confidence(without.values, without.headed, without.likeness.settled, load_fit())
    unweighed = confidence(with_model.values, with_model.headed, with_model.likeness.settled, with_semantic(0.0))
    np.testing.assert_allclose(unweighed, plain, rtol=1e-12)
    weighed = confidence(with_model.values, with_model.headed, with_model.likeness.settled, with_semantic(5.0))
    assert np.array_equal(weighed > plain, with_model.values[:, :, -1] > 0)


def test_no_package_of_the_extra_is_loaded_without_a_model() -> None:
    code = (
        "import sys; from lexalign import align, bundled_laws; a = align(bundled_laws('RWA')[0]); assert a.accepted;"
        "assert all('semantic' not in m.signals for m in a.matches);"
        "print(sorted(set(sys.modules) & {'onnxruntime', 'tokenizers', 'huggingface_hub'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_law_is_read_once_for_all_treaties_and_explained_with_the_same_weights() -> None:
    from lexalign.matching import align_all

    embedder = Counting()
    align(LAW, embedder=embedder, fit=with_semantic(5.0))
    once = embedder.read
    twice = Counting()
    a, _ = align_all(LAW, ["cets185", "cets185"], embedder=twice, fit=with_semantic(5.0))
    assert twice.read == once
    weak = next(k.key for k in LAW.articles if not any(m.article == k.key for m in a.matches))
    (match,) = a.explain("2", article=weak).matches
    assert "semantic" in match.signals


def test_one_without_the_other_is_said() -> None:
    with pytest.raises(LexalignError, match="none is given"):
        align(LAW, fit=with_semantic(1.0))
    with pytest.raises(LexalignError, match="do not weigh it"):
        align(LAW, embedder=Counting())
    other = Counting()
    other.fingerprint = "theirs"  # type: ignore[attr-defined]
    with pytest.raises(LexalignError, match=r"another sentence model \(mine\) than the one given \(theirs\)"):
        align(LAW, embedder=other, fit=replace(with_semantic(1.0), about={"semantic_model": "mine"}))


def test_a_fit_that_weighs_the_signal_in_some_places_only_is_refused(tmp_path: Path) -> None:
    data = json.loads((provisions_dir() / "fit.json").read_text(encoding="utf-8"))
    data["headed"]["weights"]["semantic"] = 1.0
    file = tmp_path / "fit.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"name different features \(semantic\)"):
        load_fit(file)


# --- long articles, batches -------------------------------------------------------------------------------------------------


def test_the_end_of_a_long_article_counts() -> None:
    class Short(Counting):
        def windows(self, text: str, /) -> list[str]:
            words = text.split()
            return [" ".join(words[at : at + 40]) for at in range(0, len(words), 30)]

        def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
            return super().encode([" ".join(text.split()[:40]) for text in texts])

    place = [p.id for p in articles_of(TREATY)].index("cets185:16")
    filler, words = " ".join(["fisheries"] * 900), ENGLISH.provisions["cets185:16"]
    found = signal_of(law_of(("", f"{filler} {words.title}. {words.description}"), ("", filler)), Short())
    assert found[0, place] > found[1, place] + 0.2


def test_the_same_matches_whatever_the_batch(folder: Path) -> None:
    one, many = (
        align(LAW, embedder=load_embedder(folder, batch=b), fit=with_semantic(3.0)).to_frame() for b in (1, 32)
    )
    assert one.drop(columns="confidence").equals(many.drop(columns="confidence"))
    assert "signal_semantic" in one.columns
    np.testing.assert_allclose(one["confidence"], many["confidence"], atol=1e-4)


# --- fitting with a model, and the command line ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def fitted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a fit made with the tiny model, on laws made of our own descriptions."""
    from lexalign.matching.fit import main

    place = tmp_path_factory.mktemp("fitted")
    gold, index = [], []
    for country, language in (("KEN", "en"), ("GHA", "en"), ("SEN", "fr")):
        name = f"{country}.csv"
        index.append({"file": name, "language": language})
        rows = []
        for number, p in enumerate(articles_of(TREATY), start=1):
            words = load_lexicon(language).provisions.get(p.id)
            if words is None or not words.description:
                continue
            heading = words.title or p.title[language]
            rows.append({"number": str(number), "heading": heading, "text": words.description})
            if number % 3 or country == "GHA":
                gold.append({"law_file": name, "article": str(number), "provision": p.id, "grade": "2"})
        _write(place / name, rows)
    _write(place / "INDEX.csv", index)
    _write(place / "gold.csv", gold)
    args = ["--gold", place / "gold.csv", "--laws", place, "--languages", "en,fr", "--out", place / "out"]
    assert main([*map(str, args), "--semantic", str(folder)]) == 0
    return place / "out" / "fit.json"


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_fit_with_a_model_weighs_it_everywhere_and_names_it(fitted: Path, tiny: OnnxEmbedder) -> None:
    fit = load_fit(fitted)
    assert fit.semantic and fit.about["semantic_model"] == tiny.fingerprint
    assert set(fit.headed.of) == {*FEATURES, "semantic"} and set(fit.headless_alone.of) == {*OWN_FEATURES, "semantic"}
    assert all(getattr(fit, kind).of["semantic"] != 0 for kind in KINDS)
    law = read_law(fitted.parent.parent / "KEN.csv", country="KEN", language="en")
    found = align(law, embedder=tiny, fit=fit)
    assert {"cets185:2", "cets185:16"} <= {m.provision for m in found.accepted}
    assert align(law, embedder=tiny, fit=fit).matches == found.matches


def test_weights_can_be_fitted_for_a_model_of_one_language(fitted: Path, tmp_path: Path, folder: Path) -> None:
    from lexalign.matching.fit import main

    place = fitted.parent.parent
    args = ["--gold", place / "gold.csv", "--laws", place, "--languages", "en", "--semantic", folder, "--out", tmp_path]
    assert main([*map(str, args)]) == 0
    about = load_fit(tmp_path / "fit.json").about
    assert "left_one_law_out" in about and "left_one_language_out" not in about


def test_fitting_with_a_model_never_overwrites_the_bundled_weights(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from lexalign.matching.fit import main

    with pytest.raises(SystemExit):
        main(["--gold", "g.csv", "--laws", "l", "--semantic", str(folder)])
    assert "--semantic needs --out" in capsys.readouterr().err


def test_a_table_is_compared_with_the_weights_and_the_model_they_need(fitted: Path, tiny: OnnxEmbedder) -> None:
    from lexalign.matching import evaluate

    place, fit = fitted.parent.parent, load_fit(fitted)
    index = load_precedents(fitted.parent / "precedents.jsonl")
    given_ = {"laws": place, "country": "KEN", "precedents": index, "instruments": ["cets185"]}
    rows = [r for r in csv.DictReader((place / "gold.csv").open(encoding="utf-8")) if r["law_file"] == "KEN.csv"]
    _write(place / "KEN-gold.csv", rows)
    found = evaluate(place / "KEN-gold.csv", fit=fit, embedder=tiny, **given_)
    assert found.total.f1 > 0.5
    with pytest.raises(LexalignError, match="none is given"):
        evaluate(place / "KEN-gold.csv", fit=fit, **given_)


def test_command_line(
    folder: Path, fitted: Path, make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lexalign.cli import app
    from lexalign.matching import onnx_model

    monkeypatch.setattr(onnx_model, "cache_folder", lambda: tmp_path / "kept")
    law = fitted.parent.parent / "KEN.csv"
    args = ["align", str(law), "--country", "KEN", "--language", "en", "--format", "csv"]
    both = CliRunner().invoke(app, [*args, "--semantic", str(folder), "--fit", str(fitted)])
    assert both.exit_code == 0 and "cets185:2" in both.stdout
    assert list((tmp_path / "kept").glob("*.sqlite"))
    assert both.stdout != CliRunner().invoke(app, args).stdout
    for given_, absent in (("--semantic", "--fit"), ("--fit", "--semantic")):
        value = str(folder if given_ == "--semantic" else fitted)
        failed = CliRunner().invoke(app, [*args, given_, value])
        assert isinstance(failed.exception, LexalignError)
        assert f"{given_} is given without {absent}" in str(failed.exception)
    other = make(tmp_path / "other", WORDS, seed=1)
    failed = CliRunner().invoke(app, [*args, "--semantic", str(other), "--fit", str(fitted)])
    assert "another sentence model" in str(failed.exception)
