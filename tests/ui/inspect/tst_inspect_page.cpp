// The page Inspect driven by mouse and keys: linked views, voxels explained, doubtful regions.
#include "tests/ui/inspect/inspect_page_fixture.h"
#include "ui/render/surface_view.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QRegularExpression>
#include <QTableWidget>
#include <cmath>

using namespace tandem;

class TestInspectPage : public QObject, private OnInspectPage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void trustAndTeachingWeightHaveTheirOwnNames() {
        openWithPrediction();
        QVERIFY(find<QCheckBox>("visible-reliability-a").text().endsWith("Teaching weight of A"));
        for (const char* name : {"visible-reliability-a", "value-reliability-b"}) {
            const QString tip = find<QWidget>(name).toolTip();
            QVERIFY2(tip.contains("mean over classes") && tip.contains("does not say\nwhether"), qPrintable(tip));
        }
        for (const char* name : {"visible-trust", "value-trust"}) {
            const QString tip = find<QWidget>(name).toolTip();
            QVERIFY2(tip.contains("probability that the label ") && !tip.contains("mean over"), qPrintable(tip));
        }
        find<QCheckBox>("visible-trust").setChecked(true);
        QCOMPARE(find<QLabel>("meaning-trust").text(), "stands in for the probability that the label is right");
        QVERIFY(find<QLabel>("meaning-trust").isVisibleTo(&find<QWidget>("layer-trust")));
        QVERIFY(!find<QLabel>("meaning-reliability-a").isVisibleTo(&find<QWidget>("layer-reliability-a")));
        auto& table = find<QTableWidget>("weightTable");
        QVERIFY(table.item(table.rowCount() - 1, 1)->toolTip().contains("mean over classes"));
        const QString tip = find<QTableWidget>("regionTable").horizontalHeaderItem(3)->toolTip();
        QVERIFY2(tip.contains("1 − trust, summed"), qPrintable(tip));
    }

    void saysThatTrustIsUncalibratedUntilItIsMeasured() {
        openWithPrediction();
        QCOMPARE(find<QCheckBox>("visible-trust").text(), "5  Trust (uncalibrated)");
        QCOMPARE(find<QLabel>("value-uncertainty-a").text(), "0.200 nats");
        jumpTo(MadePrediction::kDoubtful);
        QCOMPARE(find<QLabel>("value-trust").text(), "0.600");
        QCOMPARE(find<QLabel>("voxelTrust").text(), "Trust (uncalibrated) 0.600 in “background”");
        QVERIFY(find<QLabel>("voxelTrustMeaning").text().startsWith("Trust is uncalibrated: the run's split has"));
        QTRY_COMPARE(find<QTableWidget>("regionTable").rowCount(), 1);
        const auto& warning = find<QLabel>("regionsUncalibrated");
        const auto& dice = find<QLabel>("inspectDice");
        QVERIFY(warning.isVisibleTo(warning.parentWidget()));
        QVERIFY2(dice.isVisible() && dice.text().startsWith("Predicted Dice: about ") &&
                     dice.text().endsWith("(uncalibrated)"),
                 qPrintable(dice.text()));

        // In both odds of an error the entropy has the same share: 0.4 to 0.6.
        const double measured = 1 / (1 + 0.4 / 0.6 * std::exp(MadePrediction::kTrustOffset));
        m_made->measure();
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-trust") != nullptr &&
                    find<QCheckBox>("visible-trust").text() == "5  Trust");
        QVERIFY(find<SliceView>("axialView").crosshair() == MadePrediction::kDoubtful);
        QCOMPARE(find<QLabel>("value-trust").text(), QString::number(measured, 'f', 3));
        QCOMPARE(find<QLabel>("meaning-trust").text(), "probability that the label is right");
        QVERIFY2(find<QLabel>("voxelTrustMeaning").text().contains("about 80 in 100"),
                 qPrintable(find<QLabel>("voxelTrustMeaning").text()));
        QTRY_VERIFY(!warning.isVisibleTo(warning.parentWidget()));
        QVERIFY2(QRegularExpression("^Predicted Dice: about 0\\.\\d\\d \\(0\\.\\d\\d to [01]\\.\\d\\d\\)$")
                     .match(dice.text())
                     .hasMatch(),
                 qPrintable(dice.text()));
        QTRY_COMPARE(find<QTableWidget>("regionTable").rowCount(), 0);  // trust is above the threshold now
    }

    void linksViewsAndReadsVoxels() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        auto& coronal = find<SliceView>("coronalView");
        const Index3 wanted{8, 20, axial.slice()};
        QTest::mouseClick(&axial, Qt::LeftButton, {}, axial.positionOf(wanted).toPoint());
        QVERIFY(coronal.crosshair() == wanted);
        QCOMPARE(coronal.slice(), 20);
        QCOMPARE(find<SliceView>("sagittalView").slice(), 8);
        const Vector3 mm = m_made->grid().positionMm({8, 20, double(wanted[2])});
        QVERIFY(find<QLabel>("voxelPlace").text().contains(QString("L %1").arg(mm[0], 0, 'f', 1)));
        // Counted as the slices are: the coronal view says "21 of 28".
        const QString place = QString("Voxel 9, 21, %1, counted from 1").arg(wanted[2] + 1);
        QVERIFY2(find<QLabel>("voxelPlace").text().startsWith(place), qPrintable(find<QLabel>("voxelPlace").text()));
        QCOMPARE(find<QLabel>("value-uncertainty-b").text(), "0.600 nats");
        QCOMPARE(find<QLabel>("value-selection").text(), "A teaches B");
    }

    void explainsAVoxel() {
        openWithPrediction();
        jumpTo(MadePrediction::kDoubtful);
        const QString verdict = find<QLabel>("weightVerdict").text();
        QVERIFY2(verdict.contains("A teaches B") && verdict.contains("background") &&
                     verdict.contains("teaching weight 0.400"),
                 qPrintable(verdict));
        auto& table = find<QTableWidget>("weightTable");
        QCOMPARE(table.rowCount(), 7);
        QCOMPARE(table.item(0, 1)->text(), "0.200");
        QCOMPARE(table.item(0, 2)->text(), "0.600");
        QCOMPARE(table.item(4, 1)->text(), "0.400");  // probability of the atrium
        QCOMPARE(table.item(5, 1)->text(), "0.800");  // similarity with it
    }

    void jumpsToDoubtfulRegions() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        auto& table = find<QTableWidget>("regionTable");
        QTRY_COMPARE(table.rowCount(), 1);
        QCOMPARE(table.item(0, 0)->text(), "background");
        QCOMPARE(table.item(0, 2)->text(), "0.60");
        QCOMPARE(table.item(0, 3)->text(), "11 of 27");
        QCOMPARE(table.item(0, 1)->toolTip(), "about 11 of 27 voxels wrong");
        jumpTo({20, 20, 20});
        QTest::keyClick(&axial, Qt::Key_N);
        QVERIFY(axial.crosshair() == MadePrediction::kDoubtful);
        QCOMPARE(find<SliceView>("coronalView").slice(), MadePrediction::kDoubtful[1]);
    }

    void readsLabelsBeforeAllMaps() {
        m_made->predict();
        const InspectedCase first = loadLabels(m_made->folder(), 1, m_made->caseId(), silence(), {});
        QVERIFY(first.layer(kLabelMap) != nullptr && first.layer(kErrorMap) != nullptr);
        QVERIFY(first.layer({MapKind::Uncertainty, Decoder::A}) == nullptr);
        const InspectedCase loaded = withAllMaps(first, m_made->folder(), silence(), {});
        QVERIFY(first.layer(kTrustMap) == nullptr && !first.dice);
        const Index3 worst = MadePrediction::kDoubtful;
        QVERIFY(std::abs(loaded.layer(kTrustMap)->valueAt(worst) - MadePrediction::kDoubtfulTrust) < 1e-5);
        QVERIFY(loaded.dice && loaded.uncalibrated);
        QVERIFY(loaded.layer(kErrorMap) != nullptr);
        QCOMPARE(first.surfaces.size(), 1U);
        QCOMPARE(first.surfaces[0].layer, std::optional(kLabelMap));
        QCOMPARE(loaded.surfaces.size(), 4U);  // the label's, and those of B and the mean
        QCOMPARE(loaded.layer({MapKind::Uncertainty, Decoder::A})->high, std::log(2.0));
    }

    void showsTheVolumeInSpace() {
        openWithPrediction();
        auto& space = find<SurfaceView>("surfaceView");
        QVERIFY(space.content() == SpaceContent::Surfaces);
        chooseIn("spaceContent", 1);
        QVERIFY(space.content() == SpaceContent::Volume);
        const QImage picture = space.grab().toImage();
        int bright = 0;
        for (int x = 0; x < picture.width(); ++x) {
            bright += picture.pixelColor(x, picture.height() / 2).lightness() > 90 ? 1 : 0;
        }
        QVERIFY2(bright > picture.width() / 10, qPrintable(QString::number(bright)));
    }
};

QTEST_MAIN(TestInspectPage)
#include "tst_inspect_page.moc"
