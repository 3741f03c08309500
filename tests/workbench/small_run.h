#pragma once

#include "workbench/run_job.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace lab::test {

/// A folder of its own that goes away with the object.
class TempFolder {
public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "lab-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no folder can be made at " + name);
        m_path = name;
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder() { std::filesystem::remove_all(m_path); }
    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// A run of a few seconds at most: 200 generated reviews, a tiny model, 10 steps an epoch.
inline RunJob smallJob(const std::string& lab) {
    RunJob job;
    job.labPath = lab;
    job.config.data.spec = "demo:reviews";
    job.config.data.limit = 200;
    job.config.model.dim = 16;
    job.config.model.heads = 2;
    job.config.model.ffn = 16;
    job.config.model.maxLength = 64;
    job.config.train.batch = 16;
    job.config.train.epochs = 2;
    job.threads = 2;
    return job;
}

} // namespace lab::test
