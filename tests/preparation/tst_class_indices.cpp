// The voxel values of a label file as classes: by the scheme, with what is unknown.
#include "core/volume/unknown_class.h"
#include "storage/preparation/preparation_cache.h"
#include "tests/preparation/sample_volumes.h"

#include <QtTest>
#include <cstdint>
#include <vector>

using namespace tandem;

class TestClassIndices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapsLabelValues();
    void readsUnknownVoxels();
};

void TestClassIndices::mapsLabelValues() {
    const Geometry row = gridOf({6, 1, 1});
    LabelScheme scheme = LabelScheme::fromNames({"background", "myocardium", "left", "right"});
    scheme.classes[1].fileValue = 200;
    scheme.classes[2].fileValue = 500;
    scheme.classes[3].fileValue = -600;
    const RawLabelVolume raw(row, std::vector<std::int32_t>{0, 200, 200, -600, 500, 0});
    const LabelVolume label = toClassIndices(raw, scheme, "one");
    QCOMPARE(valuesOf(label), (std::vector<std::uint8_t>{0, 1, 1, 3, 2, 0}));
    QCOMPARE(label.geometry(), row);
}

void TestClassIndices::readsUnknownVoxels() {
    LabelScheme scheme = LabelScheme::fromNames({"background", "myocardium"});
    const Geometry row = gridOf({4, 1, 1});
    QCOMPARE(valuesOf(toClassIndices({row, std::vector<std::int32_t>{0, 255, 1, 255}}, scheme, "one")),
             (std::vector<std::uint8_t>{0, kUnknownClass, 1, kUnknownClass}));
    scheme.classes[1].fileValue = 255;
    QCOMPARE(valuesOf(toClassIndices({row, std::vector<std::int32_t>{0, 255, 254, 0}}, scheme, "one")),
             (std::vector<std::uint8_t>{0, 1, kUnknownClass, 0}));
}

QTEST_GUILESS_MAIN(TestClassIndices)
#include "tst_class_indices.moc"
