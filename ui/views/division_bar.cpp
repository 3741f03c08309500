#include "ui/views/division_bar.h"

#include "ui/look.h"
#include "ui/views/flow_layout.h"
#include "ui/views/look_label.h"

#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace lab {
namespace {

constexpr int kAll = 100; // per cent
constexpr int kStep = 5;

int percent(double share) {
    return static_cast<int>(std::lround(share * kAll));
}

double share(int percent) {
    return static_cast<double>(percent) / kAll;
}

} // namespace

DivisionBar::DivisionBar(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("sourceDivision"));
    auto* row = new FlowLayout(this, look.u(2), look.u(1));
    row->setContentsMargins(0, 0, 0, 0);
    m_validation =
        addShare("validationShare", tr("Validation"),
                 tr("Share of the rows that is measured after each epoch; 0 = the data set has none"));
    m_test = addShare("testShare", tr("Test"),
                      tr("Share of the rows that is measured once, at the end; 0 = the data set has none"));
    m_rest = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_rest->setObjectName(QStringLiteral("divisionRest"));
    m_rest->setElided(true);
    row->addWidget(m_rest);
    begin(false);
}

QSpinBox* DivisionBar::addShare(const char* name, const QString& title, const QString& tip) {
    auto* label = new LookLabel(m_look, Type::Secondary, Role::Muted, title, this);
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(tr("Share of the part %1").arg(title));
    box->setToolTip(tip);
    box->setSingleStep(kStep);
    box->setSuffix(QStringLiteral(" %"));
    box->setSpecialValueText(tr("none"));
    layout()->addWidget(together(m_look, {label, box}, this));
    connect(box, &QSpinBox::valueChanged, this, [this] {
        follow();
        emit changed();
    });
    return box;
}

void DivisionBar::begin(bool testApart) {
    const DataConfig usual;
    const QSignalBlocker quiet(this);
    m_test->parentWidget()->setVisible(!testApart); // with its title
    for (QSpinBox* box : {m_validation, m_test})
        box->setRange(0, kAll - 1);
    m_validation->setValue(percent(usual.validationShare));
    m_test->setValue(testApart ? 0 : percent(usual.testShare));
    follow();
}

int DivisionBar::trained() const {
    return kAll - m_validation->value() - m_test->value();
}

/// Some rows must be left to train on.
void DivisionBar::follow() {
    m_validation->setMaximum(kAll - 1 - m_test->value());
    m_test->setMaximum(kAll - 1 - m_validation->value());
    m_rest->setText(
        trained() == kAll
            ? tr("Nothing is drawn: every row trains that the source gives no other part.")
            : tr("Drawn where the source has no validation rows; the other %1 % train.").arg(trained()));
}

void DivisionBar::writeTo(DataConfig& config) const {
    config.trainShare = share(trained());
    config.validationShare = share(m_validation->value());
    config.testShare = share(m_test->value());
}

} // namespace lab
