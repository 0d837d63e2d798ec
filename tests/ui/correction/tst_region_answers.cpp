// Doubtful regions answered by keys: A, B, M, a class, unknown, right as it is.
#include "core/reliability/doubtful_regions.h"
#include "core/volume/box_grid.h"
#include "core/volume/unknown_class.h"
#include "tests/ui/inspect/inspect_page_fixture.h"
#include "tests/ui/on_page.h"
#include "ui/correction/correction_desk.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

using namespace tandem;

class TestRegionAnswers : public QObject, private OnInspectPage {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin();
        m_made->predict();
        makeDoubts();
        open();
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-uncertainty-a") != nullptr);
        QTRY_COMPARE(find<QTableWidget>("regionTable").rowCount(), 2);
        find<SliceView>("axialView").setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_E);
        QTRY_VERIFY(desk().isEditing());
    }
    void cleanup() { end(); }
    void eachKeyAnswers_data();
    void eachKeyAnswers();
    void theNextOpenOneComes();
    void paintsBeforeItIsRight();
    void withoutARegionNothingHappens();
    void undoOpensItAgain();
    void goesToTheRegionsThatWereAskedFor();
    void goesToARegionBeforeItCanBeAnswered();
    void answersARegionAsItWasRanked_data();
    void answersARegionAsItWasRanked();
    void aRegionWithoutDoubtIsItsBox();
    void aSpeckOfDoubtIsItsBox();
    void whatIsDoneCanBeTrainedOn();

private:
    static constexpr Index3 kSecond{27, 23, 19};
    static constexpr Index3 kSpeck{8, 14, 18};

    CorrectionDesk& desk() { return find<CorrectionDesk>("correctionDesk"); }
    [[nodiscard]] std::uint8_t at(const Index3& voxel) {
        return std::get<LabelVolume>(desk().layer()->voxels).at(voxel[0], voxel[1], voxel[2]);
    }
    void key(Qt::Key key) { QTest::keyClick(&find<SliceView>("axialView"), key); }
    [[nodiscard]] static bool isNear(const Index3& voxel, const Index3& middle) {
        return std::abs(voxel[0] - middle[0]) <= 1 && std::abs(voxel[1] - middle[1]) <= 1 &&
               std::abs(voxel[2] - middle[2]) <= 1;
    }
    void answersItsBox(const Index3& middle);
    /// In two blocks A says background, B atrium and the mean too; the second is less in doubt. In
    /// a voxel beside them, too.
    void makeDoubts() {
        const Geometry& grid = m_made->grid();
        for (const std::string decoder : {"a", "b", "mean"}) {
            std::vector<float> atrium;
            std::vector<float> background;
            for (std::int64_t at = 0; at < grid.voxelCount(); ++at) {
                const Index3 voxel{at % grid.size[0], at / grid.size[0] % grid.size[1],
                                   at / (grid.size[0] * grid.size[1])};
                const bool isInside = m_made->phantom().label.voxels()[static_cast<std::size_t>(at)] == 1;
                const bool isDoubtful =
                    isNear(voxel, MadePrediction::kDoubtful) || isNear(voxel, kSecond) || voxel == kSpeck;
                const float sure = isNear(voxel, kSecond) ? 0.7F : 0.6F;
                atrium.push_back(!isDoubtful ? (isInside ? 0.98F : 0.02F) : decoder == "a" ? 1 - sure : sure);
                background.push_back(1 - atrium.back());
            }
            const auto folder = m_made->folder() / "predictions" / "made";
            writeImage({grid, std::move(atrium)}, folder / ("probability-" + decoder + "-1.nrrd"));
            writeImage({grid, std::move(background)}, folder / ("probability-" + decoder + "-0.nrrd"));
        }
    }
};

void TestRegionAnswers::eachKeyAnswers_data() {
    QTest::addColumn<int>("pressed");
    QTest::addColumn<int>("becomes");
    QTest::addColumn<QString>("answer");
    QTest::newRow("A") << int(Qt::Key_A) << 0 << "as A";
    QTest::newRow("B") << int(Qt::Key_B) << 1 << "as B";
    QTest::newRow("mean") << int(Qt::Key_M) << 1 << "as the mean";
    QTest::newRow("class") << int(Qt::Key_1) << 1 << "class";
    QTest::newRow("unknown") << int(Qt::Key_U) << int{kUnknownClass} << "unknown";
    QTest::newRow("as it is") << int(Qt::Key_Return) << 0 << "right as it is";
}

void TestRegionAnswers::eachKeyAnswers() {
    QFETCH(const int, pressed);
    QFETCH(const int, becomes);
    QFETCH(const QString, answer);
    key(Qt::Key_N);
    QVERIFY(find<SliceView>("axialView").crosshair() == MadePrediction::kDoubtful);
    key(static_cast<Qt::Key>(pressed));
    const Index3& size = m_made->grid().size;
    for (std::int64_t at = 0; at < m_made->grid().voxelCount(); ++at) {
        const Index3 voxel{at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
        const int before = m_made->phantom().label.voxels()[static_cast<std::size_t>(at)];
        QCOMPARE(int{this->at(voxel)}, isNear(voxel, MadePrediction::kDoubtful) ? becomes : before);
    }
    auto& table = find<QTableWidget>("regionTable");
    QCOMPARE(table.item(0, 4)->text(), answer);
    QCOMPARE(table.item(1, 4)->text(), "open");
    const QString summary = find<QLabel>("regionSummary").text();
    QVERIFY2(summary.contains("1 resolved: 50 % of the errors to expect; about 27 wrong voxels remain."),
             qPrintable(summary));
}

void TestRegionAnswers::theNextOpenOneComes() {
    key(Qt::Key_N);
    key(Qt::Key_B);
    QVERIFY(find<SliceView>("axialView").crosshair() == kSecond);
    QVERIFY(find<QLabel>("correctText").text().startsWith("Region at hand"));
    key(Qt::Key_P);  // past the one that is resolved
    QVERIFY(find<SliceView>("axialView").crosshair() == kSecond);
    key(Qt::Key_Return);
    QCOMPARE(int{at(kSecond)}, int{m_made->phantom().label.at(kSecond[0], kSecond[1], kSecond[2])});
    const QString summary = find<QLabel>("regionSummary").text();
    QVERIFY2(summary.contains("2 resolved: 100") && summary.contains("about 0 wrong voxels remain"),
             qPrintable(summary));
    key(Qt::Key_U);  // no region is at hand any more
    QCOMPARE(int{at(kSecond)}, int{m_made->phantom().label.at(kSecond[0], kSecond[1], kSecond[2])});
    keepPicture(*m_page, "correct-regions");
}

void TestRegionAnswers::paintsBeforeItIsRight() {
    key(Qt::Key_N);
    SliceView& axial = find<SliceView>("axialView");
    QTest::mouseClick(&axial, Qt::LeftButton, {}, axial.positionOf(MadePrediction::kDoubtful).toPoint());
    QCOMPARE(int{at(MadePrediction::kDoubtful)}, 1);
    key(Qt::Key_Return);
    QCOMPARE(find<QTableWidget>("regionTable").item(0, 4)->text(), "right as it is");
    QCOMPARE(int{at(MadePrediction::kDoubtful)}, 1);
}

void TestRegionAnswers::withoutARegionNothingHappens() {
    key(Qt::Key_A);
    QCOMPARE(find<QLabel>("correctText").text(), "Go to a doubtful region first (N).");
    key(Qt::Key_N);
    key(Qt::Key_Escape);
    key(Qt::Key_B);
    QCOMPARE(int{at(MadePrediction::kDoubtful)}, 0);
    QVERIFY(!find<QPushButton>("correctUndo").isEnabled());
}

void TestRegionAnswers::whatIsDoneCanBeTrainedOn() {
    key(Qt::Key_N);
    key(Qt::Key_B);
    QCOMPARE(pressButton(find<QPushButton>("correctDone")), QString());
    QTRY_VERIFY(find<QPushButton>("correctionTrainOn").isVisible());
    const QSignalSpy wanted(&desk(), &CorrectionDesk::trainOnWanted);
    QTest::mouseClick(&find<QPushButton>("correctionTrainOn"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().toLongLong(), 1);
    desk().tellFinished("Run 2 goes on from run 1.");
    QCOMPARE(find<QLabel>("correctionNotice").text(), "Run 2 goes on from run 1.");
    QVERIFY(!find<QPushButton>("correctionTrainOn").isVisible());
}

void TestRegionAnswers::undoOpensItAgain() {
    key(Qt::Key_N);
    key(Qt::Key_U);
    QCOMPARE(find<QTableWidget>("regionTable").item(0, 4)->text(), "unknown");
    QTest::keyClick(m_page.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(find<QTableWidget>("regionTable").item(0, 4)->text(), "open");
    QCOMPARE(int{at(MadePrediction::kDoubtful)}, 0);
}

// As from the list on Review: the second region first, though the other has more errors.
void TestRegionAnswers::goesToTheRegionsThatWereAskedFor() {
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSecond, MadePrediction::kDoubtful});
    QTRY_VERIFY(find<SliceView>("axialView").crosshair() == kSecond);
    QTRY_VERIFY(find<QLabel>("correctText").text().startsWith("Region at hand"));
    QVERIFY(find<QTableWidget>("regionTable").isVisible());
    QCOMPARE(find<QTableWidget>("regionTable").currentRow(), 1);
    key(Qt::Key_B);
    QCOMPARE(int{at(kSecond)}, 1);
    QVERIFY(find<SliceView>("axialView").crosshair() == MadePrediction::kDoubtful);
    key(Qt::Key_U);
    QCOMPARE(int{at(MadePrediction::kDoubtful)}, int{kUnknownClass});
    // Asked for again there is nothing open; the first is shown all the same.
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSecond, MadePrediction::kDoubtful});
    QTRY_VERIFY(find<SliceView>("axialView").crosshair() == kSecond);
}

void TestRegionAnswers::goesToARegionBeforeItCanBeAnswered() {
    QTest::keyClick(m_page.get(), Qt::Key_E);
    QTRY_VERIFY(!desk().isCorrecting());
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSecond});
    QTRY_VERIFY(desk().isEditing());
    QTRY_VERIFY(find<SliceView>("axialView").crosshair() == kSecond);
    QTRY_VERIFY(find<QLabel>("correctText").text().startsWith("Region at hand"));
    key(Qt::Key_B);
    QCOMPARE(int{at(kSecond)}, 1);
}

void TestRegionAnswers::answersARegionAsItWasRanked_data() {
    QTest::addColumn<double>("threshold");
    QTest::newRow("nothing is doubtful") << 0.05;
    QTest::newRow("everything is doubtful") << 1.0;
}

// The list on Review has one threshold, and this page may have had another.
void TestRegionAnswers::answersARegionAsItWasRanked() {
    QFETCH(const double, threshold);
    auto& box = find<QDoubleSpinBox>("regionThreshold");
    box.setValue(threshold);
    QTRY_VERIFY(!find<QLabel>("regionSummary").text().startsWith("Looking"));
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSecond});
    QTRY_VERIFY(find<QLabel>("correctText").text().startsWith("Region at hand"));
    QCOMPARE(box.value(), DoubtSettings().threshold);
    QCOMPARE(find<QTableWidget>("regionTable").rowCount(), 2);
    key(Qt::Key_U);
    const Index3& size = m_made->grid().size;
    for (std::int64_t at = 0; at < m_made->grid().voxelCount(); ++at) {
        const Index3 voxel{at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
        QCOMPARE(this->at(voxel) == kUnknownClass, isNear(voxel, kSecond));
    }
    QVERIFY(desk().resolvedRegions().front().expectedErrors > 1);
}

void TestRegionAnswers::aRegionWithoutDoubtIsItsBox() {
    constexpr Index3 kSure{8, 14, 12};
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSure});
    answersItsBox(kSure);
}

// Too small for a region, so the box is asked for as a whole, though its middle is doubtful.
void TestRegionAnswers::aSpeckOfDoubtIsItsBox() {
    Q_EMIT m_session->correctRegions(1, m_made->caseId(), {kSpeck});
    answersItsBox(kSpeck);
}

void TestRegionAnswers::answersItsBox(const Index3& middle) {
    QTRY_VERIFY(find<SliceView>("axialView").crosshair() == middle);
    QTRY_VERIFY(find<QLabel>("correctText").text().startsWith("Region at hand"));
    key(Qt::Key_U);
    const BoxGrid boxes(m_made->grid(), DoubtSettings().extentMm);
    QVERIFY(boxes.count() > 1);
    const Index3& size = m_made->grid().size;
    for (std::int64_t at = 0; at < m_made->grid().voxelCount(); ++at) {
        const Index3 voxel{at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
        QCOMPARE(this->at(voxel) == kUnknownClass, boxes.numberAt(voxel) == boxes.numberAt(middle));
    }
    QCOMPARE(desk().resolvedRegions().size(), 1U);
    QVERIFY(desk().resolvedRegions().front().centre == middle);
}

QTEST_MAIN(TestRegionAnswers)
#include "tst_region_answers.moc"
