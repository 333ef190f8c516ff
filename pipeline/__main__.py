"""`python -m pipeline` is the command `communique`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
