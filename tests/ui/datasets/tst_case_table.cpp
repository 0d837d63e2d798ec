// The case table and its filter on a real project.
#include "storage/db/case_repository.h"
#include "storage/db/split_repository.h"
#include "tests/db/sample_project.h"
#include "ui/datasets/cases/case_filter.h"
#include "ui/datasets/cases/case_table_model.h"
#include "ui/datasets/cases/case_table_view.h"
#include "ui/datasets/cases/thumbnail_store.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace tandem;

class TestCaseTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsSayWhatTheProjectKeeps();
    void rolesAreThoseOfTheShownSplit();
    void patientAndTagsAreEdited();
    void searchAndKindFilter();
    void sortsByNumbers();
    void tenThousandCasesScroll();

private:
    void open() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_sample->folder()), m_jobs);
        m_model = std::make_unique<CaseTableModel>(*m_session);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->reload();
        QTRY_VERIFY(!m_model->rows().empty());
    }
    [[nodiscard]] QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }

    std::unique_ptr<SampleProject> m_sample;
    JobList m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<CaseTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestCaseTable::init() {
    m_sample = std::make_unique<SampleProject>();
}

void TestCaseTable::cleanup() {
    m_tester.reset();
    m_model.reset();
    m_session.reset();
    m_sample.reset();
}

void TestCaseTable::rowsSayWhatTheProjectKeeps() {
    m_sample->addCase("b", false);
    CaseRecord record = m_sample->sampleCase("a", true, "p1");
    record.labelVoxels = {1000, 48'000};
    record.tags = {"good", "mr"};
    record.findings = {{FindingSeverity::Warning, "Odd.", "Look."}, {FindingSeverity::Note, "Small.", ""}};
    m_sample->project().cases().add(record);
    open();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(0, CaseTableModel::Name), "a");
    QCOMPARE(text(0, CaseTableModel::Patient), "p1");
    QCOMPARE(text(0, CaseTableModel::State), "labelled");
    QCOMPARE(text(0, CaseTableModel::Size), QStringLiteral("88 × 140 × 200"));
    QCOMPARE(text(0, CaseTableModel::Spacing), QStringLiteral("0.625 × 0.7 × 0.333"));
    // 48,000 voxels of 0.625 * 0.7 / 3 mm3 each
    QCOMPARE(text(0, CaseTableModel::Labels), "atrium 7.0 ml");
    QCOMPARE(text(0, CaseTableModel::Findings), "file missing, 1 warning(s), 1 note(s)");
    QVERIFY(
        m_model->index(0, CaseTableModel::Findings).data(Qt::ToolTipRole).toString().endsWith("Odd. Look.\nSmall."));
    QCOMPARE(text(0, CaseTableModel::Tags), "good, mr");
    QCOMPARE(text(1, CaseTableModel::State), "unlabelled");
    QCOMPARE(text(1, CaseTableModel::Labels), "");
}

void TestCaseTable::rolesAreThoseOfTheShownSplit() {
    const std::int64_t a = m_sample->addCase("a").id;
    const SplitRepository splits = m_sample->project().splits();
    const std::int64_t first = splits.add({.name = "first", .assignments = {{a, SplitRole::TrainingLabelled}}}).id;
    open();
    QCOMPARE(text(0, CaseTableModel::Role), "training, labelled");
    splits.add({.name = "second", .assignments = {{a, SplitRole::Test}}});
    m_model->reload();
    QTRY_COMPARE(text(0, CaseTableModel::Role), "test");
    m_model->showSplit(first);
    QCOMPARE(text(0, CaseTableModel::Role), "training, labelled");
    QCOMPARE(m_model->headerData(CaseTableModel::Role, Qt::Horizontal, Qt::ToolTipRole).toString(),
             "In the split \"first\"");
}

void TestCaseTable::patientAndTagsAreEdited() {
    const std::int64_t id = m_sample->addCase("a").id;
    open();
    QSignalSpy changed(m_session.get(), &ProjectSession::casesChanged);
    QVERIFY(m_model->setData(m_model->index(0, CaseTableModel::Patient), " p7 "));
    QVERIFY(m_model->setData(m_model->index(0, CaseTableModel::Tags), "mr, good,, mr"));
    QVERIFY(!m_model->setData(m_model->index(0, CaseTableModel::Name), "b"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(text(0, CaseTableModel::Patient), "p7");
    QCOMPARE(text(0, CaseTableModel::Tags), "good, mr");
    const CaseRecord stored = m_sample->project().cases().get(id);
    QCOMPARE(stored.patient, "p7");
    QCOMPARE(stored.tags, (std::vector<std::string>{"good", "mr"}));
}

void TestCaseTable::searchAndKindFilter() {
    m_sample->addCase("la_01", true, "anna");
    m_sample->addCase("la_02", false, "bert");
    m_sample->addCase("la_03", false, "anna");
    open();
    CaseFilter filter(*m_model);
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(filter.rowCount(), 3);
    filter.setSearch("ANNA");
    QCOMPARE(filter.rowCount(), 2);
    filter.setKind(CaseKind::Unlabelled);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.rowAt(0)->record.name, "la_03");
    filter.setSearch("anna 02");
    QCOMPARE(filter.rowCount(), 0);
    filter.setSearch("");
    filter.setKind(CaseKind::Missing);
    QCOMPARE(filter.rowCount(), 3);
    QCOMPARE(filter.rowOf(m_model->rowAt(1)->record.id).value(), 1);
}

void TestCaseTable::sortsByNumbers() {
    for (const auto& [name, side] : {std::pair{"a", 100}, {"b", 20}, {"c", 3}}) {
        CaseRecord record = m_sample->sampleCase(name, false);
        record.geometry.size = {side, 10, 10};
        m_sample->project().cases().add(record);
    }
    open();
    CaseFilter filter(*m_model);
    filter.sort(CaseTableModel::Size, Qt::AscendingOrder);
    QCOMPARE(filter.rowAt(0)->record.name, "c");
    QCOMPARE(filter.rowAt(2)->record.name, "a");
}

void TestCaseTable::tenThousandCasesScroll() {
    constexpr int kCases = 10'000;
    const Project& project = m_sample->project();
    project.transaction([&] {
        for (int index = 0; index < kCases; ++index) {
            project.cases().add(m_sample->sampleCase("case_" + std::to_string(10'000 + index), index % 10 == 0));
        }
    });
    m_session = std::make_unique<ProjectSession>(Project::open(m_sample->folder()), m_jobs);
    m_model = std::make_unique<CaseTableModel>(*m_session);
    m_model->reload();
    QVERIFY(m_model->rows().empty());  // the cases are read by a job
    CaseFilter filter(*m_model);
    ThumbnailStore thumbnails(*m_session);
    m_model->setThumbnails(thumbnails);
    CaseTableView view(filter, thumbnails);
    view.resize(900, 500);
    view.show();
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->rows().empty(), 30'000);
    QCOMPARE(filter.rowCount(), kCases);
    view.scrollToBottom();
    QCOMPARE(view.rowAt(view.viewport()->height() - 1), kCases - 1);
    const QRect last = view.visualRect(filter.index(kCases - 1, CaseTableModel::Name));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, last.center());
    QCOMPARE(view.selectedCases(), std::vector{m_model->rowAt(kCases - 1)->record.id});
    QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(view.rowAt(0), 0);
    filter.setSearch("case_1999");
    QCOMPARE(filter.rowCount(), 10);
    filter.setSearch("");
    QCOMPARE(filter.rowCount(), kCases);
    // All at once, as removing and tagging many cases needs.
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view.selectedCases().size(), static_cast<std::size_t>(kCases));
}

QTEST_MAIN(TestCaseTable)
#include "tst_case_table.moc"
