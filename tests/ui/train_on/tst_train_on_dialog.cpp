// Which cases a person can let in to a run that is trained on, what is said of each, and why it cannot be begun.
#include "storage/review/case_review.h"
#include "tests/review/review_project.h"
#include "tests/ui/on_page.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/settings/setting_editor.h"
#include "ui/train_on/train_on_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>
#include <memory>

using namespace tandem;

class TestTrainOnDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_made = std::make_unique<ReviewProject>(2);
        m_jobs = std::make_unique<JobList>();
    }
    void cleanup() {
        m_dialog.reset();
        m_jobs.reset();
        m_session.reset();
        m_made.reset();
    }
    void newLabelsAreTicked();
    void whatJudgesSaysSoAndIsLetInWhenAsked();
    void onlyWhatHoldsIsBegun();
    void theNumbersAreThoseOfFineTuning();

private:
    void open() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
        m_dialog = std::make_unique<TrainOnDialog>(*m_session, m_made->runId());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void accept(int number) {
        m_made->predict(m_made->open(number), 1);
        static_cast<void>(acceptPrediction(m_made->project(), m_made->runId(), m_made->open(number), "", {}));
    }
    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_dialog, name);
    }
    [[nodiscard]] QListWidget& cases() { return *find<QListWidget>("trainOnCases"); }
    [[nodiscard]] QStringList texts() {
        QStringList all;
        for (int row = 0; row < cases().count(); ++row) {
            all << cases().item(row)->text();
        }
        return all;
    }
    /// Presses the box of the row.
    void tick(int row) {
        const QRect place = cases().visualItemRect(cases().item(row));
        QTest::mouseClick(cases().viewport(), Qt::LeftButton, {}, {place.left() + 10, place.center().y()});
    }
    [[nodiscard]] QLineEdit* iterationsField() {
        return childNamed<QLineEdit>(*find<SettingEditor>("setting-iterations"), "number");
    }
    [[nodiscard]] QPushButton& start() { return *find<QPushButton>("trainOnStart"); }

    std::unique_ptr<ReviewProject> m_made;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<TrainOnDialog> m_dialog;
};

void TestTrainOnDialog::newLabelsAreTicked() {
    accept(2);
    accept(3);  // is not in the run's split
    m_made->addCase("given", true);
    open();
    QCOMPARE(texts(), (QStringList{"open-2: an accepted prediction", "open-3: an accepted prediction",
                                   "check-1: has a label that the run did not see",
                                   "check-2: has a label that the run did not see",
                                   "given: has a label and is not in the split"}));
    QCOMPARE(m_dialog->request().caseIds, (std::vector{m_made->open(2), m_made->open(3)}));
    QVERIFY(start().isEnabled());
    tick(1);
    QCOMPARE(m_dialog->request().caseIds, std::vector{m_made->open(2)});
    tick(4);
    QCOMPARE(m_dialog->request().caseIds.size(), std::size_t{2});
    QVERIFY(!m_dialog->request().acceptsLeak && !m_dialog->request().addsUnlabelled);
    QTest::mouseClick(find<QCheckBox>("trainOnUnlabelled"), Qt::LeftButton, {}, {10, 10});
    QVERIFY(m_dialog->request().addsUnlabelled);
    keepPicture(*m_dialog, "train-on-dialog");
}

void TestTrainOnDialog::whatJudgesSaysSoAndIsLetInWhenAsked() {
    accept(1);
    open();
    const QString why = "Case \"check-1\" is a validation case of run 1.";
    QCOMPARE(cases().item(1)->toolTip(), why);
    QVERIFY2(find<QLabel>("trainOnNote")->text().contains(why), qPrintable(find<QLabel>("trainOnNote")->text()));
    tick(1);
    QCOMPARE(m_dialog->request().caseIds, std::vector{m_made->open(1)});
    auto* const letIn = find<QCheckBox>("trainOnAcceptLeak");
    QVERIFY(letIn->isVisible());
    QTest::mouseClick(letIn, Qt::LeftButton, {}, {10, 10});
    QVERIFY(letIn->isChecked());
    tick(1);
    QCOMPARE(m_dialog->request().caseIds, (std::vector{m_made->open(1), m_made->check(1)}));
    QVERIFY(m_dialog->request().acceptsLeak);
    QTest::mouseClick(letIn, Qt::LeftButton, {}, {10, 10});
    QCOMPARE(m_dialog->request().caseIds, std::vector{m_made->open(1)});
}

void TestTrainOnDialog::onlyWhatHoldsIsBegun() {
    open();
    QVERIFY(!start().isEnabled());
    QCOMPARE(start().toolTip(), "Tick at least one case.");
    accept(1);
    open();
    QVERIFY(start().isEnabled());
    QLineEdit* const iterations = iterationsField();
    iterations->selectAll();
    QTest::keyClicks(iterations, "many");
    QVERIFY(!start().isEnabled());
    QVERIFY2(start().toolTip().contains("iterations"), qPrintable(start().toolTip()));
    iterations->selectAll();
    QTest::keyClicks(iterations, "12");
    QVERIFY(start().isEnabled());
    QCOMPARE(m_dialog->request().training.iterations, std::int64_t{12});
}

void TestTrainOnDialog::theNumbersAreThoseOfFineTuning() {
    accept(1);
    open();
    TrainingSettings expected;  // the run's are the defaults
    expected.iterations = 5000;
    expected.learningRate = 0.001;
    expected.rampIterations = 0;
    QVERIFY(m_dialog->request().training == expected);
    QCOMPARE(iterationsField()->text(), "5000");
    QCOMPARE(m_dialog->request().runId, m_made->runId());
    QVERIFY(m_dialog->request().checkpoint == CheckpointKind::Last);
    QVERIFY(find<QComboBox>("trainOnCheckpoint")->currentText().startsWith("last"));
}

QTEST_MAIN(TestTrainOnDialog)
#include "tst_train_on_dialog.moc"
