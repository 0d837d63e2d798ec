#include "core/maps/derived_maps.h"
#include "core/maps/map_set.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <algorithm>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {4, 1, 1}};

ImageVolume numbers(float a, float b, float c, float d) {
    return {kGrid, std::vector<float>{a, b, c, d}};
}
LabelVolume labels(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return {kGrid, std::vector<std::uint8_t>{a, b, c, d}};
}
bool isSame(const LabelVolume& one, const LabelVolume& other) {
    return std::ranges::equal(one.voxels(), other.voxels());
}

}  // namespace

class TestMapSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsMapsByName();
    void saysWhichMapIsMissing();
    void snapsToTheImagesGrid();
    void wholeNumbersFollow();
    void whatIsUnknownIsNoError();
};

void TestMapSet::holdsMapsByName() {
    MapSet maps;
    maps.setClasses(MapKind::Probability, Decoder::B, {numbers(0, 1, 0, 1), numbers(1, 0, 1, 0)});
    maps.set(kLabelMap, labels(0, 1, 2, 3));
    maps.set(kLabelMap, labels(3, 1, 2, 0));
    QVERIFY(maps.contains(kLabelMap) && !maps.contains(kErrorMap));
    QVERIFY(isSame(maps.label(kLabelMap), labels(3, 1, 2, 0)));
    QCOMPARE(maps.scalar({MapKind::Probability, Decoder::B, 1}).at(2, 0, 0), 1.0F);
    QCOMPARE(maps.classes(MapKind::Probability, Decoder::B).size(), std::size_t{2});
    QVERIFY(maps.classes(MapKind::Probability, Decoder::A).empty());
    std::vector<std::string> names;
    std::ranges::transform(maps, std::back_inserter(names), [](const auto& one) { return textOf(one.first); });
    QCOMPARE(names, (std::vector<std::string>{"label", "probability-b-0", "probability-b-1"}));
}

void TestMapSet::saysWhichMapIsMissing() {
    const auto error = errorOf([] { return MapSet().scalar({MapKind::Similarity, Decoder::B, 1}); });
    QVERIFY(error && error->code() == ErrorCode::NotFound);
    QVERIFY2(mentions(error, "similarity-b-1"), error->what());
}

void TestMapSet::snapsToTheImagesGrid() {
    Geometry rounded = kGrid;
    rounded.originMm[0] += 1e-7;
    QVERIFY(onGrid(kErrorMap, LabelVolume(rounded, labels(0, 1, 2, 3).share()), kGrid).geometry() == kGrid);
    Geometry other = kGrid;
    other.originMm[0] += 1;
    const auto error = errorOf([&] { return onGrid(kErrorMap, labels(0, 1, 2, 3), other); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, "The map error does not lie"), error->what());
}

void TestMapSet::wholeNumbersFollow() {
    const LabelVolume reference = labels(0, 1, 0, 2);
    const LabelVolume predicted = labels(0, 0, 1, 1);
    QVERIFY(isSame(errorMapOf(reference, predicted), labels(0, 1, 2, 3)));  // right, missed, invented, confused
    QVERIFY(isSame(disagreementOf(reference, predicted), labels(0, 1, 1, 1)));
}

void TestMapSet::whatIsUnknownIsNoError() {
    const LabelVolume reference = labels(kUnknownClass, kUnknownClass, 1, 0);
    QVERIFY(isSame(errorMapOf(reference, labels(0, 1, 0, 1)), labels(0, 0, 1, 2)));
}

QTEST_GUILESS_MAIN(TestMapSet)
#include "tst_map_set.moc"
