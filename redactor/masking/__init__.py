"""What is done about a finding: policies, operators, plans."""
