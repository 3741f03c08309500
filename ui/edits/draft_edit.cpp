#include "ui/edits/draft_edit.h"

#include "core/store/config_json.h"
#include "ui/edits/edit_ids.h"
#include "ui/models/run_model.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"
#include "ui/words/settings_fields.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace lab {
namespace {

constexpr qint64 kBurstMs = 1500;

QJsonObject jsonOf(const RunConfig& config) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(toJson(config))).object();
}

/// Keys whose values differ; those of an encoder's own values by their own name.
QStringList differences(const QJsonObject& before, const QJsonObject& after) {
    QStringList keys;
    QStringList all = before.keys();
    for (const QString& key : after.keys())
        if (!before.contains(key))
            all += key;
    for (const QString& key : all) {
        const QJsonValue old = before.value(key), now = after.value(key);
        if (old == now)
            continue;
        if (old.isObject() && now.isObject())
            keys += differences(old.toObject(), now.toObject());
        else
            keys += key;
    }
    return keys;
}

/// What the window calls a setting, and its value before and after.
struct Change {
    QString name, before, after;
};

Change changeOf(const QString& key, const RunConfig& before, const RunConfig& after) {
    const auto sharing = [](const RunConfig& config) { return sharingShort(toString(config.model.sharing)); };
    if (key == QStringLiteral("data"))
        return {QCoreApplication::translate("DraftEdit", "Data set"),
                dataName(QString::fromStdString(before.data.spec)),
                dataName(QString::fromStdString(after.data.spec))};
    if (key == QStringLiteral("encoder"))
        return {QCoreApplication::translate("DraftEdit", "Encoder"), encoderTitle(before.model.encoder),
                encoderTitle(after.model.encoder)};
    if (key == QStringLiteral("sharing"))
        return {QCoreApplication::translate("DraftEdit", "Parameter sharing"), sharing(before),
                sharing(after)};
    for (const SettingsSection section : kAllSettings)
        for (const SettingsField& field : fieldsOf(section, after))
            if (key.toStdString() == field.field)
                return {field.label, textOf(field, before), textOf(field, after)};
    return {key, {}, {}};
}

} // namespace

DraftEdit::DraftEdit(const RunConfig& before, const RunConfig& after, Apply apply)
    : m_before(before),
      m_after(after),
      m_fields(differences(jsonOf(before), jsonOf(after))),
      m_apply(std::move(apply)),
      m_at(QDateTime::currentMSecsSinceEpoch()) {
    describe();
}

// Before the line break the list of edits, after it the menu: "Undo change of width".
void DraftEdit::describe() {
    if (m_fields.size() == 1) {
        const Change change = changeOf(m_fields.front(), m_before, m_after);
        const QString menu =
            QCoreApplication::translate("DraftEdit", "change of %1").arg(change.name.toLower());
        return setText(
            QCoreApplication::translate("DraftEdit", "%1: %2 → %3", "a setting, its value before and after")
                .arg(change.name, change.before, change.after) +
            u'\n' + menu);
    }
    QStringList names;
    for (const QString& key : m_fields)
        names << changeOf(key, m_before, m_after).name.toLower();
    setText(QCoreApplication::translate("DraftEdit", "Settings: %1").arg(names.join(QStringLiteral(", "))) +
            u'\n' + QCoreApplication::translate("DraftEdit", "change of settings"));
}

int DraftEdit::id() const {
    return static_cast<int>(EditId::Draft);
}

bool DraftEdit::mergeWith(const QUndoCommand* next) {
    const auto& other = static_cast<const DraftEdit&>(*next);
    if (m_fields.size() != 1 || other.m_fields != m_fields || other.m_at - m_at > kBurstMs)
        return false;
    m_after = other.m_after;
    m_at = other.m_at;
    describe();
    setObsolete(m_after == m_before);
    return true;
}

} // namespace lab
