#include "ui/frame/train_bar.h"

#include "ui/actions/actions.h"
#include "ui/look/lab_style.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/studio/timeline.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/runs/device_combo.h"
#include "ui/words/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace lab {

TrainBar::TrainBar(const Look& look, Studio& studio, const Actions& actions, QWidget* parent)
    : QWidget(parent), m_look(look), m_studio(studio), m_actions(actions) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look.u(3), look.u(2), look.u(3), look.u(2));
    row->setSpacing(look.u(2));
    createData();
    row->addStretch(1);
    createButtons();
    row->addSpacing(look.u(1));
    auto* line = new Hairline(look, Qt::Vertical, this);
    line->setFixedHeight(look.u(5));
    row->addWidget(line);
    row->addSpacing(look.u(1));
    createRate();
    createDevice();
    connect(&studio, &Studio::stateChanged, this, &TrainBar::followState);
    connect(&studio, &Studio::shownChanged, this, &TrainBar::followState);
    connect(&studio, &Studio::settingsChanged, this, &TrainBar::followState);
    connect(&studio, &Studio::settingsChanged, this, &TrainBar::followData);
    connect(&studio, &Studio::shownChanged, this, &TrainBar::followData);
    followData();
    followState();
    measure();
}

void TrainBar::measure() {
    m_whole = layout()->sizeHint().width();
    setCompact(true);
    m_least = layout()->minimumSize().width();
    setCompact(false);
}

void TrainBar::setCompact(bool compact) {
    if (compact == m_compact)
        return;
    m_compact = compact;
    m_data->setMinimumWidth(m_look.u(compact ? 36 : 48));
    for (QWidget* label : m_labels)
        label->setVisible(!compact);
    for (QToolButton* tool : m_tools)
        tool->setToolButtonStyle(compact ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    layout()->invalidate();
}

QSize TrainBar::sizeHint() const {
    return {m_whole, layout()->sizeHint().height()};
}

QSize TrainBar::minimumSizeHint() const {
    return {m_least, layout()->minimumSize().height()};
}

void TrainBar::resizeEvent(QResizeEvent* event) {
    setCompact(width() < m_whole);
    QWidget::resizeEvent(event);
}

void TrainBar::addLabel(const QString& text) {
    m_labels.push_back(new LookLabel(m_look, Type::Body, Role::Muted, text, this));
    layout()->addWidget(m_labels.back());
}

void TrainBar::createData() {
    addLabel(tr("Data"));
    m_data = new QComboBox(this);
    m_data->setObjectName(QStringLiteral("dataChoice"));
    m_data->setAccessibleName(tr("Data of the next run"));
    m_data->setModel(&m_studio.data());
    m_data->setMinimumWidth(m_look.u(48));
    m_data->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_data, &QComboBox::activated, &m_studio, &Studio::showData);
    layout()->addWidget(m_data);
}

void TrainBar::createButtons() {
    addTool(m_actions.rewind);
    connect(m_actions.rewind, &QAction::triggered, this,
            [this] { m_studio.timeline().goTo(m_studio.trace().bestStep); });
    connect(&m_studio.timeline(), &Timeline::changed, this, &TrainBar::followTimeline);
    followTimeline();
    m_primary = new QPushButton(this);
    m_primary->setObjectName(QStringLiteral("trainButton"));
    m_primary->setProperty(kPrimaryProperty, true);
    m_primary->setFont(m_look.font(Type::Strong));
    connect(m_primary, &QPushButton::clicked, m_actions.train, &QAction::trigger);
    for (const QString& text : {tr("Train"), tr("Pause"), tr("Continue"), tr("Train again")}) {
        m_primary->setText(text); // the widest of them, so that nothing jumps when it says another
        m_primary->setIcon(m_look.icon(QStringLiteral("play"), Role::OnFill));
        m_primary->setMinimumWidth(std::max(m_primary->minimumWidth(), m_primary->sizeHint().width()));
    }
    connect(&m_look, &Look::changed, this, [this] { m_primary->setFont(m_look.font(Type::Strong)); });
    layout()->addWidget(m_primary);
    for (QAction* action : {m_actions.step, m_actions.epoch, m_actions.stop})
        addTool(action);
}

void TrainBar::addTool(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout()->addWidget(button);
    m_tools.push_back(button);
}

void TrainBar::followTimeline() {
    const Timeline& timeline = m_studio.timeline();
    m_actions.rewind->setEnabled(!timeline.snapshots().empty() && m_studio.trace().bestStep > 0);
}

void TrainBar::createRate() {
    addLabel(tr("Learning rate"));
    m_rate = new QComboBox(this);
    m_rate->setObjectName(QStringLiteral("learningRate"));
    m_rate->setAccessibleName(tr("Learning rate"));
    m_rate->setEditable(true);
    for (const char* rate : {"1e-4", "3e-4", "5e-4", "1e-3", "2e-3", "3e-3", "5e-3"})
        m_rate->addItem(QString::fromLatin1(rate));
    m_rate->setFixedWidth(m_look.u(21));
    connect(m_rate, &QComboBox::currentTextChanged, this, [this] {
        if (m_studio.shown() == Studio::Shown::Draft) // a run that trains waits until the number is whole
            takeRate();
    });
    connect(m_rate, &QComboBox::activated, this, &TrainBar::takeRate);
    connect(m_rate->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        m_rate->lineEdit()->setModified(false);
        if (!takeRate())
            followState(); // undoes what is no rate
    });
    connect(&m_studio, &Studio::settingChanged, this, &TrainBar::followState);
    layout()->addWidget(m_rate);
}

bool TrainBar::takeRate() {
    bool number = false;
    const QString typed = m_rate->currentText().replace(u',', u'.'); // as the fields of Build do
    const double rate = typed.toDouble(&number);
    if (!number || !std::isfinite(rate) || rate <= 0 || rate == m_studio.configNow().train.learningRate)
        return false;
    if (m_studio.shown() != Studio::Shown::Draft) {
        m_studio.change({rate, {}});
        return m_studio.changeable();
    }
    RunConfig config = m_studio.draft();
    config.train.learningRate = rate;
    m_studio.setDraft(config);
    return true;
}

void TrainBar::chooseRate(const QString& rate) {
    const int known = m_rate->findText(rate);
    m_rate->setCurrentIndex(known);
    if (known < 0)
        m_rate->setEditText(rate);
}

void TrainBar::createDevice() {
    auto* device = new DeviceCombo(m_studio.device(), this);
    device->setObjectName(QStringLiteral("device"));
    device->setAccessibleName(tr("Device"));
    layout()->addWidget(device);
}

void TrainBar::followData() {
    const QSignalBlocker quiet(m_data);
    const int row = m_studio.data().rowOf(m_studio.config().data);
    m_data->setCurrentIndex(row >= 0 ? row : m_studio.data().current());
}

/// What Continue does; where the GPU had no room for the run, what is different then.
QString TrainBar::goingOn() const {
    const RunFailure failure =
        m_studio.shown() == Studio::Shown::Draft ? RunFailure() : m_studio.trace().failure;
    if (failure.cause != RunFailure::Cause::NoRoom || m_studio.device().choice().device == "cpu")
        return tr("Go on with the run");
    if (failure.textsAtOnce > 1)
        return tr("Go on with the run, %1 texts at once instead of %2: the GPU has no room for more")
            .arg(failure.textsAtOnce / 2)
            .arg(failure.textsAtOnce);
    return tr("Go on with the run; the GPU had no room for it: choose the processor in the list on the right "
              "first");
}

void TrainBar::followState() {
    struct Face {
        QString text, tip;
        const char* icon;
    };
    const auto face = [this]() -> Face {
        switch (m_studio.primary()) {
        case Studio::Primary::Pause:
            return {tr("Pause"), tr("Hold the run after this step"), "pause"};
        case Studio::Primary::Continue:
            return {tr("Continue"), goingOn(), "play"};
        case Studio::Primary::TrainAgain:
            return {tr("Train again"), tr("Train a new run with these settings"), "play"};
        case Studio::Primary::Wait:
            return {tr("Train"), tr("Getting ready"), "play"};
        case Studio::Primary::Train:
            break;
        }
        return {tr("Train"), tr("Train with these settings"), "play"};
    }();
    const bool active = m_studio.session().active();
    const bool waits = m_studio.primary() == Studio::Primary::Wait;
    const bool trainable = active || problemsOf(m_studio.config()).empty();
    m_primary->setText(face.text);
    m_primary->setIcon(m_look.icon(QString::fromLatin1(face.icon), waits ? Role::Faint : Role::OnFill));
    m_actions.train->setText(face.text);
    m_actions.train->setToolTip(face.tip + QStringLiteral(" (Space)"));
    m_primary->setToolTip(trainable ? m_actions.train->toolTip()
                                    : tr("A setting on the right is not possible"));
    m_actions.train->setEnabled(!waits && trainable);
    m_primary->setEnabled(m_actions.train->isEnabled());
    m_actions.step->setEnabled(!waits && trainable);
    m_actions.epoch->setEnabled(!waits && trainable);
    m_actions.stop->setEnabled(active && m_studio.session().state() != RunState::Stopping);

    const QSignalBlocker quiet(m_rate);
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const double rate = m_studio.configNow().train.learningRate;
    if (m_rate->currentText().toDouble() != rate &&
        !(m_rate->lineEdit()->isModified() && m_studio.changeable()))
        chooseRate(formatRate(rate));
    m_rate->setEnabled(draft || m_studio.changeable());
    m_rate->setToolTip(draft ? tr("Size of a step of the optimiser")
                       : m_studio.changeable()
                           ? tr("Size of a step of the optimiser; a change applies from the next "
                                "step on and is recorded with the run")
                           : tr("This run has ended with this learning rate. Press New run to "
                                "choose another."));
}

} // namespace lab
