#include "ui/bridge/compare_session.h"

#include <map>

namespace lab {

struct CompareSession::State {
    explicit State(std::string wanted) : path(std::move(wanted)) {}

    struct Kept {
        std::string updated;
        bool withTime = false;
        ComparedRunPtr run;
    };

    LabFile& lab() {
        if (!file)
            file = std::make_unique<LabFile>(path, LabMode::ReadOnly);
        return *file;
    }
    /// None when the run is gone.
    ComparedRunPtr get(const ComparedKey& key, bool withTime) {
        Kept& kept = cache[key.run];
        if (kept.run && kept.updated == key.updated && (kept.withTime || !withTime))
            return kept.run;
        if (!RunRepository(lab()).find(key.run)) {
            cache.erase(key.run);
            return nullptr;
        }
        kept = {key.updated, withTime,
                std::make_shared<const ComparedRun>(loadComparedRun(lab(), key.run, withTime))};
        return kept.run;
    }

    std::string path;
    std::unique_ptr<LabFile> file;
    std::map<std::int64_t, Kept> cache;
};

CompareSession::CompareSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_state(std::make_shared<State>(labPath.toStdString())) {}

CompareSession::~CompareSession() = default;

void CompareSession::load(std::vector<ComparedKey> runs, bool withTime) {
    constexpr int kLane = 1;
    m_worker.run(
        [this, state = m_state, keys = std::move(runs),
         withTime](const std::stop_token& stop) -> Worker::Continuation {
            std::vector<ComparedRunPtr> found;
            for (const ComparedKey& key : keys) {
                if (stop.stop_requested())
                    return {};
                if (ComparedRunPtr run = state->get(key, withTime))
                    found.push_back(std::move(run));
            }
            return [this, found = std::move(found)] { emit loaded(found); };
        },
        [this](const QString& message) { emit failed(message); }, kLane);
}

} // namespace lab
