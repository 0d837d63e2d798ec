// How the layers of the page Inspect are shown, in the linked views and side by side.
#include "storage/review/case_review.h"
#include "tests/ui/inspect/inspect_page_fixture.h"
#include "ui/inspect/inspected_case.h"
#include "ui/inspect/layer_catalogue.h"
#include "ui/render/surface_view.h"

#include <QDoubleSpinBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QToolButton>
#include <cmath>

using namespace tandem;

class TestInspectLayers : public QObject, private OnInspectPage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void theLabelDiffersFromThePredictionByMoreThanFill() {
        m_made->predict();
        const InspectedCase loaded = loadLabels(m_made->folder(), 1, m_made->caseId(), silence(), {});
        const SliceLayer& reference = *loaded.layer(kReferenceMap);
        const SliceLayer& label = *loaded.layer(kLabelMap);
        QVERIFY(reference.isDashed && !label.isDashed);
        const QColor pale = reference.colourOfClass(1);
        const QColor strong = label.colourOfClass(1);
        QVERIFY(pale.lightness() > strong.lightness() + 50);
        QVERIFY(pale.saturation() < strong.saturation() - 50);
    }

    void surfacesAndTilesFollowTheSwitches() {
        openWithPrediction();
        const auto picture = [this] { return find<SurfaceView>("surfaceView").grab().toImage(); };
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_1);  // the label: the prediction alone is shown
        const QImage alone = picture();
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_2);
        const QImage nothing = picture();
        QVERIFY(alone != nothing);
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_1);
        QVERIFY(picture() != nothing && picture() != alone);  // the label alone
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_2);

        const Index3 inside = insideOf(m_made->phantom());
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        jumpTo(inside);
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_C);
        auto& tile = find<SliceView>("compareView1");
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        QVERIFY(colourAt(tile, beside).saturation() > 40);
        QTest::keyClick(&tile, Qt::Key_2);
        QCOMPARE(colourAt(tile, beside).saturation(), 0);
        QTest::keyClick(&tile, Qt::Key_2);
        find<QSlider>("opacity-label").setValue(100);
        const auto colour = m_session->project().labels().scheme().classes[1].colour;
        QCOMPARE(colourAt(tile, beside), QColor(colour[0], colour[1], colour[2]));
        // Whichever decoder a tile shows, its maps follow the switches too.
        chooseIn("compareSource1", find<QComboBox>("compareSource1").findText(": B", Qt::MatchEndsWith));
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        QTest::keyClick(&tile, Qt::Key_2);
        QTest::keyClick(&tile, Qt::Key_7);
        find<QSlider>("opacity-uncertainty-a").setValue(100);
        QCOMPARE(colourAt(tile, beside), mapColour(ColourMapName::Magma, 0.6 / std::log(2.0)));
    }

    void comparesRunsDecodersAndLabel() {
        m_made->predict();
        m_made->predictNothing();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        m_page->choose(1, m_made->caseId());
        auto& axial = find<SliceView>("axialView");
        QTRY_VERIFY(axial.isVisible());
        axial.setFocus();
        const Index3 inside = insideOf(m_made->phantom());
        jumpTo(inside);
        QTest::keyClick(&axial, Qt::Key_C);
        auto& first = find<SliceView>("compareView1");
        auto& second = find<SliceView>("compareView2");
        QTRY_VERIFY(first.isVisible() && second.isVisible());
        QVERIFY(!find<SliceView>("compareView3").isVisible());
        QVERIFY(first.crosshair() == inside && second.crosshair() == inside);
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        QTRY_COMPARE(find<QLabel>("compareState2").text(), "Dice 0.000");
        QVERIFY(colourAt(first, beside).saturation() > 40);
        QCOMPARE(colourAt(second, beside).saturation(), 0);

        chooseIn("layerPreset", static_cast<int>(LayerPreset::WhereWrong));
        QCOMPARE(colourAt(first, beside).saturation(), 0);
        QVERIFY(colourAt(second, beside).saturation() > 40);
        chooseIn("layerPreset", static_cast<int>(LayerPreset::HowTrusted));  // the second has no such map
        QCOMPARE(find<QLabel>("compareState2").text(), "No such map");
        chooseIn("layerPreset", 0);

        // Both scroll, zoom and blink together.
        QTest::keyClick(&first, Qt::Key_Up);
        QCOMPARE(second.slice(), inside[2] + 1);
        QTest::keyClick(&second, Qt::Key_Plus);
        QCOMPARE(first.zoom(), second.zoom());
        QVERIFY(first.zoom() > 1.2);
        QTest::keyClick(&first, Qt::Key_Down);
        QTest::keyPress(&first, Qt::Key_Space);
        QCOMPARE(colourAt(first, beside).saturation(), 0);
        QTest::keyRelease(&first, Qt::Key_Space);
        QVERIFY(colourAt(first, beside).saturation() > 40);

        chooseIn("compareCount", 2);  // four tiles
        QTRY_VERIFY(find<SliceView>("compareView4").isVisible());
        QCOMPARE(find<QComboBox>("compareSource3").currentText(), "Label");
        QVERIFY(colourAt(find<SliceView>("compareView3"), beside).saturation() > 15);  // pale, as a label is
        QVERIFY(find<QComboBox>("compareSource4").currentText().endsWith("B"));
        chooseIn("comparePlane", 2);
        QCOMPARE(find<SliceView>("compareView4").slice(), inside[0]);
        QTest::keyClick(&first, Qt::Key_Escape);
        QTRY_VERIFY(axial.isVisible());
    }

    /// In the views and in a tile; told by the window, or done by another program.
    void aCaseThatIsPredictedAgainIsReadAgain_data() {
        QTest::addColumn<bool>("isTold");
        QTest::newRow("here") << true;
        QTest::newRow("elsewhere") << false;
    }
    void aCaseThatIsPredictedAgainIsReadAgain() {
        QFETCH(const bool, isTold);
        openWithPrediction();
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_C);
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        m_made->predictAgain();
        if (isTold) {
            Q_EMIT m_session->predictionsChanged(1, {m_made->caseId()});
        }
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 0.000");
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-uncertainty-a") == nullptr);
    }

    /// Also one that became it while it is compared; another run it judges as any label does.
    void aLabelThatIsThePredictionJudgesNothing() {
        m_made->predict();
        m_made->predictNothing();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        m_page->choose(1, m_made->caseId());
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-uncertainty-a") != nullptr);
        find<SliceView>("axialView").setFocus();
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_C);
        chooseIn("layerPreset", static_cast<int>(LayerPreset::WhereWrong));
        const auto state = [&](const char* name) { return find<QLabel>(name).text(); };
        QTRY_COMPARE(state("compareState1"), "Dice 1.000");
        QVERIFY(find<QLabel>("meaning-error").text().isEmpty());
        acceptPrediction(m_session->project(), 1, m_made->caseId(), "", {});
        Q_EMIT m_session->casesChanged();
        QTRY_COMPARE(state("compareState1"), "Label is this run's");
        QVERIFY(find<QLabel>("compareState1").toolTip().contains("cannot judge the run"));
        QTRY_COMPARE(state("compareState2"), "Dice 0.000");
        QTRY_COMPARE(state("meaning-error"), "the label is this prediction: no judge of it");
        QVERIFY(find<QCheckBox>("visible-error").toolTip().contains("accepted as it was"));
        chooseIn("compareSource1", find<QComboBox>("compareSource1").findText(": B", Qt::MatchEndsWith));
        QTRY_COMPARE(state("compareState1"), "Label is this run's");
        undoReview(m_session->project(), m_made->caseId());
        Q_EMIT m_session->casesChanged();
        QTRY_COMPARE(state("compareState1"), "Dice 1.000");
        QTRY_VERIFY(find<QLabel>("meaning-error").text().isEmpty());
    }

    /// Whichever decoder it shows, and only when it is asked for.
    void tilesShowTheTrustOfTheirLabel() {
        openWithPrediction();
        jumpTo({20, 20, 5});
        QTest::keyClick(&find<SliceView>("axialView"), Qt::Key_C);
        auto& tile = find<SliceView>("compareView1");
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        const Index3 doubtful{4, 5, 5};
        const QColor plain = colourAt(tile, doubtful);
        QCOMPARE(plain.saturation(), 0);
        QTest::keyClick(&tile, Qt::Key_5);
        find<QSlider>("opacity-trust").setValue(100);
        const QColor trusted = mapColour(ColourMapName::Viridis, MadePrediction::kDoubtfulTrust);
        QTRY_COMPARE(colourAt(tile, doubtful), trusted);
        QCOMPARE(colourAt(tile, {29, 25, 5}).saturation(), 0);  // nothing hides the image where trust is great
        chooseIn("compareSource1", find<QComboBox>("compareSource1").findText(": B", Qt::MatchEndsWith));
        QTRY_COMPARE(colourAt(tile, doubtful), trusted);  // both decoders are as sure
        QTest::keyClick(&tile, Qt::Key_5);
        QCOMPARE(colourAt(tile, doubtful), plain);
    }

    void changesHowAMapIsDrawn() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        jumpTo(MadePrediction::kDoubtful);
        QTest::keyClick(&axial, Qt::Key_2);  // prediction A
        QTest::keyClick(&axial, Qt::Key_1);  // label
        const Index3 beside{4, 5, 5};
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyClick(&axial, Qt::Key_6);  // teaching weight of A
        find<QSlider>("opacity-reliability-a").setValue(100);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Cividis, 0.5));
        QTest::mouseClick(&find<QToolButton>("options-reliability-a"), Qt::LeftButton);
        auto& colours = find<QComboBox>("colours-reliability-a");
        QTRY_VERIFY(colours.isVisible());
        colours.setCurrentIndex(1);
        Q_EMIT colours.activated(1);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Magma, 0.5));
        find<QDoubleSpinBox>("high-reliability-a").setValue(0.5);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Magma, 1));
        auto& threshold = find<QComboBox>("threshold-reliability-a");
        QVERIFY(!find<QDoubleSpinBox>("thresholdValue-reliability-a").isEnabled());
        threshold.setCurrentIndex(2);
        Q_EMIT threshold.activated(2);  // at most
        find<QDoubleSpinBox>("thresholdValue-reliability-a").setValue(0.45);
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::mouseClick(&find<QPushButton>("restore-reliability-a"), Qt::LeftButton);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Cividis, 0.5));
        QCOMPARE(find<QDoubleSpinBox>("high-reliability-a").value(), 1.0);
    }

    /// Whatever the classes are called and however many layers are open, values stand left of the scroll bar.
    void nothingIsCutInTheListOfLayers() {
        LabelScheme scheme = m_made->project().labels().scheme();
        scheme.classes[1].name = "left atrium with its appendage and the ostia of four pulmonary veins";
        m_made->project().labels().setScheme(scheme);
        openWithPrediction();
        QTRY_VERIFY(m_page->findChild<QToolButton*>("options-probability-mean-1") != nullptr);
        for (auto* const layer : m_page->findChildren<QCheckBox*>(QRegularExpression("^visible-"))) {
            layer->setChecked(true);
        }
        for (auto* const options : m_page->findChildren<QToolButton*>(QRegularExpression("^options-"))) {
            options->setChecked(true);
        }
        jumpTo(insideOf(m_made->phantom()));
        const auto* const row = m_page->findChild<QFrame*>("layer-probability-mean-1");
        const auto* const list = row->parentWidget();
        const auto* const viewport = list->parentWidget();
        QTRY_VERIFY2(list->height() > 2 * viewport->height(), "there is a scroll bar");
        QVERIFY2(list->width() <= viewport->width(),
                 qPrintable(QString("%1 in %2").arg(list->width()).arg(viewport->width())));
        for (const auto* const value : list->findChildren<QLabel*>(QRegularExpression("^value-"))) {
            const int right = value->mapTo(viewport, QPoint(value->width(), 0)).x();
            QVERIFY2(right <= viewport->width(), qPrintable(value->objectName()));
            QVERIFY2(value->width() >= value->sizeHint().width(), qPrintable(value->objectName() + value->text()));
        }
        QVERIFY(find<QLabel>("value-label").toolTip().contains("four pulmonary veins"));
    }

    void togglesBlinksAndFades() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        const Index3 inside = insideOf(m_made->phantom());
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        jumpTo(inside);
        const QColor tinted = colourAt(axial, beside);
        QVERIFY(tinted.saturation() > 40);
        QTest::keyPress(&axial, Qt::Key_Space);
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyRelease(&axial, Qt::Key_Space);
        QCOMPARE(colourAt(axial, beside), tinted);
        QTest::keyClick(&axial, Qt::Key_2);  // prediction A
        QVERIFY(!find<QCheckBox>("visible-label").isChecked());
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyClick(&axial, Qt::Key_2);
        find<QSlider>("opacity-label").setValue(100);
        const auto colour = m_session->project().labels().scheme().classes[1].colour;
        QCOMPARE(colourAt(axial, beside), QColor(colour[0], colour[1], colour[2]));
    }

    void choosesPresetsAndFullSize() {
        openWithPrediction();
        auto& preset = find<QComboBox>("layerPreset");
        const auto choose = [&preset](const QString& name) {
            preset.setCurrentIndex(preset.findText(name));
            Q_EMIT preset.activated(preset.currentIndex());
        };
        // What to rely on comes first; each says what it shows, and the box what is chosen.
        QSet<QString> explained;
        for (int at = 0; at < preset.count(); ++at) {
            explained << preset.itemData(at, Qt::ToolTipRole).toString();
        }
        QVERIFY(explained.size() == preset.count() && !explained.contains(QString()));
        preset.setCurrentIndex(1);
        QCOMPARE(preset.currentText(), "What to trust?");
        QVERIFY2(preset.toolTip().startsWith("Trust: how likely"), qPrintable(preset.toolTip()));
        choose("How sure is A?");
        QVERIFY2(preset.toolTip().contains("See trust"), qPrintable(preset.toolTip()));
        QVERIFY(find<QCheckBox>("visible-uncertainty-a").isChecked());
        QVERIFY(find<QCheckBox>("visible-label").isChecked());
        choose("Who teaches whom?");
        QVERIFY(find<QCheckBox>("visible-selection").isChecked());
        QVERIFY(!find<QCheckBox>("visible-uncertainty-a").isChecked());
        QVERIFY(find<QCheckBox>("visible-label").isChecked());
        QVERIFY(!find<QCheckBox>("visible-reference").isChecked());
        auto& axial = find<SliceView>("axialView");
        const int before = axial.width();
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_VERIFY(axial.width() > before * 3 / 2);
        QVERIFY(!find<SurfaceView>("surfaceView").isVisible());
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_COMPARE(axial.width(), before);
        QTest::mouseDClick(&axial, Qt::LeftButton, {}, {40, 40});
        QTRY_VERIFY(axial.width() > before * 3 / 2);
        QTest::keyClick(&axial, Qt::Key_Escape);
        QTRY_COMPARE(axial.width(), before);
    }
};

QTEST_MAIN(TestInspectLayers)
#include "tst_inspect_layers.moc"
