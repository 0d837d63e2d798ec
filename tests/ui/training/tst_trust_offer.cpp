// What the page Training offers when a run has ended: to learn what to trust in it.
#include "storage/db/prediction_repository.h"
#include "storage/db/trust_repository.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_scores.h"
#include "tests/ui/training/phantom_training.h"
#include "tests/ui/training/training_page_fixture.h"

#include <QFrame>
#include <QPushButton>

using namespace tandem;

namespace {
constexpr int kTimeout = 120'000;
}

class TestTrustOffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<TrainingPageFixture>(); }
    void cleanup() { m_on.reset(); }

    void comesWithTheEndOfARun() {
        QVERIFY(!isOffered());
        const std::int64_t run = m_on->start(PhantomProject::smallSettings(2));
        QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTimeout);
        QTRY_VERIFY(isOffered());
        QVERIFY2(sentence().contains("can tell, with at most ") && sentence().contains("iB on disk"),
                 qPrintable(sentence()));
        QVERIFY2(sentence().contains("Fewer than 4"), qPrintable(sentence()));
        keepPicture(m_on->page(), "training-trust-offer");
    }

    void measuresInOneJobAndIsNotOfferedAgain() {
        const std::int64_t run = train();
        QVERIFY(isOffered());
        QCOMPARE(m_on->press("measureTrust"), QString());
        QVERIFY(!isOffered());
        QCOMPARE(m_on->jobs().activeCount(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, kTimeout);
        const Project& project = m_on->phantoms().project();
        const RunTrust trust = recordedTrust(project, run, presentWeights(project, run)->hash);
        QVERIFY(trust.isMeasured() && !trust.isOutdated && trust.toPredict.empty());
        const auto predictions = project.predictions().list(run);
        QCOMPARE(predictions.size(), 1U);
        QCOMPARE(predictions.front().maps, KeptMaps::All);
        QVERIFY(trustScoreOf(predictions.front(), trust).has_value());
        auto* const notice = m_on->find<QLabel>("notice");
        QVERIFY2(notice->isVisible() && notice->text().contains("at least 4 are needed"), qPrintable(notice->text()));
        QVERIFY(!isOffered());
        m_on->open();
        QVERIFY(!isOffered());
    }

    void otherLabelsMakeItOutOfDate() {
        const std::int64_t run = train();
        m_on->press("measureTrust");
        QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, kTimeout);
        Project& project = m_on->phantoms().project();
        // As if the case had been predicted anew.
        PredictionRecord again = project.predictions().list(run).front();
        project.predictions().remove(again.id);
        again.id = 0;
        again.createdAt.clear();
        project.predictions().record(again);
        Q_EMIT m_on->session().predictionsChanged();
        QVERIFY(isOffered());
        QVERIFY2(sentence().contains("have changed since") && sentence().contains("run 1"), qPrintable(sentence()));
    }

    void canBePutOff() {
        const std::int64_t run = train();
        QVERIFY(isOffered());
        QCOMPARE(m_on->press("putOffTrust"), QString());
        QVERIFY(!isOffered());
        Q_EMIT m_on->session().predictionsChanged();
        QVERIFY(!isOffered());
        QVERIFY(m_on->phantoms().project().predictions().list(run).empty());
    }

    void aCancelledOneIsOfferedAgain() {
        train();
        m_on->press("measureTrust");
        QVERIFY(!isOffered());
        m_on->jobs().cancelAll();
        QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, kTimeout);
        QTRY_VERIFY(isOffered());
    }

    void severalRunsOrNoneGetNoOffer() {
        train();
        trainPhantoms(m_on->phantoms(), 1, "second");
        m_on->open();
        QVERIFY(isOffered());
        m_on->find<QTableView>("runTable")->selectAll();
        QVERIFY(!isOffered());
        m_on->find<QTableView>("runTable")->clearSelection();
        QVERIFY(!isOffered());
    }

private:
    /// A run that ended before the page was opened.
    std::int64_t train() {
        const std::int64_t run = trainPhantoms(m_on->phantoms(), 1, "first");
        m_on->open();
        return run;
    }
    bool isOffered() { return m_on->find<QFrame>("trustOffer")->isVisible(); }
    QString sentence() { return m_on->find<QLabel>("trustOfferSentence")->text(); }

    std::unique_ptr<TrainingPageFixture> m_on;
};

QTEST_MAIN(TestTrustOffer)
#include "tst_trust_offer.moc"
