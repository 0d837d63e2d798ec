#include "ui/theme/breakable.h"
#include "ui/theme/name_box.h"
#include "ui/theme/name_check.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolTip>
#include <QVBoxLayout>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tandem;

namespace {

/// WCAG's relative luminance.
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

/// The strongest contrast to a colour within a part of the widget's picture.
double strongest(QWidget& widget, const QRect& part, const QColor& against) {
    const QImage picture = widget.grab().toImage();
    double most = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            if (picture.rect().contains(x, y)) {
                most = std::max(most, contrast(picture.pixelColor(x, y), against));
            }
        }
    }
    return most;
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNameIsAColour_data() { themes(); }
    void everyNameIsAColour();
    void textIsLegible_data() { themes(); }
    void textIsLegible();
    void checkBoxesAreSeenUncheckedAndChecked_data() { themes(); }
    void checkBoxesAreSeenUncheckedAndChecked();
    void arrowsAreSeen_data() { themes(); }
    void arrowsAreSeen();
    void wrongFieldsStandOut_data() { themes(); }
    void wrongFieldsStandOut();
    void longWordsCanBeBroken();
    void longNamesDoNotWidenABox();
    void longNamesDoNotWidenACheckBox();

private:
    static void themes() {
        QTest::addColumn<QString>("theme");
        QTest::newRow("dark") << "dark";
        QTest::newRow("light") << "light";
    }
    static void apply() {
        QFETCH(QString, theme);
        applyTheme(*qApp, themeNamed(theme));
    }
};

void TestTheme::everyNameIsAColour() {
    apply();
    const auto left = QRegularExpression("@\\w+").match(qApp->styleSheet());
    // Of pictures, @2x belongs to the file and is not in the sheet.
    QVERIFY2(!left.hasMatch(), qPrintable(left.captured()));
    auto files = QRegularExpression("url\\(([^)]+)\\)").globalMatch(qApp->styleSheet());
    QVERIFY(files.hasNext());
    while (files.hasNext()) {
        const QString file = files.next().captured(1);
        QVERIFY2(QFile::exists(file), qPrintable(file));
        QVERIFY2(QFile::exists(QString(file).replace(".png", "@2x.png")), qPrintable(file));
    }
}

void TestTheme::textIsLegible() {
    apply();
    const QPalette palette = QApplication::palette();
    constexpr double kText = 7;     // WCAG AAA
    constexpr double kFaint = 4.5;  // WCAG AA
    for (const auto behind : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::ToolTipBase}) {
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(behind)) >= kText);
        QVERIFY(contrast(palette.color(QPalette::PlaceholderText), palette.color(behind)) >= kFaint);
    }
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= kFaint);
    QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= kText);
}

void TestTheme::checkBoxesAreSeenUncheckedAndChecked() {
    apply();
    QCheckBox box("x");
    box.resize(60, 24);
    const QColor window = box.palette().color(QPalette::Window);
    const QRect indicator(0, 2, 18, 20);
    constexpr double kShape = 3;  // WCAG for parts that must be seen
    QVERIFY(strongest(box, indicator, window) >= kShape);
    box.setChecked(true);
    QVERIFY(strongest(box, indicator, box.palette().color(QPalette::Highlight)) >= kShape);
    QVERIFY(strongest(box, indicator, window) >= kShape);
}

void TestTheme::arrowsAreSeen() {
    apply();
    QSpinBox spin;
    spin.resize(100, 30);
    spin.setRange(0, 100);
    spin.setValue(5);
    const QColor base = spin.palette().color(QPalette::Base);
    constexpr double kShape = 3;
    QVERIFY(strongest(spin, {84, 3, 12, 11}, base) >= kShape);
    QVERIFY(strongest(spin, {84, 16, 12, 11}, base) >= kShape);
    QComboBox combo;
    combo.addItem("i");
    combo.resize(100, 30);
    QVERIFY(strongest(combo, {80, 5, 16, 20}, base) >= kShape);
}

void TestTheme::wrongFieldsStandOut() {
    apply();
    QLineEdit edit;
    edit.resize(100, 30);
    const auto border = [&] { return edit.grab().toImage().pixelColor(50, 0); };
    const QColor right = border();
    edit.setProperty("wrong", true);
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
    const QColor wrong = border();
    QVERIFY(wrong != right);
    QVERIFY(wrong.red() > wrong.green() + 60 && wrong.red() > wrong.blue() + 60);
}

/// Not once for each widget around it, which takes seconds for a whole window; and it looks as if it were new.
void TestTheme::longWordsCanBeBroken() {
    const QString sentence = "The file image.nii.gz is not there.";
    QCOMPARE(breakable(sentence), sentence);
    const QString path = "/data/" + QString(200, 'x') + "/image.nii.gz";
    const QString broken = breakable(path + "\nis not there.");
    QCOMPARE(QString(broken).remove(QChar(0x200B)), path + "\nis not there.");
    // A label of 300 points holds it.
    QLabel label;
    label.setWordWrap(true);
    label.setText("The file " + path + " is not there.");
    QVERIFY(label.minimumSizeHint().width() > 1000);
    label.setText(breakable(label.text()));
    QVERIFY2(label.minimumSizeHint().width() < 300, qPrintable(QString::number(label.minimumSizeHint().width())));
}

void TestTheme::longNamesDoNotWidenABox() {
    NameBox box(nullptr, 8);
    const int before = box.sizeHint().width();
    const QString name = "half the learning rate, twice the filters, without dropout";
    box.addItems({"short", name});
    box.setCurrentIndex(1);
    QCOMPARE(box.sizeHint().width(), before);
    box.setToolTip("Which run");
    box.resize(before, box.sizeHint().height());
    box.show();
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&box, &help);
    QCOMPARE(QToolTip::text(), name + "\nWhich run");
    box.showPopup();
    QVERIFY(box.view()->width() >= box.fontMetrics().horizontalAdvance(name));
}

void TestTheme::longNamesDoNotWidenACheckBox() {
    NameCheck box;
    const QString name = "Probability mean, left atrium with its appendage";
    box.setText(name);
    box.setToolTip("Key 3 shows and hides it.");
    QVERIFY2(box.minimumSizeHint().width() < 130, qPrintable(QString::number(box.minimumSizeHint().width())));
    QVERIFY(box.sizeHint().width() > box.fontMetrics().horizontalAdvance(name));
    box.resize(140, box.sizeHint().height());
    box.show();
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&box, &help);
    QCOMPARE(QToolTip::text(), name + "\nKey 3 shows and hides it.");
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
