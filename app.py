"""The Chalice app: the API's Lambda, and the register of every other function.

| function           | declared in                     | wakes on             |
|--------------------|---------------------------------|----------------------|
| api_handler        | this module, routes in api/     | API Gateway          |
| stamp_invoices     | chalicelib/workers/stamping.py  | the queue "stamping" |
| deliver_invoices   | chalicelib/workers/delivery.py  | the queue "delivery" |
| run_account_jobs   | chalicelib/workers/accounts.py  | the queue "accounts" |
| build_exports      | chalicelib/workers/exports.py   | the queue "exports"  |
| reconcile          | chalicelib/workers/reconciling.py | each minute        |

A worker's Lambda imports its own module and never this one.
"""

from chalice import Chalice

from chalicelib.api.middleware import every_answer
from chalicelib.api.table import BLUEPRINTS
from chalicelib.workers import accounts, delivery, exports, reconciling, stamping

app = Chalice(app_name="facturable", configure_logs=False)
app.api.binary_types.append("application/pdf")
app.register_middleware(every_answer, "http")

for routes in BLUEPRINTS:
    app.register_blueprint(routes)
for module in (stamping, delivery, reconciling, accounts, exports):
    app.register_blueprint(module.worker)
