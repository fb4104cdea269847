"""What the words of the standards mean, and whom a customer may ask for a decision: in our own words, with the source. Data only."""

from dataclasses import dataclass

GAS = "Customer standards of performance for gas transporters, Some terms explained"
ELECTRICITY = "Guaranteed standards for metered demand customers of electricity distributors"
CONNECTIONS = "Metered connections guaranteed standards for electricity distributors"
SUPPLIER = "Guaranteed standards of suppliers"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, what it means, and where it is from."""

    term: str
    meaning: str
    source: str


DEFINITIONS = (
    Definition("Working day", "Monday to Friday without the bank holidays of the nation of the premises. England and Wales share one list, "
                              "Scotland has its own.", "Our reading: the documents give no definition"),
    Definition("Household, gas", "A customer who takes gas wholly or mainly for domestic purposes.", GAS),
    Definition("Business, gas", "A customer who takes gas wholly or mainly for other than domestic purposes.", GAS),
    Definition("Business, electricity", "A customer of the distributor that is no household, of whatever size.", ELECTRICITY),
    Definition("Customer of the distributor", "Households and businesses alike, with a metered supply on a licensed network.", ELECTRICITY),
    Definition("Priority customer", "A household that its gas supplier has told the transporter about, as the licence asks, because of special "
                                    "needs: it is on the Priority Services Register.", GAS),
    Definition("Controlled gas escape", "Whoever reported it, or somebody for them, did all that the emergency agent advised, and gas can no "
                                        "longer be smelt.", GAS),
    Definition("Uncontrolled gas escape", "All that the agent advised was done, and gas can still be smelt.", GAS),
    Definition("Rota disconnection", "Supply is cut by turns, to share what there is in a shortage.", ELECTRICITY),
    Definition("Severe weather, category 1", "Lightning: 8 times the normal number of higher-voltage faults in a day, or more. Other weather: 8 "
                                             "times or more, and fewer than 13.", ELECTRICITY),
    Definition("Severe weather, category 2", "Other weather than lightning: 13 times the normal number of higher-voltage faults in a day, or more.",
               ELECTRICITY),
    Definition("Severe weather, category 3", "A very large number of customers, as the Regulations say. Their hours come from a formula that our "
                                             "documents do not print, so a person enters them.", ELECTRICITY),
    Definition("Small project", "Low voltage with whole-current metering, and one of: 2 to 4 homes without an extension of the network; 1 to 4 "
                                "homes with one; one premises of any kind that needs two or three phases without one.", CONNECTIONS),
    Definition("Supplier’s working hours", "For reconnecting: 08:00 to 20:00 Monday to Friday, 09:00 to 17:00 on all other days, bank holidays too.",
               SUPPLIER),
)

DISPUTES = (
    "A customer and a supplier, distributor or transporter who can’t agree whether a payment is owed may each ask Ofgem to decide.",
    "While a supplier’s payment is in genuine dispute its clock waits. A network’s clock runs on.",
    "A payment takes nothing away: the customer keeps every other remedy that the failure gives them.",
)
DISPUTES_SOURCE = "Electricity Act 1989, sections 39(4) and 39A(5); Guaranteed standards of suppliers; of electricity distributors"
