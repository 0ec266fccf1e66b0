"""The law as dated, citable rules over three-valued facts.

Knows: rules and their instruments, embargo rows, memberships, rulebooks, and how findings combine
into a recommendation. Refuses to decide: a recommendation is the system's, a decision an
officer's. Unknown is never permit; a national rulebook can only add.

Serves the UN Charter Art. 25, 41, 48, 103; the Arms Trade Treaty; Common Position 2008/944/CFSP;
Regulation (EU) 2021/821; the MTCR Guidelines; Wassenaar and OSCE commitments.
"""
