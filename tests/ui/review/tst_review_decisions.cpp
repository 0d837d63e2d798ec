// Predictions accepted as labels, and rejected, on the page Review.
#include "storage/db/review_repository.h"
#include "tests/ui/review/review_page_fixture.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <algorithm>

using namespace tandem;

class TestReviewDecisions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ReviewPageFixture::initTestCase("tst_review_decisions"); }
    void init() { m_on = std::make_unique<ReviewPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void acceptsAndUndoes();
    void theNextCaseComes();
    void acceptsSeveralAtOnce();
    void rejectsWithANote();
    void asksBeforeALabelIsReplaced();

private:
    std::unique_ptr<ReviewPageFixture> m_on;
};

void TestReviewDecisions::acceptsAndUndoes() {
    m_on->openWithPredictions();
    m_on->choose(0);
    QSignalSpy changed(&m_on->session(), &ProjectSession::casesChanged);
    QTest::keyClicks(m_on->find<QLineEdit>("reviewNote"), "good enough");
    QCOMPARE(m_on->press("acceptButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "accepted");
    QVERIFY(changed.count() > 0);
    QCOMPARE(m_on->record(m_on->made().open(2)).state, CaseState::Reviewed);
    QCOMPARE(m_on->made().project().reviews().newest(m_on->made().open(2))->note, "good enough");
    QCOMPARE(m_on->find<QLineEdit>("reviewNote")->text(), "");
    m_on->choose(0);
    QVERIFY(m_on->find<QLabel>("caseDescription")->text().contains("good enough"));
    QVERIFY(m_on->find<QLabel>("told")->text().contains("open-2"));
    QVERIFY(!m_on->find<QPushButton>("acceptButton")->isEnabled());

    QCOMPARE(m_on->press("undoButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "");
    QCOMPARE(m_on->record(m_on->made().open(2)).state, CaseState::Unlabelled);
    QVERIFY(!m_on->record(m_on->made().open(2)).label.has_value());
}

void TestReviewDecisions::theNextCaseComes() {
    const auto shown = [this] { return m_on->find<QLabel>("caseDescription")->text(); };
    m_on->openWithPredictions();
    m_on->choose(1);  // open-3; the order is open-2, open-3, open-1
    QVERIFY(shown().contains("open-3"));
    QCOMPARE(m_on->press("acceptButton"), QString());
    QTRY_COMPARE(m_on->standing("open-3"), "accepted");
    QVERIFY2(shown().contains("open-1"), qPrintable(shown()));
    QCOMPARE(m_on->press("rejectButton"), QString());
    QTRY_COMPARE(m_on->standing("open-1"), "rejected");
    QVERIFY2(shown().contains("open-2"), qPrintable(shown()));  // from the top again
    QCOMPARE(m_on->press("acceptButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "accepted");
    QVERIFY2(shown().contains("open-2"), qPrintable(shown()));  // there is no other
}

void TestReviewDecisions::acceptsSeveralAtOnce() {
    m_on->openWithPredictions();
    m_on->choose(1);
    m_on->choose(2, Qt::ControlModifier);
    QCOMPARE(m_on->press("acceptButton"), QString());
    QTRY_COMPARE(m_on->standing("open-3"), "accepted");
    QTRY_COMPARE(m_on->standing("open-1"), "accepted");
    QCOMPARE(m_on->standing("open-2"), "");
    QCOMPARE(m_on->made().project().reviews().list().size(), std::size_t(2));
}

void TestReviewDecisions::rejectsWithANote() {
    m_on->openWithPredictions();
    m_on->choose(0);
    QTest::keyClicks(m_on->find<QLineEdit>("reviewNote"), "misses the appendage");
    QTest::keyClick(&m_on->page(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(m_on->standing("open-2"), "rejected");
    QCOMPARE(m_on->record(m_on->made().open(2)).state, CaseState::Unlabelled);
    m_on->choose(0);
    QVERIFY(m_on->find<QLabel>("caseDescription")->text().contains("misses the appendage"));
}

void TestReviewDecisions::asksBeforeALabelIsReplaced() {
    ReviewProject& made = m_on->made();
    const std::int64_t id = made.addCase("own", true);
    SplitRecord split{.name = "second"};
    split.assignments = {{made.check(1), SplitRole::Validation}, {id, SplitRole::TrainingUnlabelled}};
    made.project().splits().add(split);
    // A second run, whose split holds the case back.
    const std::int64_t runId = made.addRun("supervised", made.project().splits().newest()->id);
    made.project().checkpoints().record({.runId = runId, .file = "f", .contentHash = ReviewProject::checkpoint()});
    PredictionRecord prediction = made.predict(id, 1);
    prediction.runId = runId;
    made.project().predictions().record(prediction);
    m_on->open();
    QTRY_COMPARE(m_on->standing("own"), "has a label");
    QTRY_COMPARE(m_on->cell(0, QueueModel::Name), "own");  // once it is scored
    m_on->choose(0);

    QCOMPARE(m_on->press("acceptButton"), QString());
    auto* question = m_on->page().findChild<QMessageBox*>("replaceQuestion");
    QVERIFY(question != nullptr);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(m_on->page().findChild<QMessageBox*>("replaceQuestion") == nullptr);
    QCOMPARE(m_on->record(id).state, CaseState::Labelled);

    QCOMPARE(m_on->press("acceptButton"), QString());
    question = m_on->page().findChild<QMessageBox*>("replaceQuestion");
    const auto buttons = question->buttons();
    const auto replace = std::ranges::find_if(
        buttons, [&](QAbstractButton* button) { return question->buttonRole(button) == QMessageBox::AcceptRole; });
    QTest::mouseClick(*replace, Qt::LeftButton);
    QTRY_COMPARE(m_on->standing("own"), "accepted");
    QCOMPARE(m_on->record(id).state, CaseState::Reviewed);
}

QTEST_MAIN(TestReviewDecisions)
#include "tst_review_decisions.moc"
