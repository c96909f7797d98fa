//! A client for the Coupang Wing Open API: orders and shipping, claims, customer service.
