// Run once, when the database is made: each service and the portal may use its own database and no other.
const { readFileSync } = require('fs')
for (const name of ['identity', 'membership', 'meeting', 'event', 'notification', 'portal']) {
  db.getSiblingDB('admin').createUser({
    user: name,
    pwd: readFileSync(`/run/secrets/mongodb-${name}`, 'utf8'),
    roles: [{ role: 'readWrite', db: name }],
  })
}
