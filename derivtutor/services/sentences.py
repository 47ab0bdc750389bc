"""What is said to programs, and to people on the page, whose request cannot be answered; for translators."""

from __future__ import annotations

from derivtutor.errors import Refusal

# What was given

NO_SUCH_REQUEST = Refusal("There is no request {name}.", "There are: {names}.")
NO_OBJECT = Refusal("The request is no JSON object.", 'Send an object such as {{"problem": "sin(x^2)"}}.')
MISSING = Refusal("{name} is missing.", "Give it in the request.")
UNKNOWN = Refusal("{name} is not known here.", "Known are: {names}.")
UNKNOWN_BUT = Refusal("{name} is not known here.", "Did you mean {near}?")
GOES_WITH = Refusal("{name} is given with a {other} only.", "Give {other} as well, or leave {name} out.")
NO_TEXT = Refusal("{name} must be text.", "Write it between double quotes.")
NO_CHOICE = Refusal("{name} must be one of {choices}.", "Choose one of them.")
NO_NUMBER = Refusal("{name} must be a number.", "Write, for example, 0.1.")
NOT_WHOLE = Refusal("{name} must be a whole number.", "Write, for example, 2.")
NOT_TRUE_OR_FALSE = Refusal("{name} must be true or false.", "Write true or false.")
TOO_LONG = Refusal("{name} is too long.", "At most {most:,} characters are read.")
TOO_MANY = Refusal("{name} has too many entries.", "At most {most} are read.")
TOO_LARGE = Refusal("The request is too large.", "At most {most:,} bytes are read.")
NO_JSON = Refusal("The request is not declared as JSON.", "Send it with Content-Type: application/json.")
SENT_TOO_SLOWLY = Refusal("The request was not complete after {seconds:g} seconds.", "Send it again.")
NO_SUCH_PAGE = Refusal("There is nothing at {path}.", "/openapi.json says what there is.")
NO_SUCH_METHOD = Refusal("{path} does not know the method {method}.", "Use GET or POST.")

# What became of it

LATE = Refusal("This took longer than {seconds:g} seconds.", "Try a shorter expression.")
CRASHED = Refusal("This cannot be worked out.", "Try a shorter expression, or another one.")
BUSY = Refusal("There is too much to do at the moment.", "Try again in a few seconds.")
ENDED = Refusal("The service has been ended.", "Try again when it has been started again.")
TOO_MANY_AT_ONCE = Refusal("You have asked for too much at once.", "Wait until some of it has been answered.")
NO_SUCH_HOST = Refusal("This service is not known by the name {host}.", "Start it with --name {host}.")

# Starting

NO_LIBRARY = Refusal(
    "The command {command} needs more than is installed.",
    'Install it with python -m pip install "derivtutor[{command}]".',
)
NO_WORKERS = Refusal("The number of workers must be at least 1.", "For example, --workers 2.")
NO_SECONDS = Refusal("The time limit must be more than 0 seconds.", "For example, --seconds 10.")
UNUSABLE_ADDRESS = Refusal("{host}:{port} cannot be used: {why}.", "Choose another --port.")

# What assistants read

NO_SUCH_RESOURCE = Refusal("There is no resource {name}.", "There are rules and misconceptions.")
NO_SUCH_PROMPT = Refusal("There is no prompt {name}.", "There is: tutor.")
