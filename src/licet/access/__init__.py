"""Who may do what to which: the one place that says so, asked by every page, command and API route.

Knows: actors with their roles and clearance, the closed list of acts, what must be known of a case
(an identity, an edition, an account) to answer, Cedar policies beside the code, and the same
answer as a condition for lists. Refuses to know where any of it is stored, what a case means, and
whether an act is due: that an act is lawful in the state a case is in belongs to `lifecycle`.

Serves separation of duties, need to know, and the rule that whoever may not see a thing does not
learn that it is there.

Deny by default. `decision.decide` answers for one act on one thing; `listing.visible` says the
same for a whole list. What would be unknown to a policy is never asked: Cedar skips a `forbid`
that meets an absent attribute, so an incomplete question is an error before it reaches Cedar.
"""
