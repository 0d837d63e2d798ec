// The page Review on a small project without a trained network, with what a person does on it.
#pragma once

#include "storage/db/case_repository.h"
#include "tests/review/review_project.h"
#include "tests/ui/on_page.h"
#include "ui/jobs/job_list.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_page.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QtTest>
#include <memory>

namespace tandem {

class ReviewPageFixture {
public:
    /// Once before the tests: with settings of their own.
    static void initTestCase(const QString& test) {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("Tandem test");
        QCoreApplication::setApplicationName(test);
        applyTheme(*qApp, Theme::Dark);
    }

    ReviewPageFixture() { QSettings().clear(); }
    ~ReviewPageFixture() {
        // The jobs end before what they report to goes.
        m_jobs.reset();
        m_page.reset();
        m_session.reset();
        QSettings().clear();
    }
    ReviewPageFixture(const ReviewPageFixture&) = delete;
    ReviewPageFixture& operator=(const ReviewPageFixture&) = delete;

    void open() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_made.folder()), *m_jobs);
        m_page = std::make_unique<ReviewPage>(*m_session);
        m_page->resize(1188, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    /// All cases: open-2 is the worst, then open-3.
    void predictAll() {
        const int shifts[]{1, 5, 3};
        for (int number = 1; number <= 3; ++number) {
            m_made.predict(m_made.open(number), shifts[number - 1]);
        }
        for (int number = 1; number <= 4; ++number) {
            m_made.predict(m_made.check(number), number);
        }
    }

    /// With predictions of all cases, when the page has measured their trust.
    void openWithPredictions() {
        predictAll();
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(isScored() && m_jobs->activeCount() == 0, 30'000);
        QTRY_VERIFY(!find<EvidencePlot>("dicePlot")->content().isEmpty());
    }

    /// Whether every case has its predicted Dice.
    [[nodiscard]] bool isScored() {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(row, QueueModel::PredictedDice) == "–") {
                return false;
            }
        }
        return table()->model()->rowCount() > 0;
    }

    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_page, name);
    }
    QString press(const char* name) { return pressButton(*find<QPushButton>(name)); }

    void choose(int row, Qt::KeyboardModifiers modifiers = {}) {
        const QRect place = table()->visualRect(table()->model()->index(row, QueueModel::Name));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, place.center());
    }

    [[nodiscard]] QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }

    /// What the row of the case says of its review.
    [[nodiscard]] QString standing(const QString& name) {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(row, QueueModel::Name) == name) {
                return cell(row, QueueModel::Review);
            }
        }
        return "no such case";
    }

    void useEditor(const QString& command) { QSettings().setValue("review/editor", command); }
    [[nodiscard]] CaseRecord record(std::int64_t id) { return m_made.project().cases().get(id); }
    [[nodiscard]] QTableView* table() { return find<QTableView>("queueTable"); }
    [[nodiscard]] ReviewProject& made() { return m_made; }
    [[nodiscard]] JobList& jobs() { return *m_jobs; }
    [[nodiscard]] ProjectSession& session() { return *m_session; }
    [[nodiscard]] ReviewPage& page() { return *m_page; }

private:
    ReviewProject m_made;
    std::unique_ptr<JobList> m_jobs = std::make_unique<JobList>();
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<ReviewPage> m_page;
};

}  // namespace tandem
