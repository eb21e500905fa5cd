"""``python -m app.programs`` is ``kaobo``."""

from app.programs.kaobo import main

if __name__ == "__main__":
    main()
