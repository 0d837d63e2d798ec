// The page Review driven by mouse and keys on a project with predictions: the ranking, the evidence, and every
// decision.
#include "storage/db/review_repository.h"
#include "storage/image/image_reader.h"
#include "storage/study/label_edit.h"
#include "tests/study/review_project.h"
#include "ui/jobs/job_list.h"
#include "ui/review/case_glance.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_page.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QtTest>
#include <algorithm>

using namespace tandem;

class TestReviewPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void anEmptyPageSaysWhatToDo();
    void casesAreRankedAndTheEvidenceShown();
    void showsASliceOfTheSelectedCase();
    void acceptsAndUndoes();
    void acceptsSeveralAtOnce();
    void rejectsWithANote();
    void asksBeforeALabelIsReplaced();
    void showsACaseUnderInspect();
    void buttonsSayWhyTheyDoNotWork();
    void correctsInAnotherProgram();
    void anUnchangedLabelWaits();
    void aWrongLabelIsRefusedAndWaits();
    void anEditorThatCannotStartIsTold();
    void filtersAndSorts();
    void keepsUpWithTheProject();
    void saysEverythingAgainInAnotherLanguage();

private:
    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_page->findChild<Widget*>(name);
        if (widget == nullptr) {
            qFatal("there is no %s", name);
        }
        return widget;
    }
    void press(const char* name) {
        auto* const button = find<QPushButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name + (": " + button->toolTip())));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QTableView* table() { return find<QTableView>("queueTable"); }
    [[nodiscard]] QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    [[nodiscard]] QString standing(const QString& name) {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(row, QueueModel::Name) == name) {
                return cell(row, QueueModel::Review);
            }
        }
        return "no such case";
    }
    void choose(int row, Qt::KeyboardModifiers modifiers = {}) {
        const QRect place = table()->visualRect(table()->model()->index(row, QueueModel::Name));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, place.center());
    }
    void useEditor(const QString& command) { QSettings().setValue("review/editor", command); }
    [[nodiscard]] CaseRecord record(std::int64_t id) { return m_made->project().cases().get(id); }
    void openPage();
    void savePicture(const QString& name);

    std::unique_ptr<ReviewProject> m_made;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<ReviewPage> m_page;
};

void TestReviewPage::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName("Tandem test");
    QCoreApplication::setApplicationName("tst_review_page");
    applyTheme(*qApp, Theme::Dark);
}

void TestReviewPage::init() {
    QSettings().clear();
    m_made = std::make_unique<ReviewProject>();
    m_jobs = std::make_unique<JobList>();
}

void TestReviewPage::cleanup() {
    m_jobs.reset();
    m_page.reset();
    m_session.reset();
    m_made.reset();
    QSettings().clear();
}

/// With predictions of all cases: open-2 is the least reliable.
void TestReviewPage::openPage() {
    const double reliabilities[]{0.85, 0.45, 0.65};
    for (int number = 1; number <= 3; ++number) {
        m_made->predict(m_made->open(number), reliabilities[number - 1], number);
    }
    for (int number = 1; number <= 4; ++number) {
        m_made->predict(m_made->check(number), 0.95 - 0.1 * number, number);
    }
    m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
    m_page = std::make_unique<ReviewPage>(*m_session);
    m_page->resize(1188, 740);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_VERIFY(!find<EvidencePlot>("errorPlot")->content().isEmpty());
}

/// For a person to look at, where TANDEM_PICTURES names a folder.
void TestReviewPage::savePicture(const QString& name) {
    const QString folder = qEnvironmentVariable("TANDEM_PICTURES");
    if (!folder.isEmpty()) {
        QVERIFY(m_page->grab().save(QDir(folder).filePath(name + ".png")));
    }
}

void TestReviewPage::anEmptyPageSaysWhatToDo() {
    m_made->project().checkpoints().remove(m_made->project().checkpoints().list(m_made->runId()).front().id);
    m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
    m_page = std::make_unique<ReviewPage>(*m_session);
    m_page->show();
    QVERIFY(find<QLabel>("reviewMessage")->isVisible());
    QVERIFY(find<QLabel>("reviewMessage")->text().contains("Train a run first"));
    QVERIFY(!table()->isVisible());
}

void TestReviewPage::casesAreRankedAndTheEvidenceShown() {
    openPage();
    QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(cell(0, QueueModel::Name), "open-2");
    QCOMPARE(cell(1, QueueModel::Name), "open-3");
    QCOMPARE(cell(2, QueueModel::Name), "open-1");
    QCOMPARE(cell(0, QueueModel::Reliability), QLocale().toString(0.45, 'f', 3));
    QVERIFY2(find<QLabel>("verdict")->text().startsWith("Yes"), qPrintable(find<QLabel>("verdict")->text()));
    QVERIFY2(find<QLabel>("verdictReason")->text().contains("4 validation"),
             qPrintable(find<QLabel>("verdictReason")->text()));
    const auto& dots = find<EvidencePlot>("errorPlot")->content().dots;
    QCOMPARE(dots.size(), std::size_t(4));
    QVERIFY(dots[0].at.x() > dots[3].at.x() && dots[0].at.y() < dots[3].at.y());
    QCOMPARE(find<EvidencePlot>("errorPlot")->content().ticks.size(), std::size_t(3));
    QCOMPARE(find<EvidencePlot>("calibrationPlot")->content().bars.size(), std::size_t(2));
    QCOMPARE(find<EvidencePlot>("riskPlot")->content().line.size(), std::size_t(100));
    QVERIFY(!find<QPushButton>("predictButton")->isEnabled());
    savePicture("review");
}

void TestReviewPage::showsASliceOfTheSelectedCase() {
    openPage();
    choose(2);
    auto* const glance = find<CaseGlance>("caseGlance");
    QTRY_COMPARE(glance->pictures().size(), std::size_t(3));
    const auto picture = [&](std::size_t at) { return glance->pictures()[at].second; };
    QCOMPARE(glance->pictures()[0].first, CaseGlance::Image);
    QCOMPARE(glance->pictures()[1].first, CaseGlance::Prediction);
    QCOMPARE(glance->pictures()[2].first, CaseGlance::Reliability);
    // The image is grey; the label is a tint on it, and the map is coloured.
    const auto colouredPixels = [](const QImage& image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor colour = image.pixelColor(x, y);
                count += std::abs(colour.red() - colour.blue()) > 20 || std::abs(colour.green() - colour.blue()) > 20;
            }
        }
        return count;
    };
    QCOMPARE(colouredPixels(picture(0)), 0);
    const int all = picture(1).width() * picture(1).height();
    QVERIFY(colouredPixels(picture(1)) > all / 100 && colouredPixels(picture(1)) < all / 2);
    QVERIFY(colouredPixels(picture(2)) > all / 2);
    // The slice has the shape that it has in mm.
    const double widthMm = 32 * 1.5;
    const double heightMm = 28 * 1.25;
    QVERIFY(qAbs(picture(0).width() / double(picture(0).height()) - widthMm / heightMm) < 0.02);

    choose(1, Qt::ControlModifier);
    QVERIFY2(glance->pictures().empty(), "two cases are no case");
    choose(0);
    QTRY_COMPARE(glance->pictures().size(), std::size_t(3));
    QSignalSpy asked(m_session.get(), &ProjectSession::showCase);
    QTest::mouseDClick(glance, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(1).toLongLong(), m_made->open(2));

    // A file that is gone is named where its picture would be.
    std::filesystem::remove(record(m_made->open(3)).images.front().path);
    choose(1);
    QTRY_VERIFY2(glance->accessibleDescription().contains("open-3.nrrd is missing"),
                 qPrintable(glance->accessibleDescription()));
}

void TestReviewPage::acceptsAndUndoes() {
    openPage();
    choose(0);
    QSignalSpy changed(m_session.get(), &ProjectSession::casesChanged);
    QTest::keyClicks(find<QLineEdit>("reviewNote"), "good enough");
    press("acceptButton");
    QTRY_COMPARE(standing("open-2"), "accepted");
    QVERIFY(changed.count() > 0);
    QCOMPARE(record(m_made->open(2)).state, CaseState::Reviewed);
    QCOMPARE(m_made->project().reviews().newest(m_made->open(2))->note, "good enough");
    QCOMPARE(find<QLineEdit>("reviewNote")->text(), "");
    QVERIFY(find<QLabel>("caseDescription")->text().contains("good enough"));
    QVERIFY(find<QLabel>("told")->text().contains("open-2"));
    QVERIFY(!find<QPushButton>("acceptButton")->isEnabled());

    press("undoButton");
    QTRY_COMPARE(standing("open-2"), "");
    QCOMPARE(record(m_made->open(2)).state, CaseState::Unlabelled);
    QVERIFY(!record(m_made->open(2)).label.has_value());
}

void TestReviewPage::acceptsSeveralAtOnce() {
    openPage();
    choose(1);
    choose(2, Qt::ControlModifier);
    press("acceptButton");
    QTRY_COMPARE(standing("open-3"), "accepted");
    QTRY_COMPARE(standing("open-1"), "accepted");
    QCOMPARE(standing("open-2"), "");
    QCOMPARE(m_made->project().reviews().list().size(), std::size_t(2));
}

void TestReviewPage::rejectsWithANote() {
    openPage();
    choose(0);
    QTest::keyClicks(find<QLineEdit>("reviewNote"), "misses the appendage");
    QTest::keyClick(m_page.get(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(standing("open-2"), "rejected");
    QCOMPARE(record(m_made->open(2)).state, CaseState::Unlabelled);
    QVERIFY(find<QLabel>("caseDescription")->text().contains("misses the appendage"));
}

void TestReviewPage::asksBeforeALabelIsReplaced() {
    const std::int64_t id = m_made->addCase("own", true);
    SplitRecord split{.name = "second"};
    split.assignments = {{m_made->check(1), SplitRole::Validation}, {id, SplitRole::TrainingUnlabelled}};
    m_made->project().splits().add(split);
    // A second run, whose split holds the case back.
    const std::int64_t runId = m_made->project()
                                   .runs()
                                   .add({.method = "supervised",
                                         .settingsJson = "{}",
                                         .preparationJson = "{}",
                                         .versionsJson = "{}",
                                         .splitId = m_made->project().splits().newest()->id})
                                   .id;
    m_made->project().checkpoints().record({.runId = runId, .file = "f", .contentHash = ReviewProject::checkpoint()});
    PredictionRecord prediction = m_made->predict(id, 0.2, 1);
    prediction.runId = runId;
    m_made->project().predictions().record(prediction);
    m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
    m_page = std::make_unique<ReviewPage>(*m_session);
    m_page->resize(1188, 740);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(standing("own"), "has a label");
    choose(0);
    QCOMPARE(cell(0, QueueModel::Name), "own");

    press("acceptButton");
    auto* question = m_page->findChild<QMessageBox*>("replaceQuestion");
    QVERIFY(question != nullptr);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(m_page->findChild<QMessageBox*>("replaceQuestion") == nullptr);
    QCOMPARE(record(id).state, CaseState::Labelled);

    press("acceptButton");
    question = m_page->findChild<QMessageBox*>("replaceQuestion");
    const auto buttons = question->buttons();
    const auto replace = std::ranges::find_if(
        buttons, [&](QAbstractButton* button) { return question->buttonRole(button) == QMessageBox::AcceptRole; });
    QTest::mouseClick(*replace, Qt::LeftButton);
    QTRY_COMPARE(standing("own"), "accepted");
    QCOMPARE(record(id).state, CaseState::Reviewed);
}

void TestReviewPage::showsACaseUnderInspect() {
    openPage();
    QSignalSpy asked(m_session.get(), &ProjectSession::showCase);
    choose(1);
    press("inspectButton");
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toLongLong(), m_made->runId());
    QCOMPARE(asked.at(0).at(1).toLongLong(), m_made->open(3));
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(asked.count(), 2);
}

void TestReviewPage::buttonsSayWhyTheyDoNotWork() {
    openPage();
    choose(0);
    QCOMPARE(find<QPushButton>("undoButton")->toolTip(), "The case has not been reviewed");
    QVERIFY(!find<QPushButton>("takeBackButton")->isVisible());
    choose(1, Qt::ControlModifier);
    QVERIFY(!find<QPushButton>("inspectButton")->isEnabled());
    QCOMPARE(find<QPushButton>("inspectButton")->toolTip(), "Select one case");
    table()->clearSelection();
    QCOMPARE(find<QPushButton>("acceptButton")->toolTip(), "Select a case");
}

void TestReviewPage::correctsInAnotherProgram() {
    openPage();
    // The corrected label lies ready, and the "editor" copies it over the working copy as saving would.
    const std::filesystem::path corrected = m_made->parent() / "corrected.nii.gz";
    std::vector<std::int32_t> values(m_made->truth().voxels().size(), 0);
    values[42] = ReviewProject::kAtriumValue;
    writeLabel(RawLabelVolume(m_made->grid(), values), corrected);
    useEditor(
        QString("sh -c \"test -e '%image' && cp '%1' '%label'\"").arg(QString::fromStdString(corrected.string())));
    choose(0);
    press("editButton");
    QTRY_COMPARE(standing("open-2"), "corrected");
    const CaseRecord reviewed = record(m_made->open(2));
    QCOMPARE(reviewed.state, CaseState::Reviewed);
    QCOMPARE(reviewed.labelVoxels.at(1), 1);
    QCOMPARE(readLabel(reviewed.label->path).voxels()[42], ReviewProject::kAtriumValue);
    QVERIFY(casesWithWaitingEdit(m_made->project()).empty());
}

void TestReviewPage::anUnchangedLabelWaits() {
    openPage();
    useEditor("true %label");
    choose(0);
    press("editButton");
    QTRY_VERIFY(find<QLabel>("told")->text().contains("has not been changed"));
    QTRY_COMPARE(standing("open-2"), "being edited");
    QVERIFY(find<QPushButton>("takeBackButton")->isVisible());
    QVERIFY(!find<QPushButton>("acceptButton")->isEnabled());
    press("discardButton");
    QTRY_COMPARE(standing("open-2"), "");
    QVERIFY(!find<QPushButton>("discardButton")->isVisible());
    QVERIFY(casesWithWaitingEdit(m_made->project()).empty());
}

void TestReviewPage::aWrongLabelIsRefusedAndWaits() {
    openPage();
    const std::filesystem::path wrong = m_made->parent() / "wrong.nii.gz";
    writeLabel(RawLabelVolume(m_made->grid(), std::vector<std::int32_t>(m_made->truth().voxels().size(), 7)), wrong);
    useEditor(QString("cp '%1' %label").arg(QString::fromStdString(wrong.string())).replace('\'', '"'));
    QSignalSpy failed(m_jobs.get(), &JobList::jobFailed);
    choose(0);
    press("editButton");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed.at(0).at(1).toString().contains("voxel value 7"), qPrintable(failed.at(0).at(1).toString()));
    QTRY_COMPARE(standing("open-2"), "being edited");

    // Saved once more, rightly, and taken back by hand.
    const auto edit = waitingEdit(m_made->project(), m_made->open(2));
    writeLabel(RawLabelVolume(m_made->grid(), std::vector<std::int32_t>(m_made->truth().voxels().size(), 0)),
               edit->label);
    press("takeBackButton");
    QTRY_COMPARE(standing("open-2"), "corrected");
    QCOMPARE(record(m_made->open(2)).labelVoxels, (std::vector<std::int64_t>{m_made->grid().voxelCount(), 0}));
}

void TestReviewPage::anEditorThatCannotStartIsTold() {
    openPage();
    // Found, but not a program.
    const std::filesystem::path file = m_made->parent() / "editor.sh";
    QFile script(QString::fromStdString(file.string()));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/no/such/interpreter\n");
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    useEditor(script.fileName() + " %label");
    QSignalSpy failed(m_session.get(), &ProjectSession::failed);
    choose(0);
    press("editButton");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed.at(0).at(0).toString().contains("cannot be started"), qPrintable(failed.at(0).at(0).toString()));
    QTRY_COMPARE(standing("open-2"), "being edited");
    QVERIFY(find<QPushButton>("editButton")->isEnabled());
}

void TestReviewPage::filtersAndSorts() {
    openPage();
    choose(0);
    press("rejectButton");
    QTRY_COMPARE(standing("open-2"), "rejected");
    QTest::keyClick(find<QComboBox>("queueFilter"), Qt::Key_Down);
    QCOMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(standing("open-2"), "no such case");
    QTest::keyClick(find<QComboBox>("queueFilter"), Qt::Key_Up);
    table()->sortByColumn(QueueModel::Reliability, Qt::DescendingOrder);
    QCOMPARE(cell(0, QueueModel::Name), "open-1");
    table()->sortByColumn(QueueModel::Name, Qt::AscendingOrder);
    QCOMPARE(cell(1, QueueModel::Name), "open-2");
}

void TestReviewPage::keepsUpWithTheProject() {
    openPage();
    choose(2);
    QCOMPARE(cell(2, QueueModel::Name), "open-1");
    m_made->predict(m_made->open(1), 0.1, 5);
    Q_EMIT m_session->predictionsChanged();
    QTRY_COMPARE(cell(0, QueueModel::Name), "open-1");
    QVERIFY2(find<QLabel>("caseDescription")->text().contains("open-1"), "the selection stays with its case");
    m_made->addCase("late", false);
    Q_EMIT m_session->casesChanged();
    QTRY_COMPARE(standing("late"), "to predict");
    QTRY_VERIFY(find<QPushButton>("predictButton")->isEnabled());
    QVERIFY2(find<QPushButton>("predictButton")->text().contains('1'),
             qPrintable(find<QPushButton>("predictButton")->text()));
}

void TestReviewPage::saysEverythingAgainInAnotherLanguage() {
    openPage();
    find<QPushButton>("acceptButton")->setText("x");
    find<QLabel>("verdict")->setText("x");
    find<QComboBox>("queueFilter")->setItemText(0, "x");
    QEvent change(QEvent::LanguageChange);
    for (QWidget* const widget : m_page->findChildren<QWidget*>()) {
        QCoreApplication::sendEvent(widget, &change);
    }
    QCoreApplication::sendEvent(m_page.get(), &change);
    QCOMPARE(find<QPushButton>("acceptButton")->text(), "&Accept as label");
    QVERIFY(find<QLabel>("verdict")->text().startsWith("Yes"));
    QCOMPARE(find<QComboBox>("queueFilter")->itemText(0), "All cases");
}

QTEST_MAIN(TestReviewPage)
#include "tst_review_page.moc"
