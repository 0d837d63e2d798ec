// Old projects hold these names: none may ever change.
#include "core/maps/map_name.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace tandem;

class TestMapName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSpelledAsOnDisk_data();
    void isSpelledAsOnDisk();
    void otherTextsAreNoNames_data();
    void otherTextsAreNoNames();
    void sortsAsItsText();
    void knowsItsRange();
};

void TestMapName::isSpelledAsOnDisk_data() {
    QTest::addColumn<MapName>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isLabelMap");
    const auto row = [](const MapName& name, const char* text, bool isLabelMap) {
        QTest::newRow(text) << name << QByteArray(text) << isLabelMap;
    };
    row(kLabelMap, "label", true);
    row({MapKind::Label, Decoder::B}, "label-b", true);
    row({MapKind::Label, Decoder::Mean}, "label-mean", true);
    row({MapKind::Probability, Decoder::A, 0}, "probability-a-0", false);
    row({MapKind::Probability, Decoder::Mean, 12}, "probability-mean-12", false);
    row({MapKind::Uncertainty, Decoder::A}, "uncertainty-a", false);
    row({MapKind::Uncertainty, Decoder::B}, "uncertainty-b", false);
    row({MapKind::Similarity, Decoder::B, 1}, "similarity-b-1", false);
    row({MapKind::Similarity, Decoder::A}, "similarity-a", false);
    row({MapKind::Reliability, Decoder::B}, "reliability-b", false);
    row(kSelectionMap, "selection", true);
    row(kDisagreementMap, "disagreement", true);
    row(kReferenceMap, "reference", true);
    row(kErrorMap, "error", true);
    row(kTrustMap, "trust", false);
}

void TestMapName::isSpelledAsOnDisk() {
    QFETCH(const MapName, name);
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isLabelMap);
    QCOMPARE(QByteArray::fromStdString(textOf(name)), text);
    const auto read = mapNamed(text.toStdString());
    QVERIFY(read.has_value());
    QVERIFY(*read == name);
    QCOMPARE(read->isLabelMap(), isLabelMap);
}

void TestMapName::otherTextsAreNoNames_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* const text : {"",
                                   "-",
                                   "labels",
                                   "label-a",
                                   "label-c",
                                   "label-b-1",
                                   "label-",
                                   "probability",
                                   "probability-1",
                                   "probability-a-",
                                   "probability-a-01",
                                   "probability-a--1",
                                   "probability-a-1-2",
                                   "probability-a-1x",
                                   "probability-a-99999999999",
                                   "uncertainty",
                                   "uncertainty-a-1",
                                   "selection-a",
                                   "trust-b",
                                   "Trust",
                                   " trust"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestMapName::otherTextsAreNoNames() {
    QFETCH(const QByteArray, text);
    QVERIFY(!mapNamed(text.toStdString()).has_value());
}

void TestMapName::sortsAsItsText() {
    std::vector<MapName> names{kTrustMap, kSelectionMap, kReferenceMap, kLabelMap, kErrorMap, kDisagreementMap};
    for (const Decoder decoder : {Decoder::Mean, Decoder::B, Decoder::A}) {
        for (const MapKind kind : {MapKind::Uncertainty, MapKind::Similarity, MapKind::Reliability}) {
            names.push_back({kind, decoder});
        }
        names.push_back({MapKind::Similarity, decoder, 3});
        names.push_back({MapKind::Probability, decoder, 2});
        names.push_back({MapKind::Probability, decoder, 0});
    }
    std::vector<std::string> texts;
    for (const MapName& name : names) {
        texts.push_back(textOf(name));
    }
    std::ranges::sort(names);
    std::ranges::sort(texts);
    for (std::size_t at = 0; at < names.size(); ++at) {
        QCOMPARE(textOf(names[at]), texts[at]);
    }
}

void TestMapName::knowsItsRange() {
    QCOMPARE((MapName{MapKind::Uncertainty, Decoder::B}).highest(3), std::log(3.0));
    QCOMPARE((MapName{MapKind::Similarity, Decoder::B, 2}).highest(3), 1.0);
    QVERIFY((MapName{MapKind::Uncertainty, Decoder::B}).isInNats());
    QVERIFY(!kTrustMap.isInNats());
    QCOMPARE(kTrustMap.highest(5), 1.0);
}

QTEST_GUILESS_MAIN(TestMapName)
#include "tst_map_name.moc"
