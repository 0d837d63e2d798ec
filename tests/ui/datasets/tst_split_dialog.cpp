// Splits: the draft, its columns, and the dialog in which they are made, changed and copied.
#include "storage/db/split_repository.h"
#include "storage/reliability/ranking_trust.h"
#include "tests/db/sample_project.h"
#include "tests/ui/on_page.h"
#include "ui/datasets/splits/split_board.h"
#include "ui/datasets/splits/split_column_model.h"
#include "ui/datasets/splits/split_dialog.h"
#include "ui/datasets/splits/split_draft.h"
#include "ui/datasets/splits/split_lists_dialog.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QtTest>
#include <fstream>

using namespace tandem;

namespace {

constexpr int kNoRole = 4;  // the last column

}  // namespace

class TestSplitDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void longNamesAreElided();
    void aPatientStaysTogether();
    void aCaseWithoutLabelIsRefused();
    void smallColumnsAreWarnedOf();
    void whatTheCasesLackIsWarnedOf();
    void aColumnIsAModel();
    void asManyValidationCasesAsTheRankingNeedsAreEnough_data();
    void asManyValidationCasesAsTheRankingNeedsAreEnough();
    void drawnByNumberWithASeed();
    void aSeedTypedByTabIsUsed();
    void aPatientsOthersAreSaidToComeAlong();
    void aDividedPatientIsToldAndCopiedTogether();
    void draggedBetweenColumns();
    void movedByKeys();
    void madeFromLists();
    void lockedSplitsAreCopied();
    void splitsAreRenamedAndRemoved();

private:
    void open();
    template <class Child>
    Child* child(const QString& name) {
        Child* const found = m_dialog->findChild<Child*>(name);
        Q_ASSERT(found != nullptr);
        return found;
    }
    void press(const char* button) { QTest::mouseClick(child<QPushButton>(button), Qt::LeftButton); }
    QListView* column(int number) { return child<QListView>("splitColumn" + QString::number(number)); }
    QStringList namesIn(int number) {
        QStringList names;
        for (int row = 0; row < column(number)->model()->rowCount(); ++row) {
            names.append(column(number)->model()->index(row, 0).data().toString());
        }
        return names;
    }
    /// What a person does with the mouse: takes the row of one column and lets it go over another.
    void drag(int from, int row, int to);
    [[nodiscard]] SplitRecord stored() const { return *m_session->project().splits().newest(); }

    std::unique_ptr<SampleProject> m_sample;
    JobList m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<SplitDialog> m_dialog;
};

void TestSplitDialog::init() {
    m_sample = std::make_unique<SampleProject>();
    for (const char* name : {"a", "b", "c", "d"}) {
        m_sample->addCase(name, true);
    }
    m_sample->addCase("e", true, "twin");
    m_sample->addCase("f", true, "twin");
    m_sample->addCase("u", false);
}

void TestSplitDialog::cleanup() {
    m_dialog.reset();
    m_session.reset();
    m_sample.reset();
}

void TestSplitDialog::open() {
    m_session = std::make_unique<ProjectSession>(Project::open(m_sample->folder()), m_jobs);
    m_dialog = std::make_unique<SplitDialog>(*m_session, splitCandidates(m_session->project()));
    m_dialog->show();
}

void TestSplitDialog::drag(int from, int row, int to) {
    const std::unique_ptr<QMimeData> data(column(from)->model()->mimeData({column(from)->model()->index(row, 0)}));
    QWidget* const target = column(to)->viewport();
    const QPoint place = target->rect().center();
    QDragEnterEvent enter(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QDragMoveEvent move(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &move);
    QDropEvent drop(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
    QCoreApplication::processEvents();
}

void TestSplitDialog::longNamesAreElided() {
    m_sample->addCase("1.3.6.1.4.1.14519.5.2.1.6279.6001.109002525524522225658609808059", true);
    open();
    press("splitNew");
    QTRY_VERIFY(child<QWidget>("splitColumn0")->isVisible());
    int seen = 0;
    for (int number = 0; number < 5; ++number) {
        const QListView& list = *column(number);
        QCOMPARE(list.horizontalScrollBar()->maximum(), 0);
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            const QRect place = list.visualRect(list.model()->index(row, 0));
            QVERIFY2(list.viewport()->rect().contains(place) && place.width() > list.viewport()->width() / 2,
                     qPrintable(QString::number(place.width())));
            ++seen;
        }
    }
    QCOMPARE(seen, 8);
}

void TestSplitDialog::aPatientStaysTogether() {
    SplitDraft draft({{1, "x", "p", true}, {2, "y", "p", true}, {3, "z", "", true}}, {});
    QVERIFY(draft.refusal({1}, SplitRole::Test).isEmpty());
    draft.move({1}, SplitRole::Test);
    QCOMPARE(draft.assignments(), (std::vector<SplitAssignment>{{1, SplitRole::Test}, {2, SplitRole::Test}}));
    draft.move({2, 3}, std::nullopt);
    QCOMPARE(draft.assignments().size(), std::size_t{0});
    QCOMPARE(draft.count(std::nullopt), 3);
}

void TestSplitDialog::aCaseWithoutLabelIsRefused() {
    const SplitDraft draft({{1, "x", "p", true}, {2, "y", "p", false}, {3, "z", "", false}}, {});
    QVERIFY(draft.refusal({3}, SplitRole::Validation).startsWith("z has no label"));
    QVERIFY(draft.refusal({1}, SplitRole::Validation).startsWith("y is of the same patient"));
    QVERIFY(draft.refusal({1, 3}, SplitRole::TrainingUnlabelled).isEmpty());
    QVERIFY(draft.refusal({3}, std::nullopt).isEmpty());
}

void TestSplitDialog::smallColumnsAreWarnedOf() {
    SplitDraft draft({{1, "x", "", true}, {2, "y", "", true}}, {{1, SplitRole::Validation}, {9, SplitRole::Test}});
    QCOMPARE(draft.warnings().size(), 5);  // one per role, and the case that was excluded
    QCOMPARE(draft.excludedCount(), 1);
    QVERIFY(
        draft.warningOn(SplitRole::Validation).startsWith(QString("Fewer than %1 ").arg(TrustVerdict::kLeastCases)));
    draft.move({2}, SplitRole::TrainingLabelled);
    QVERIFY(draft.warningOn(SplitRole::TrainingLabelled).isEmpty());
    // Who is not shown keeps the role.
    QCOMPARE(draft.assignments().back(), (SplitAssignment{9, SplitRole::Test}));
}

void TestSplitDialog::whatTheCasesLackIsWarnedOf() {
    Project& project = m_sample->project();
    CaseRecord odd = m_sample->sampleCase("two channels", true);
    odd.images.push_back(odd.images.front());
    odd.images.back().channel = 1;
    odd.labelVoxels = {100, 0};
    odd = project.cases().add(odd);
    CaseRecord empty = m_sample->sampleCase("empty", true);
    empty.labelVoxels = {100, 0};
    empty = project.cases().add(empty);
    const std::int64_t full = project.cases().find("a")->id;
    const std::int64_t other = project.cases().find("b")->id;
    SplitRecord split{.name = "lacking"};
    split.assignments = {{empty.id, SplitRole::TrainingLabelled},
                         {odd.id, SplitRole::TrainingUnlabelled},
                         {full, SplitRole::Validation},
                         {other, SplitRole::Test}};
    project.splits().add(split);
    open();
    const QString warnings = child<QLabel>("splitWarnings")->text();
    QVERIFY2(warnings.contains("No labelled case holds atrium"), qPrintable(warnings));
    QVERIFY2(warnings.contains("two channels has another number of image channels (2) than most cases (1)"),
             qPrintable(warnings));
    keepPicture(*m_dialog, "split-lacks");
    project.splits().setAssignments(project.splits().newest()->id,
                                    {{full, SplitRole::TrainingLabelled}, {other, SplitRole::Validation}});
    open();
    const QString left = child<QLabel>("splitWarnings")->text();
    QVERIFY2(!left.contains("holds") && !left.contains("channels"), qPrintable(left));
}

void TestSplitDialog::aColumnIsAModel() {
    SplitColumnModel model(SplitRole::Test);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.fill({{1, "x", "p", true}, {2, "y", "", false}}, true);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), "x (p)");
    QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
    model.fill({{1, "x", "p", true}}, false);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(!model.flags({}).testFlag(Qt::ItemIsDropEnabled));
}

void TestSplitDialog::drawnByNumberWithASeed() {
    open();
    QVERIFY(!child<QPushButton>("splitDraw")->isEnabled());
    QVERIFY(!child<QPushButton>("splitDraw")->toolTip().isEmpty());
    press("splitNew");
    QCOMPARE(stored().name, "split");
    child<QSpinBox>("splitCount0")->setValue(2);
    child<QSpinBox>("splitCount2")->setValue(1);
    child<QSpinBox>("splitCount3")->setValue(1);
    child<QSpinBox>("splitSeed")->setValue(5);
    press("splitDraw");
    const SplitRecord drawn = stored();
    QCOMPARE(drawn.seed, std::uint64_t{5});
    QCOMPARE(drawn.assignments, planSplit(splitCandidates(m_session->project()),
                                          {.labelled = 2, .unlabelled = std::nullopt, .validation = 1, .test = 1}, 5));
    QCOMPARE(child<QLabel>("splitTitle0")->text(), "training, labelled: 2");
    QCOMPARE(namesIn(kNoRole), QStringList());
    QVERIFY(child<QLabel>("splitState")->text().startsWith("Drawn with seed 5"));
    QVERIFY(child<QLabel>("splitWarnings")->text().contains("Fewer than 4 validation"));
    // More than there are.
    child<QSpinBox>("splitCount0")->setValue(7);
    QVERIFY(!child<QPushButton>("splitDraw")->isEnabled());
    QVERIFY(child<QLabel>("splitReason")->isVisible());
}

void TestSplitDialog::asManyValidationCasesAsTheRankingNeedsAreEnough_data() {
    QTest::addColumn<int>("cases");
    QTest::addColumn<bool>("isEnough");
    QTest::newRow("one less") << TrustVerdict::kLeastCases - 1 << false;
    QTest::newRow("as many") << TrustVerdict::kLeastCases << true;
}

void TestSplitDialog::asManyValidationCasesAsTheRankingNeedsAreEnough() {
    QFETCH(const int, cases);
    QFETCH(const bool, isEnough);
    std::vector<SplitCandidate> candidates;
    std::vector<SplitAssignment> assignments;
    std::vector<ScoredCase> scored;
    for (int id = 1; id <= cases; ++id) {
        candidates.push_back({id, "c" + std::to_string(id), "", true});
        assignments.push_back({id, SplitRole::Validation});
        scored.push_back({.predicted = static_cast<double>(id), .dice = static_cast<double>(id)});
    }
    const SplitDraft draft(candidates, assignments);
    QCOMPARE(draft.warningOn(SplitRole::Validation).isEmpty(), isEnough);
    QCOMPARE(judgeRanking(scored, std::nullopt).trust != Trust::TooFewCases, isEnough);
}

void TestSplitDialog::aSeedTypedByTabIsUsed() {
    open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    press("splitNew");
    child<QSpinBox>("splitCount0")->setFocus();
    for (const char* next : {"splitCount1", "splitCount2", "splitCount3", "splitSeed"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QString(next));
    }
    auto* const seed = child<QSpinBox>("splitSeed");
    QTest::keyClick(seed, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(seed, "42");
    QTest::keyClick(seed, Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(stored().seed, std::uint64_t{42});
    QCOMPARE(seed->value(), 42);
    QTest::keyClick(seed, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QString("splitDraw"));
}

void TestSplitDialog::aPatientsOthersAreSaidToComeAlong() {
    open();
    press("splitNew");
    auto* const told = child<QLabel>("splitCompanions");
    column(kNoRole)->setCurrentIndex(column(kNoRole)->model()->index(0, 0));
    QVERIFY(!told->isVisible());
    column(kNoRole)->setCurrentIndex(column(kNoRole)->model()->index(4, 0));
    QVERIFY2(told->isVisible() && told->text().endsWith("come along: f."), qPrintable(told->text()));
    drag(kNoRole, 5, 3);
    QCOMPARE(namesIn(3), (QStringList{"e (twin)", "f (twin)"}));
    QVERIFY2(told->isVisible() && told->text().endsWith("come along: e."), qPrintable(told->text()));
}

void TestSplitDialog::aDividedPatientIsToldAndCopiedTogether() {
    Project& project = m_sample->project();
    const auto idOf = [&](const char* name) { return project.cases().find(name)->id; };
    const SplitRecord used = project.splits().add({.name = "used",
                                                   .assignments = {{idOf("a"), SplitRole::TrainingLabelled},
                                                                   {idOf("b"), SplitRole::TrainingLabelled},
                                                                   {idOf("c"), SplitRole::Test}}});
    m_sample->addRun(used.id);
    for (const char* name : {"a", "c"}) {
        CaseRecord record = project.cases().get(idOf(name));
        record.patient = "anna";
        project.cases().update(record);
    }
    open();
    const QString warnings = child<QLabel>("splitWarnings")->text();
    QVERIFY2(warnings.contains("\"anna\" is on more than one side: training (a), test (c)"), qPrintable(warnings));
    QVERIFY(child<QListWidget>("splitList")->item(0)->toolTip().contains("\"anna\""));
    keepPicture(*m_dialog, "splits-leak");
    press("splitCopy");
    QCOMPARE(stored().name, "used copy");
    QVERIFY(project.splits().leaks(stored().id).empty());
    QVERIFY(!child<QLabel>("splitWarnings")->text().contains("\"anna\""));
    QCOMPARE(project.splits().get(used.id).assignments, used.assignments);
}

void TestSplitDialog::draggedBetweenColumns() {
    open();
    press("splitNew");
    QCOMPARE(namesIn(kNoRole), (QStringList{"a", "b", "c", "d", "e (twin)", "f (twin)", "u"}));
    drag(kNoRole, 0, 0);
    QCOMPARE(namesIn(0), QStringList{"a"});
    drag(kNoRole, 3, 2);  // e, and with it f
    QCOMPARE(namesIn(2), (QStringList{"e (twin)", "f (twin)"}));
    QCOMPARE(namesIn(kNoRole), (QStringList{"b", "c", "d", "u"}));
    QCOMPARE(stored().assignments.size(), std::size_t{3});
    drag(kNoRole, 3, 3);  // u has no label to be tested against
    QCOMPARE(namesIn(3), QStringList());
    QVERIFY(child<QLabel>("splitTold")->text().startsWith("u has no label"));
    drag(kNoRole, 3, 1);
    QCOMPARE(namesIn(1), QStringList{"u"});
    QVERIFY(!child<QLabel>("splitTold")->isVisible());
    keepPicture(*m_dialog, "splits");
    drag(2, 1, kNoRole);
    QCOMPARE(namesIn(2), QStringList());
    press("splitUndo");
    QCOMPARE(namesIn(2), (QStringList{"e (twin)", "f (twin)"}));
    QCOMPARE(stored().assignments.size(), std::size_t{4});
}

void TestSplitDialog::movedByKeys() {
    open();
    press("splitNew");
    column(kNoRole)->setFocus();
    column(kNoRole)->setCurrentIndex(column(kNoRole)->model()->index(0, 0));
    QTest::keyClick(column(kNoRole), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(column(kNoRole), Qt::Key_3);
    QTRY_COMPARE(namesIn(2), (QStringList{"a", "b"}));
}

void TestSplitDialog::madeFromLists() {
    const auto list = [&](const char* name, const char* text) {
        const std::filesystem::path file = m_sample->parent() / name;
        std::ofstream(file) << text;
        return QString::fromStdString(file.string());
    };
    open();
    press("splitNew");
    press("splitLists");
    auto* const lists = m_dialog->findChild<SplitListsDialog*>();
    auto* const use = lists->findChild<QPushButton*>("splitListsUse");
    QVERIFY(!use->isEnabled());
    lists->findChild<QLineEdit*>("splitList0")->setText(list("train.list", "a\nb\n"));
    lists->findChild<QLineEdit*>("splitList3")->setText(list("test.list", "nobody\n"));
    QTest::mouseClick(use, Qt::LeftButton);
    QVERIFY(lists->findChild<QLabel*>("splitListsState")->text().contains("\"nobody\""));
    lists->findChild<QLineEdit*>("splitList3")->setText(list("test.list", "c\n"));
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(namesIn(0), (QStringList{"a", "b"}));
    QCOMPARE(namesIn(3), QStringList{"c"});
    QCOMPARE(stored().seed, std::uint64_t{0});
}

void TestSplitDialog::lockedSplitsAreCopied() {
    const std::int64_t a = m_sample->project().cases().find("a")->id;
    const std::int64_t id =
        m_sample->project().splits().add({.name = "used", .assignments = {{a, SplitRole::Validation}}}).id;
    m_sample->addRun(id);
    open();
    QVERIFY(child<QLabel>("splitState")->text().startsWith("Locked"));
    QVERIFY(!child<QListWidget>("splitList")->item(0)->icon().isNull());
    QVERIFY(!child<QPushButton>("splitRemove")->isEnabled());
    QVERIFY(!child<QPushButton>("splitDraw")->isEnabled());
    drag(2, 0, 0);
    QCOMPARE(namesIn(2), QStringList{"a"});
    keepPicture(*m_dialog, "splits-locked");
    press("splitCopy");
    QCOMPARE(stored().name, "used copy");
    QVERIFY(!stored().locked);
    drag(2, 0, 0);
    QCOMPARE(namesIn(0), QStringList{"a"});
    QCOMPARE(m_session->project().splits().get(id).assignments,
             (std::vector<SplitAssignment>{{a, SplitRole::Validation}}));
}

void TestSplitDialog::splitsAreRenamedAndRemoved() {
    open();
    press("splitNew");
    press("splitNew");
    QCOMPARE(stored().name, "split 2");
    auto* const list = child<QListWidget>("splitList");
    list->item(1)->setText("mine");
    QTRY_COMPARE(stored().name, "mine");
    list->item(1)->setText("split");  // which is taken
    QTRY_COMPARE(list->item(1)->text(), "mine");
    press("splitRemove");
    QCOMPARE(list->count(), 1);
    QCOMPARE(stored().name, "split");
}

QTEST_MAIN(TestSplitDialog)
#include "tst_split_dialog.moc"
