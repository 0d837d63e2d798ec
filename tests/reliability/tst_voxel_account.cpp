#include "core/reliability/voxel_account.h"

#include <QtTest>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {2, 1, 1}};
constexpr Index3 kFirst{0, 0, 0};
constexpr Index3 kSecond{1, 0, 0};

ImageVolume numbers(float first, float second) {
    return {kGrid, std::vector<float>{first, second}};
}

/// A teaches at the first voxel, nobody at the second, where both classes are as probable.
MapSet made() {
    MapSet maps;
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        const float less = decoder == Decoder::A ? 0.25F : 0.125F;
        maps.setClasses(MapKind::Probability, decoder, {numbers(less, 0.5F), numbers(1 - less, 0.5F)});
        maps.setClasses(MapKind::Similarity, decoder, {numbers(0.5F, 0), numbers(0.75F, 0)});
        maps.set({MapKind::Uncertainty, decoder}, numbers(less, 0.5F));
        maps.set({MapKind::Reliability, decoder}, numbers(1 - less, 0.5F));
    }
    maps.set(kTrustMap, numbers(0.875F, 0.5F));
    maps.set(kSelectionMap, LabelVolume(kGrid, std::vector<std::uint8_t>{1, 0}));
    return maps;
}

}  // namespace

class TestVoxelAccount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhoTeachesAndWhy() {
        const auto account = VoxelAccount::of(made(), 2, kFirst);
        QVERIFY(account.has_value());
        QVERIFY(account->teacher == Decoder::A);
        QCOMPARE(account->weight, 0.75);
        QCOMPARE(account->trust, 0.875);
        QCOMPARE(account->a.entropyNats, 0.25);
        QCOMPARE(account->b.entropyNats, 0.125);
        QCOMPARE(account->a.pseudoLabel, 1);
        QCOMPARE(account->b.probability, (std::vector<double>{0.125, 0.875}));
        QCOMPARE(account->b.similarity, (std::vector<double>{0.5, 0.75}));
    }

    void weighsNothingWhereNobodyTeaches() {
        const auto account = VoxelAccount::of(made(), 2, kSecond);
        QVERIFY(account.has_value() && !account->teacher);
        QCOMPARE(account->weight, 0.0);
        QCOMPARE(account->a.pseudoLabel, 0);  // the first of equals
    }

    void needsAllMaps_data() {
        QTest::addColumn<MapName>("missing");
        const MapSet all = made();
        for (const auto& [name, voxels] : all) {
            QTest::newRow(textOf(name).c_str()) << name;
        }
    }
    void needsAllMaps() {
        QFETCH(const MapName, missing);
        MapSet maps;
        const MapSet all = made();
        for (const auto& [name, voxels] : all) {
            if (name != missing) {
                std::visit([&, &to = name](const auto& volume) { maps.set(to, volume); }, voxels);
            }
        }
        QVERIFY(!VoxelAccount::of(maps, 2, kFirst).has_value());
    }
};

QTEST_GUILESS_MAIN(TestVoxelAccount)
#include "tst_voxel_account.moc"
