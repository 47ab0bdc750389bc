"""`python -m derivtutor` is the command `derivtutor`."""

from derivtutor.cli.main import main

if __name__ == "__main__":
    main()
