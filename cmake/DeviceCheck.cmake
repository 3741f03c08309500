# The part of the project that a bare GPU machine can build: core, gpu, their tests and benchmarks. Nothing is looked
# for on the machine but the compilers and CUDA: headers and the sources of GoogleTest come from LAB_CARRIED, which
# tests/gpu/device_check fills.
set(LAB_CARRIED "" CACHE PATH "Folder with include/{fmt,eigen3,nlohmann} and googletest/")
if(NOT EXISTS ${LAB_CARRIED}/include/fmt/format.h OR NOT EXISTS ${LAB_CARRIED}/googletest/CMakeLists.txt)
  message(FATAL_ERROR "LAB_CARRIED=${LAB_CARRIED} does not hold the carried libraries; make it with tests/gpu/device_check pack")
endif()
find_package(Threads REQUIRED)

add_library(carried INTERFACE)
target_include_directories(carried SYSTEM INTERFACE ${LAB_CARRIED}/include ${LAB_CARRIED}/include/eigen3)
target_compile_definitions(carried INTERFACE FMT_HEADER_ONLY)
add_library(fmt::fmt ALIAS carried)
add_library(fmt::fmt-header-only ALIAS carried)
add_library(Eigen3::Eigen ALIAS carried)
set(INSTALL_GTEST OFF)
add_subdirectory(${LAB_CARRIED}/googletest ${PROJECT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
if(NOT TARGET GTest::gtest)
  add_library(GTest::gtest ALIAS gtest)
endif()

set(LAB_CUDA ON)
add_subdirectory(core)
add_subdirectory(gpu)
add_subdirectory(tests/support)
add_subdirectory(tests/gpu/device)
