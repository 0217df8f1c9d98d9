"""What the scripts beside this one have in common: checks that are told line by line, and the exit status that says whether all held."""
import sys
import traceback

failures = []


def check(function):
    """Runs the function at once: it is a check, and fails by raising."""
    try:
        function()
        print("ok", function.__name__)
    except Exception:
        failures.append(function.__name__)
        print("FAILED", function.__name__)
        traceback.print_exc(file=sys.stdout)


def finish():
    print(f"{len(failures)} failed")
    sys.exit(1 if failures else 0)
