"""The same answers over HTTP: routes from the table of requests, their description, and a page to type and see."""
