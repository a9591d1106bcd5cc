# Two commands do everything on a bare machine: `make run` and `make test`.
.POSIX:
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench samples clean

PYTHON = python3
# Workers of the test run.
JOBS = 2
# `make bench QUICK=1`: small documents, one round; shows that the benches run.
QUICK =

help:
	@echo '隐墨：公开之前，去掉 PDF 和 Word 文件里的个人信息'
	@echo
	@echo '  make run      安装并运行：有图形界面就打开窗口和样例文件；没有就用命令行处理样例，结果写入 out/'
	@echo '  make test     安装并检查：代码规范、类型、分层和全部测试'
	@echo '  make lint     只做代码规范、格式、类型和分层检查'
	@echo '  make bench    测速度和内存，打印同一次运行内的倍数（QUICK=1 为快速试跑）'
	@echo '  make samples  重新生成 assets/samples/ 中的样例文件'
	@echo '  make setup    只安装：系统库、.venv 和依赖'
	@echo '  make clean    删除 .venv、out/ 和各种缓存'

setup:
	@PYTHON='$(PYTHON)' sh scripts/setup.sh

run: setup
	@sh scripts/run.sh

test: setup
	@JOBS='$(JOBS)' sh scripts/check.sh test

lint: setup
	@sh scripts/check.sh lint

bench: setup
	@QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}" .venv/bin/python -m benchmarks $(if $(QUICK),--quick)

samples: setup
	@.venv/bin/python scripts/make_samples.py

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
