// Which case of which run the page Inspect shows, or of none; and how it is remembered.
#include "storage/db/checkpoint_repository.h"
#include "tests/ui/inspect/inspect_page_fixture.h"

#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <array>

using namespace tandem;

class TestInspectCases : public QObject, private OnInspectPage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void saysWhatToDoWithoutCases() {
        m_made->project().cases().remove(m_made->caseId());
        open();
        QVERIFY(find<QLabel>("inspectMessage").text().contains("Import images"));
        QVERIFY(!find<QComboBox>("inspectRun").isEnabled());
        QVERIFY(!find<QComboBox>("inspectRun").toolTip().isEmpty());
    }

    void showsImagesAndLabelsBeforeAnyPrediction() {
        open();
        auto& axial = find<SliceView>("axialView");
        QTRY_VERIFY(axial.isVisible());
        auto& run = find<QComboBox>("inspectRun");
        QCOMPARE(run.currentText(), "none: images and labels");
        QCOMPARE(find<QComboBox>("inspectCase").currentText(), "one");
        QVERIFY(find<QCheckBox>("visible-reference").isChecked());
        QVERIFY(m_page->findChild<QCheckBox*>("visible-label") == nullptr);
        QVERIFY(find<QLabel>("weightWhy").text().contains("without a prediction"));
        // The label is drawn: its own pale colour, in the contour alone.
        QTest::mouseClick(&find<QToolButton>("options-reference"), Qt::LeftButton);
        chooseIn("fill-reference", 0);
        const Index3 inside = insideOf(m_made->phantom());
        jumpTo(inside);
        QVERIFY(colourAt(axial, {inside[0] + 2, inside[1] + 1, inside[2]}).saturation() > 40);
        // As soon as a run has predicted a case, it is shown; what a person chose stays.
        m_made->predict();
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-label") != nullptr);
        QVERIFY(run.currentText().startsWith("Run 1"));
        chooseIn("inspectRun", run.findText("none: images and labels"));
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-label") == nullptr);
        m_made->predictNothing();
        Q_EMIT m_session->predictionsChanged();
        QCOMPARE(run.count(), 3);
        QCOMPARE(run.currentText(), "none: images and labels");
        QVERIFY(axial.isVisible());
    }

    /// At the same place, whether the page is seen while they change or shown after it.
    void followsChangedClasses_data() {
        QTest::addColumn<bool>("isHidden");
        QTest::newRow("seen") << false;
        QTest::newRow("hidden") << true;
    }
    void followsChangedClasses() {
        QFETCH(const bool, isHidden);
        openWithPrediction();
        QTest::mouseClick(&find<QToolButton>("options-label"), Qt::LeftButton);
        chooseIn("fill-label", 0);
        const Index3 inside = insideOf(m_made->phantom());
        jumpTo(inside);
        // Beside the lines of the crosshair.
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        const auto redness = [&] {
            const QColor colour = colourAt(find<SliceView>("axialView"), beside);
            return colour.red() - std::max(colour.green(), colour.blue());
        };
        const auto isNamed = [&](const QString& name) {
            const auto boxes = m_page->findChildren<QCheckBox*>();
            return std::ranges::any_of(boxes, [&](const QCheckBox* box) { return box->text().contains(name); });
        };
        const auto change = [&](const char* name, const std::array<std::uint8_t, 3>& colour) {
            LabelScheme scheme = m_session->project().labels().scheme();
            scheme.classes.back().name = name;
            scheme.classes.back().colour = colour;
            m_session->project().labels().setScheme(scheme);
            Q_EMIT m_session->labelsChanged();
        };
        change("first", {0, 255, 0});
        QTRY_VERIFY(isNamed("first") && redness() < -20);
        m_page->setVisible(!isHidden);
        change("second", {255, 0, 0});
        m_page->show();
        QTRY_VERIFY(isNamed("second") && !isNamed("first"));
        QTRY_VERIFY(redness() > 20);
        QVERIFY(find<SliceView>("axialView").crosshair() == inside);
    }

    void saysWhoseWeightsPredicted() {
        m_made->predict();
        const auto checkpoint = [&](const std::string& hash, std::int64_t iteration) {
            m_made->project().checkpoints().record(
                {.runId = 1, .file = "runs/0001/last.ckpt", .contentHash = hash, .iteration = iteration});
        };
        checkpoint("c", 6);
        open();
        auto& origin = find<QLabel>("inspectOrigin");
        QTRY_COMPARE(origin.text(), "Predicted by: best, iteration 6");
        checkpoint("d", 30);  // the run trains on
        m_page.reset();
        showPage();
        QTRY_COMPARE(find<QLabel>("inspectOrigin").text(),
                     "Predicted by: best, iteration 6 (the run has trained on since)");
        chooseIn("inspectRun", 1);  // none
        QTRY_VERIFY(!find<QLabel>("inspectOrigin").isVisible());
    }

    void showsTheNewestRunThatHasPredictions() {
        m_made->predict();
        m_made->predictNothing();
        m_made->project().runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"});
        open();
        auto& run = find<QComboBox>("inspectRun");
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        QVERIFY2(run.currentText().startsWith("Run 2"), qPrintable(run.currentText()));
        QVERIFY(run.itemText(1).startsWith("Run 1"));
        QCOMPARE(run.count(), 3);
    }

    void showsANewerPredictionOfTheSameCase() {
        openWithPrediction();
        PredictionRecord again = m_made->project().predictions().find(1, m_made->caseId()).value();
        again.maps = KeptMaps::Label;
        again.files = {{kLabelMap, again.files.at(kLabelMap)}};
        m_made->project().predictions().record(again);
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-uncertainty-a") == nullptr);
        m_made->project().predictions().remove(m_made->project().predictions().find(1, m_made->caseId())->id);
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-label") == nullptr);  // the image is left
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
    }

    void readsNothingBeforeItIsSeen() {
        m_made->predict();
        m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
        m_page = std::make_unique<InspectPage>(*m_session);
        Q_EMIT m_session->predictionsChanged();
        QCOMPARE(m_jobs->rowCount(), 0);
        m_page->show();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
    }

    void remembersTheGreyWindow() {
        m_made->predict();
        const std::int64_t ct = m_made->addCtCase();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        auto& window = find<QComboBox>("greyPreset");
        QCOMPARE(window.currentData().toString(), "usual");
        m_page->choose(1, ct);  // nothing was chosen: soft tissue for CT
        QTRY_COMPARE(find<SliceView>("axialView").greyWindow().low, -160.0);
        auto& axial = find<SliceView>("axialView");
        QTest::mousePress(&axial, Qt::RightButton, {}, {100, 100});
        QTest::mouseMove(&axial, {160, 100});
        QTest::mouseRelease(&axial, Qt::RightButton, {}, {160, 100});
        const GreyWindow dragged = axial.greyWindow();
        QVERIFY(dragged.high - dragged.low > 410);
        QCOMPARE(window.currentData().toString(), "by-hand");
        QCOMPARE(find<SliceView>("sagittalView").greyWindow().high, dragged.high);
        m_page->choose(1, m_made->caseId());
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-reference") != nullptr);  // of the first case alone
        QCOMPARE(axial.greyWindow().high, dragged.high);
        m_page.reset();  // and in the next session
        showPage();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        QTRY_COMPARE(find<SliceView>("axialView").greyWindow().high, dragged.high);
    }
};

QTEST_MAIN(TestInspectCases)
#include "tst_inspect_cases.moc"
