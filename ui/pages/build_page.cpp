#include "ui/pages/build_page.h"

#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/encoders/presets.h"
#include "ui/actions/actions.h"
#include "ui/look/look.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/folding_columns.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/controls/segments.h"
#include "ui/views/model/layer_diagram.h"
#include "ui/views/model/settings_form.h"
#include "ui/views/model/sharing_chooser.h"
#include "ui/views/model/size_panel.h"
#include "ui/views/model/stack_diagram.h"
#include "ui/words/core_words.h"
#include "ui/words/format.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

/// "linear_transformer" and "paper-imdb" as parts of an object name: "LinearTransformer", "PaperImdb".
QByteArray nameOf(const char* prefix, const std::string& id) {
    QByteArray name(prefix);
    bool begins = true;
    for (const char letter : id) {
        const bool word = letter != '_' && letter != '-';
        if (word)
            name += begins ? QChar::fromLatin1(letter).toUpper().toLatin1() : letter;
        begins = !word;
    }
    return name;
}

const Preset* presetOf(const RunConfig& config) {
    for (const Preset& preset : builtinPresets()) {
        RunConfig other = config;
        apply(preset, other);
        if (normalized(other.model) == normalized(config.model) && other.train == config.train)
            return &preset;
    }
    return nullptr;
}

} // namespace

BuildPage::BuildPage(const Look& look, Studio& studio, Actions& actions, QWidget* parent)
    : Page(parent), m_look(look), m_studio(studio) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(createHead(actions));
    column->addWidget(new Hairline(look, Qt::Horizontal, this));
    auto* body = new FoldingColumns(look, this);
    createModel(body->addZone(4));
    QVBoxLayout* second = body->addZone(4);
    m_training = new SettingsForm(look, QStringLiteral("build_"),
                                  {SettingsSection::Training, SettingsSection::Optimiser,
                                   SettingsSection::Words, SettingsSection::Data},
                                  second->parentWidget());
    second->addWidget(m_training);
    createStructure(body->addZone(7));
    createSize(body->addZone(3), actions);
    column->addWidget(body, 1);
    for (SettingsForm* form : {m_model, m_training})
        connect(form, &SettingsForm::edited, &m_studio, &Studio::setDraft);
    for (const auto signal : {&Studio::shownChanged, &Studio::settingsChanged, &Studio::stateChanged})
        connect(&studio, signal, this, &BuildPage::refresh);
    refresh();
}

QWidget* BuildPage::createHead(Actions& actions) {
    auto* head = new QWidget(this);
    auto* lines = new QVBoxLayout(head);
    lines->setContentsMargins(m_look.u(4), m_look.u(2), m_look.u(4), m_look.u(1.5));
    lines->setSpacing(m_look.u(1));
    auto* line = new QWidget(head);
    auto* row = new FlowLayout(line, m_look.u(3), m_look.u(1));
    row->setContentsMargins(0, 0, 0, 0);
    createEncoders(actions);
    createPresets(actions);
    QList<QAction*> encoders;
    for (const EncoderSpec& spec : builtinEncoders().all())
        encoders << m_encoders.at(spec.id);
    row->addWidget(new FoldingSegments(m_look, encoders, tr("Encoder"), line));
    row->addStretch();
    row->addWidget(m_preset);
    lines->addWidget(line);
    m_reference = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, head);
    m_reference->setObjectName(QStringLiteral("encoderReference"));
    m_reference->setElided(true);
    lines->addWidget(m_reference);
    return head;
}

void BuildPage::createEncoders(Actions& actions) {
    auto* group = new QActionGroup(this);
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        const QByteArray name = nameOf("encoder", spec.id);
        QAction* action =
            actions.makeChoice({name.constData(), MenuName::Model, QString::fromStdString(spec.title),
                                QString::fromStdString(spec.reference)},
                               group);
        connect(action, &QAction::triggered, this, [this, id = spec.id] { chooseEncoder(id); });
        m_encoders.emplace(spec.id, action);
    }
    actions.addSeparator(MenuName::Model);
}

void BuildPage::createPresets(Actions& actions) {
    m_preset = new QToolButton(this);
    m_preset->setObjectName(QStringLiteral("presetButton"));
    m_preset->setPopupMode(QToolButton::InstantPopup);
    m_preset->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_preset->setAccessibleName(tr("Preset"));
    auto* menu = new QMenu(m_preset);
    for (const Preset& preset : builtinPresets()) {
        const QByteArray name = nameOf("preset", preset.id);
        QAction* action = actions.make({name.constData(), MenuName::Model, coreWord(preset.title),
                                        QString::fromStdString(preset.source)});
        connect(action, &QAction::triggered, this, [this, &preset] {
            RunConfig config = m_studio.draft();
            apply(preset, config);
            m_studio.setDraft(config);
        });
        m_presets.emplace(preset.id, action);
        menu->addAction(action);
    }
    menu->setToolTipsVisible(true);
    m_preset->setMenu(menu);
}

void BuildPage::createModel(QVBoxLayout* column) {
    QWidget* zone = column->parentWidget();
    auto* header = new SectionHeader(m_look, tr("Parameter sharing"), SectionHeader::Place::Properties, zone);
    header->setNote(tr("attention parameters"));
    m_sharing = new SharingChooser(m_look, QStringLiteral("buildSharing_"), zone);
    m_model =
        new SettingsForm(m_look, QStringLiteral("build_"),
                         {SettingsSection::Encoder, SettingsSection::Size, SettingsSection::Frame}, zone);
    column->addWidget(header);
    column->addWidget(m_sharing);
    column->addWidget(m_model);
    column->addStretch(1);
    connect(m_sharing, &SharingChooser::chosen, this, [this](Sharing sharing) {
        RunConfig config = m_studio.draft();
        config.model.sharing = sharing;
        m_studio.setDraft(config);
    });
}

void BuildPage::createStructure(QVBoxLayout* column) {
    QWidget* zone = column->parentWidget();
    column->addWidget(new SectionHeader(m_look, tr("One layer"), SectionHeader::Place::Properties, zone));
    m_layer = new LayerDiagram(m_look, zone);
    m_layer->setObjectName(QStringLiteral("layerDiagram"));
    column->addWidget(m_layer);
    auto* header = new SectionHeader(m_look, tr("The stack"), SectionHeader::Place::Properties, zone);
    header->setNote(tr("solid: stored · dashed: borrowed"));
    column->addWidget(header);
    m_stack = new StackDiagram(m_look, StackDiagram::Extent::Whole, zone);
    m_stack->setObjectName(QStringLiteral("stackDiagram"));
    column->addWidget(m_stack);
    column->addStretch(1);
}

void BuildPage::createSize(QVBoxLayout* column, const Actions& actions) {
    QWidget* zone = column->parentWidget();
    m_size = new SizePanel(m_look, true, zone);
    column->addWidget(m_size);
    column->addStretch(1);
    m_newRun = new QPushButton(m_look.icon(QStringLiteral("new-run"), Role::Text),
                               tr("New run with these settings"), zone);
    m_newRun->setObjectName(QStringLiteral("buildNewRun"));
    m_newRun->setToolTip(actions.newRun->toolTip());
    connect(m_newRun, &QPushButton::clicked, actions.newRun, &QAction::trigger);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(m_look.u(3.5), m_look.u(3), m_look.u(3.5), m_look.u(1));
    foot->addWidget(m_newRun);
    column->addLayout(foot);
}

void BuildPage::chooseEncoder(const std::string& id) {
    RunConfig config = m_studio.draft();
    if (config.model.encoder == id)
        return;
    const EncoderSpec& spec = builtinEncoders().find(id);
    config.model.encoder = id;
    config.model.hyperparameters.clear(); // another encoder has other numbers; they begin at their defaults
    const bool offered =
        std::find(spec.sharings.begin(), spec.sharings.end(), config.model.sharing) != spec.sharings.end();
    if (!offered)
        config.model.sharing =
            Sharing::QueryValue; // the default: it means none where there is nothing to share
    m_studio.setDraft(config);
}

void BuildPage::refresh() {
    const RunConfig& config = m_studio.config();
    const bool locked = m_studio.shown() != Studio::Shown::Draft;
    showHead(locked);
    const auto problems = locked ? std::vector<ConfigProblem>{} : problemsOf(config);
    for (SettingsForm* form : {m_model, m_training}) {
        form->show(config, locked);
        form->setProblems(problems);
    }
    const bool live = m_studio.shown() == Studio::Shown::Live && m_studio.session().active();
    m_training->setNote(!locked ? QString() : live ? tr("fixed while it trains") : tr("as it was trained"));
    m_sharing->show(config.model, std::max<std::int64_t>(m_studio.vocabulary(), 2),
                    std::max<std::int64_t>(m_studio.classes(), 2), locked);
    showStructure();
    m_size->show({config, m_studio.vocabulary(), m_studio.classes(), m_studio.typicalTokens()});
    m_newRun->setVisible(locked);
}

void BuildPage::showHead(bool locked) {
    const RunConfig& config = m_studio.config();
    for (const auto& [id, action] : m_encoders) {
        action->setChecked(id == config.model.encoder);
        action->setEnabled(!locked || id == config.model.encoder);
    }
    for (const auto& [id, action] : m_presets)
        action->setEnabled(!locked);
    const EncoderSpec& spec = builtinEncoders().find(config.model.encoder);
    m_reference->setText(QString::fromStdString(spec.reference));
    const Preset* preset = presetOf(config);
    m_preset->setEnabled(!locked);
    m_preset->setText(tr("Preset: %1").arg(preset != nullptr ? coreWord(preset->title) : tr("own settings")));
    m_preset->setToolTip(preset != nullptr ? QString::fromStdString(preset->source)
                                           : tr("Settings that somebody published, or that teach well"));
}

void BuildPage::showStructure() {
    const RunConfig& config = m_studio.config();
    const ModelConfig model = normalized(config.model);
    const QString caption = tr("%1, %2, width %3, %4 heads, %5 layers")
                                .arg(QString::fromStdString(builtinEncoders().find(model.encoder).title),
                                     QString::fromLatin1(toString(model.sharing)))
                                .arg(model.dim)
                                .arg(model.heads)
                                .arg(model.layers);
    m_layer->setModel(model, caption);
    m_stack->setStack({model, m_studio.vocabulary(), m_studio.classes(), caption});
}

std::vector<Exportable*> BuildPage::exportables() {
    return {m_layer, m_stack};
}

} // namespace lab
