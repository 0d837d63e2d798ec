#include "core/study/label_scheme.h"
#include "core/study/split_role.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <set>

using namespace tandem;

class TestLabelScheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesGiveValuesAndColours();
    void fileValuesAreLookedUp();
    void checkRefuses_data();
    void checkRefuses();
    void splitRolesHaveNames();
};

void TestLabelScheme::namesGiveValuesAndColours() {
    const LabelScheme scheme = LabelScheme::fromNames({"background", "left ventricle", "myocardium", "Größe"});
    QCOMPARE(scheme.count(), 4);
    QCOMPARE(scheme.names(), (std::vector<std::string>{"background", "left ventricle", "myocardium", "Größe"}));
    std::set<std::array<std::uint8_t, 3>> colours;
    for (int index = 0; index < scheme.count(); ++index) {
        QCOMPARE(scheme.classes[static_cast<std::size_t>(index)].fileValue, index);
        colours.insert(scheme.classes[static_cast<std::size_t>(index)].colour);
    }
    QCOMPARE(colours.size(), std::size_t{4});
    QCOMPARE(scheme.classes[0].colour, (std::array<std::uint8_t, 3>{0, 0, 0}));
}

void TestLabelScheme::fileValuesAreLookedUp() {
    LabelScheme scheme = LabelScheme::fromNames({"background", "a", "b"});
    scheme.classes[1].fileValue = 500;
    scheme.classes[2].fileValue = -3;
    QCOMPARE(scheme.indexOfFileValue(0), 0);
    QCOMPARE(scheme.indexOfFileValue(500), 1);
    QCOMPARE(scheme.indexOfFileValue(-3), 2);
    QCOMPARE(scheme.indexOfFileValue(1), -1);
}

void TestLabelScheme::checkRefuses_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("words");
    QTest::newRow("background alone") << QStringList{"background"} << "it has 1";
    QTest::newRow("nothing") << QStringList{} << "it has 0";
    QTest::newRow("no name") << QStringList{"background", ""} << "\"\" is empty";
    QTest::newRow("twice") << QStringList{"background", "a", "a"} << "\"a\" is empty or used twice";
    QStringList many;
    for (int i = 0; i < 256; ++i) {
        many << QString::number(i);
    }
    QTest::newRow("too many") << many << "it has 256";
    QTest::newRow("as many as fit") << many.mid(1) << QString();
}

void TestLabelScheme::checkRefuses() {
    QFETCH(QStringList, names);
    QFETCH(QString, words);
    std::vector<std::string> plain;
    for (const QString& name : names) {
        plain.push_back(name.toStdString());
    }
    const auto error = errorOf([&] { return LabelScheme::fromNames(plain); });
    QCOMPARE(error.has_value(), !words.isEmpty());
    if (error) {
        QCOMPARE(error->code(), ErrorCode::InvalidInput);
        QVERIFY2(mentions(error, words.toStdString()), error->what());
    }

    LabelScheme sameValues = LabelScheme::fromNames({"background", "a"});
    sameValues.classes[1].fileValue = 0;
    QVERIFY(mentions(errorOf([&] { return sameValues.check(); }), "same voxel value 0"));
}

void TestLabelScheme::splitRolesHaveNames() {
    for (const SplitRole role : kSplitRoles) {
        QCOMPARE(choiceNamed<SplitRole>(nameOf(role)), role);
    }
    QCOMPARE(nameOf(SplitRole::TrainingUnlabelled), std::string_view("unlabelled"));
    QVERIFY(!choiceNamed<SplitRole>("training"));
}

QTEST_GUILESS_MAIN(TestLabelScheme)
#include "tst_label_scheme.moc"
