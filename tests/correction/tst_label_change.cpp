// Joining changes against the same done voxel by voxel; what a change says of itself.
#include "core/correction/label_change.h"
#include "tests/correction/random_edits.h"

#include <QTest>
#include <vector>

using namespace tandem;

namespace {

constexpr Index3 kGrid{7, 5, 4};

using Voxels = std::vector<std::uint8_t>;

LabelChange between(const Voxels& before, const Voxels& after) {
    LabelChange change;
    for (std::size_t at = 0; at < before.size(); ++at) {
        if (before[at] == after[at]) {
            continue;
        }
        const auto first = static_cast<std::int64_t>(at);
        ChangedRun* const last = change.runs.empty() ? nullptr : &change.runs.back();
        if (last != nullptr && first % kGrid[0] != 0 && last->first + last->length == first &&
            last->before == before[at] && last->after == after[at]) {
            ++last->length;
        } else {
            change.runs.push_back({.first = first, .length = 1, .before = before[at], .after = after[at]});
        }
    }
    return change;
}

}  // namespace

class TestLabelChange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinedIsWhatChangedFromTheFirstToTheLast() {
        RandomEdits random({.size = kGrid});
        for (int round = 0; round < 500; ++round) {
            const LabelVolume label = random.label();
            const Voxels first(label.voxels().begin(), label.voxels().end());
            Voxels second = first;
            Voxels third = first;
            for (std::size_t at = 0; at < first.size(); ++at) {
                // Long runs as well as short ones, and voxels that are again what they were.
                second[at] = random.upTo(round % 9) == 0 ? static_cast<std::uint8_t>(random.upTo(2)) : first[at];
                third[at] = random.upTo(2) == 0 ? first[at] : second[at];
            }
            const LabelChange both = joined(between(first, second), between(second, third), kGrid[0]);
            QVERIFY2(both == between(first, third), qPrintable(QString::number(round)));
        }
    }

    void nothingIsJoinedAcrossRows() {
        const LabelChange endOfRow{{{.first = 5, .length = 2, .before = 0, .after = 1}}};
        const LabelChange beginOfNext{{{.first = 7, .length = 3, .before = 0, .after = 1}}};
        QCOMPARE(joined(endOfRow, beginOfNext, kGrid[0]).runs.size(), std::size_t{2});
        const LabelChange before{{{.first = 3, .length = 2, .before = 0, .after = 1}}};
        QCOMPARE(joined(endOfRow, before, kGrid[0]),
                 (LabelChange{{{.first = 3, .length = 4, .before = 0, .after = 1}}}));
    }

    void aChangeTakenBackIsNone() {
        const LabelChange change{{{.first = 5, .length = 2, .before = 0, .after = 1}}};
        const LabelChange back{{{.first = 5, .length = 2, .before = 1, .after = 0}}};
        QVERIFY(joined(change, back, kGrid[0]).isEmpty());
        QCOMPARE(joined({}, change, kGrid[0]), change);
        QCOMPARE(joined(change, {}, kGrid[0]), change);
    }

    void countAndBox() {
        QVERIFY(!LabelChange().box(kGrid).has_value());
        QCOMPARE(LabelChange().voxelCount(), 0);
        // (1..2, 3, 0) and (4, 1, 2)
        const LabelChange change{{{.first = 1 + 7 * 3, .length = 2, .before = 0, .after = 1},
                                  {.first = 4 + 7 * (1 + 5 * 2), .length = 1, .before = 1, .after = 2}}};
        QCOMPARE(change.voxelCount(), 3);
        QCOMPARE(change.box(kGrid), std::optional(Box{.first = {1, 1, 0}, .size = {4, 3, 3}}));
    }
};

QTEST_GUILESS_MAIN(TestLabelChange)
#include "tst_label_change.moc"
