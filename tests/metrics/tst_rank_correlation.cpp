// The correlation behind "can this ranking be trusted", against values known from elsewhere.
#include "core/metrics/rank_correlation.h"

#include <QtTest>
#include <vector>

using namespace tandem;

class TestRankCorrelation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void correlatesRanks_data() {
        QTest::addColumn<QList<double>>("score");
        QTest::addColumn<QList<double>>("dice");
        QTest::addColumn<double>("expected");
        QTest::newRow("same order") << QList<double>{1, 2, 3, 4} << QList<double>{0.1, 0.4, 0.5, 0.9} << 1.0;
        QTest::newRow("opposite") << QList<double>{1, 2, 3} << QList<double>{3, 2, 1} << -1.0;
        // scipy.stats.spearmanr([1, 2, 2, 4, 5], [5, 6, 7, 8, 7]): ranks 1 2.5 2.5 4 5 and 1 2 3.5 5 3.5
        QTest::newRow("ties") << QList<double>{1, 2, 2, 4, 5} << QList<double>{5, 6, 7, 8, 7} << 0.763157894736842;
    }
    void correlatesRanks() {
        QFETCH(QList<double>, score);
        QFETCH(QList<double>, dice);
        QFETCH(double, expected);
        const auto correlation = rankCorrelation(score, dice);
        QVERIFY(correlation.has_value());
        QVERIFY2(qAbs(*correlation - expected) < 1e-12, QByteArray::number(*correlation, 'g', 16));
    }

    void saysNothingWithoutEvidence() {
        using Values = std::vector<double>;
        QVERIFY(!rankCorrelation({}, {}).has_value());
        QVERIFY(!rankCorrelation(Values{0.1, 0.2}, Values{0.2, 0.3}).has_value());
        QVERIFY(!rankCorrelation(Values{0.1, 0.2, 0.3}, Values{0.5, 0.5, 0.5}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestRankCorrelation)
#include "tst_rank_correlation.moc"
