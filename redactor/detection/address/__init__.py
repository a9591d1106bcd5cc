"""Addresses down to the household, by grammar: no list knows every village."""

from redactor.detection.address.find import find_addresses
from redactor.detection.address.model import AddressMatch, AddressPart, Level
from redactor.detection.address.parts import parse_address

__all__ = ["AddressMatch", "AddressPart", "Level", "find_addresses", "parse_address"]
