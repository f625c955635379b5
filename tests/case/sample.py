"""One small fictional case in the many manners people type."""

STRAIT = """\
# yaml-language-server: $schema=case.schema.json
format: pourparler-case/1
id: strait
title: The strait   # shown
as_of: 2026-09-30
prepared_for: norland
classification: RESTRICTED
judged: {by: AB, dated: 2026-09-20, why: desk assessment, confidence: moderate}

parties:
  - id: norland
    name: Norland
    roles: principal
    no_deal: 20..35          # 2026 estimate
    fears: a frozen front
  - id: varania
    name: "Varania"
    roles: [principal]
    no_deal: {value: 10..20..40, by: CD}
    judged:
      why: their press
  - {id: ostmark, type: state, roles: backer, also: Eastmark}

people:
  - id: envoy
    name: R. Varo
    offices: {title: Envoy, of: varania, since: 2025-01-01}

bodies:
- id: league
  preset: north-atlantic-council
  members: [norland, ostmark]

issues:
  - id: membership
    question: >
      Whether an invitation
      is given.
    options:
      - {id: invite, needs: league}
      - id: defer
      - id: substitute
  - id: ceasefire
    options: [{id: full}, {id: partial}]

exclusions:
  - options: [membership.invite, ceasefire.partial]
    why: no invitation while shooting goes on
prerequisites:
  - {option: membership.invite, needs: ceasefire.full}

views:
  - party: norland
    issue: membership
    position: wants an invitation
    stances: {invite: demands, defer: {stance: opposes, unless: ceasefire.full}}
    values: {invite: 100, defer: 20..30, substitute: {0: 0.2, 50: 0.8}}
    weight: 30
    red_lines: defer

  # the second issue is thin
  - party: norland
    issue: ceasefire
    weight: 10..20

meetings:
  - {id: table, date: 2026-10-02, participants: [norland, envoy, league]}
statements:
  - claim: s1-3f9a
    implies: they expect a long winter
correlations:
  - {between: [views.norland.membership.values.defer, views.norland.ceasefire.weight], value: 0.5}
"""
