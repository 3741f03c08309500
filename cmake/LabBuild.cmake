# One interface target, lab_build, carries the language level, the include root, warnings, sanitizers and the
# processor options; every target of ours links it, so nothing is set globally.
include_guard()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
find_program(LAB_CCACHE ccache)
if(LAB_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache needs to cache compilations that use precompiled headers; with paths below the
  # project's folder taken as relative, a second checkout finds what the first has compiled.
  set(LAB_CCACHE_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${LAB_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LAB_CCACHE_LAUNCHER})
endif()

add_library(lab_build INTERFACE)
target_include_directories(lab_build INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(lab_build INTERFACE LAB_VERSION="${PROJECT_VERSION}")
target_compile_options(lab_build INTERFACE -Wall -Wextra -Wpedantic -Wshadow
  $<$<BOOL:${LAB_WERROR}>:-Werror> $<$<BOOL:${LAB_NATIVE}>:-march=native>
  # GCC 12 reports variables that are always set, in its own AVX-512 intrinsics and in loops it turned into them.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(LAB_SANITIZE)
  target_compile_options(lab_build INTERFACE -fsanitize=${LAB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(lab_build INTERFACE -fsanitize=${LAB_SANITIZE})
endif()

# lab_add_library(<name> SOURCES …): a static library of ours.
function(lab_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC lab_build)
endfunction()
