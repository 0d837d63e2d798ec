// The correlation behind "can this ranking be trusted", against values known from elsewhere.
#include "storage/study/ranking.h"

#include <QTest>

using namespace tandem;

class TestCaseRanking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void correlatesRanks_data() {
        QTest::addColumn<QList<double>>("reliability");
        QTest::addColumn<QList<double>>("dice");
        QTest::addColumn<double>("expected");
        QTest::newRow("same order") << QList<double>{1, 2, 3, 4} << QList<double>{0.1, 0.4, 0.5, 0.9} << 1.0;
        QTest::newRow("opposite") << QList<double>{1, 2, 3} << QList<double>{3, 2, 1} << -1.0;
        // scipy.stats.spearmanr([1, 2, 2, 4, 5], [5, 6, 7, 8, 7]): ranks 1 2.5 2.5 4 5 and 1 2 3.5 5 3.5
        QTest::newRow("ties") << QList<double>{1, 2, 2, 4, 5} << QList<double>{5, 6, 7, 8, 7} << 0.763157894736842;
    }
    void correlatesRanks() {
        QFETCH(QList<double>, reliability);
        QFETCH(QList<double>, dice);
        QFETCH(double, expected);
        std::vector<ScoredCase> cases;
        for (qsizetype i = 0; i < dice.size(); ++i) {
            cases.push_back({reliability[i], dice[i]});
        }
        const auto correlation = rankCorrelation(cases);
        QVERIFY(correlation.has_value());
        QVERIFY2(qAbs(*correlation - expected) < 1e-12, QByteArray::number(*correlation, 'g', 16));
    }

    void saysNothingWithoutEvidence() {
        QVERIFY(!rankCorrelation({}).has_value());
        QVERIFY(!rankCorrelation({{0.1, 0.2}, {0.2, 0.3}}).has_value());
        QVERIFY(!rankCorrelation({{0.1, 0.5}, {0.2, 0.5}, {0.3, 0.5}}).has_value());
    }
};

QTEST_GUILESS_MAIN(TestCaseRanking)
#include "tst_case_ranking.moc"
