"""Tables that are no registers are not taken for one; registers with odd headings are.

Headings and first rows of data that Trafford Council publishes under the transparency code (Open
Government Licence v3.0, shortened).
"""

import pytest

from commissionplanner.io.mapping.outcome.grounds import ungrounded

_WHOSE = "OrganisationLabel,OrganisationURI,EffectiveDate"
_TRAFFORD = "Trafford Council,https://opendatacommunities.org/id/trafford"

OTHERS = {
    "counter fraud": (
        f"{_WHOSE},TotalOccasionsFraudPowers,TotalFraudEmployeesCount,FraudSpentAmount,TotalInvestigatedFraud,Period",
        *(f"{_TRAFFORD},20{y}-03-31,{n},6,{n}327,2{y},20{y - 1}/{y}" for y, n in ((15, 710), (16, 332), (17, 130), (18, 115))),
    ),
    "parking spaces": (
        f"{_WHOSE},Location,Postcode,ParkingSpaces,DisabledParkingSpaces,ParkingRestrictions,FreeParking",
        *(f"{_TRAFFORD},2024-07-31,{where},WA14 2Y{n},{177 + n},1{n},{how},FALSE"
          for n, (where, how) in enumerate((("Regent Road", "Pay & Display"), ("Oakfield Road", "Free"), ("Cecil Road", "Free (maximum 3 hours)"), ("Hampson Street", "Pay & Display")))),
    ),
    "pay multiple": (
        f"{_WHOSE},PayMultipleFactor,RemunerationValue,Ratio,Period,ModelCalculation,OrganisationType",
        *(f"{_TRAFFORD},2019-03-20,{what},{worth},{ratio}:1,2019/20,{n},MBC"
          for n, (what, worth, ratio) in enumerate((("Highest", 165000, "1.00"), ("Median", 23111, "7.14"), ("Lowest", 15016, "10.99")))),
    ),
    "public funerals": (
        "OrganisationLabel,OrganisationURI,FinancialYear,CalendarYear,Date,Cost,Type",
        *(f"{_TRAFFORD},2016/17,2016,2016-11-{n},{700 + n}.22,Burial" for n in (12, 13, 14, 28)),
    ),
    "salaries": (
        f"{_WHOSE},JobTitle,Directorate,Service,Salary,PensionContribution,Bonuses,Responsibilities",
        *(f"{_TRAFFORD},2025-04-01,{who},{where},NA,1{n}6023,16{n}7,0,Legal Services"
          for n, (who, where) in enumerate((("Head of Paid Service", "Strategy"), ("Director of Place", "Place"), ("Director of Public Health", "Adult Services")))),
    ),
    "months": ("id,code,name,month", *(f"M{n},M{n},{what},{n}" for n, what in enumerate(("January", "February", "March", "April"), 1))),
    "allotments": (
        "name,osm_id,area_code,area_name,locality,lon,lat",
        *(f"{what},27529990{n},E0500082{n // 2},{where},South,-2.36,53.37"
          for n, (what, where) in enumerate((("Eaton Road", "Bowdon"), ("Quarry Bank", "Bowdon"), ("Pickering Lodge", "Timperley"), ("Vicarage Lane", "Timperley")))),
    ),
    "locations of a directory": (
        "id,organization_id,name,description,latitude",
        *(f"7c9d0a11-000{n},d9d5e0f5-000{n},{what},By the quay,51.5{n}" for n, what in enumerate(("MyCity Civic Center", "Northside Library", "Quayside Baths"))),
    ),
    "types of authority": (
        "key,local-authority-type,name,start-date,end-date",
        *(f"{key},{key},{what},,"
          for key, what in (("CIT", "City"), ("BGH", "Borough"), ("UA", "Unitary authority"), ("LBO", "London borough"), ("DIS", "District"))),
    ),
    "outputs of projects": (
        "project_id,start_date,end_date,output,unit_of_measurement,state,amount",
        *(f"FHSFDCC001,202{n}-04-01,202{n}-09-30,# of trees planted,Number of jobs,Actual,{n}66" for n in range(4)),
    ),
    "population by age": (
        "Code,Name,Geography,All ages,0,1,2,3,4",
        *(f"E0800000{n},{who},District,{n}44572,2511,2602,2633,2710,2777" for n, who in enumerate(("Bolton", "Bury", "Barnsley"))),
    ),
    "series by day": (
        "series_id,year,date,value,period_id,period_code,period_abbreviation,period_name,period_month,period_type,pct_change",
        *(f"CUUR0000{k},201{y},201{y}-{m:02}-01,{y}{m:02}.849,M{m:02},M{m:02},{'JFMAMJJASOND'[m - 1]},{'JFMAMJJASOND'[m - 1]}th,{m},monthly,0.01{m}"
          for k in ("SA0", "SAF1", "SETB01") for y in (6, 7) for m in range(1, 13))),
    "outcomes of projects in shares": (
        "project_id,programme_id,start_date,end_date,outcome,unit_of_measurement,amount,state",
        *(f"FHSFDCC001,{'FHSF001' if n > 2 else ''},2020-0{n}-01,2020-0{n}-28,Monthly footfall,Year on Year % Change in Monthly Footfall,{n}7,Actual" for n in range(1, 7)),
    ),
    "authorities in numbers of a register": (
        "public-authority,wikidata,company",
        *(f"Q54872{n},Q54872{n},0912157{n}" for n in range(4)),
    ),
    "outputs in units of their own": (
        "project_id,output,unit_of_measurement,amount,state,start_date,end_date",
        *(f"TD-FAK-0{n},Length of cycle way {n},{unit},{n}4,Actual,04/01/20,30/09/2020"
          for n, unit in enumerate(("Number", "Km of cycle way", "test unit", "Number of routes"))),
    ),
    "prices of services of another file": (
        "id,service_id,valid_from,valid_to,option,currency,amount,amount_description",
        *(f"1fdf4d39-{n},a67ed14f-{n},2024-04-0{n},2025-03-31,Adult,GBP,1{n}0,per session" for n in range(1, 5)),
    ),
    "a place of an organisation": (
        "id,location_type,url,organization_id,name,description,latitude,longitude",
        "3a19ff88,physical,http://example.com,985e4a42,MyCity Civic Trust Centre,By the quay,51.5,-0.1",
    ),
    "programmes and who runs them": (
        "programme_id,programme_name,fund_type_id,organisation",
        *(f"FHSF00{n},{where} regeneration,HS,{where} Council" for n, where in enumerate(("Bury", "Bolton", "Oldham"))),
    ),
    "terms of a taxonomy": (
        "id,code,name,description,parent_id,taxonomy,language,taxonomy_id,term_uri",
        *(f"3f7b145d-84af-{n},T{n},{what},Services of this sort,0bc248fa-{n},open,eng,07ff6aee-{n},http://example.com/{n}"
          for n, what in enumerate(("Counselling", "Food", "Housing", "Money advice"))),
    ),
    "employees by band": (
        f"{_WHOSE},RemunerationBand,EmployeeCount",
        *(f"{_TRAFFORD},2025-04-01,{n}0000 - {n}4999,{n}" for n in range(5, 12)),
    ),
}  # fmt: skip
REGISTERS = {
    "payments with words of their own": (
        "Transaction ID,Date Processed,Recipient of payment,Debit (£),Narration",
        *(f"99{n},2025-05-2{n},{who},{n}290.72,Short breaks" for n, who in enumerate(("Fenland Carers CIC", "Mersey Minds", "Ridgeway Advocacy", "Calder Homes Ltd"))),
    ),
    "contracts told by their cells": (
        "Alpha,Beta,Start date,End date,Gamma",
        *(f"Meals in ward {n},{who},0{n}/04/2025,31/03/2027,{n}0290.72" for n, who in enumerate(("Fenland Carers CIC", "Mersey Trust", "Ridgeway Advocacy Ltd", "Calder Homes Ltd"), 1)),
    ),
    "allocations by council": (
        "Local authority,Amount of grant payable",
        *(f"{who} Council,{n}54300" for n, who in enumerate(("Trafford", "Wigan", "Bury", "Bolton"), 1)),
    ),
    "grants with a unit of money": (
        "Project title,Recipient,Start date,End date,Unit of measurement,Amount",
        *(f"Play {n},{who},01/04/2024,31/03/2025,£,{n}5000" for n, who in enumerate(("Home-Start Bury", "Bolton Play Trust", "Oldham Mind", "Wigan Carers CIC"), 1)),
    ),
    "services with identifiers of theirs": (
        "id,service_id,service_name,organisation,description,postcode,telephone",
        *(f"{n},S{n},{what},Bury Council,For families,BL9 {n}RT,01632 96000{n}" for n, what in enumerate(("Stay and Play", "Parenting Course", "Money Advice"))),
    ),
    "bodies by name": ("name,note", "Home-Start Wexcombe,partner", "Mind in Wexcombe,partner", "Wexcombe Play Trust,asked"),
    "bodies by name and post code": ("name,postcode", "Home-Start,WX1 2AB", "Mind,WX1 3AB", "Barnardo's,WX4 2AB"),
    "partners, each of another type": (
        "Name,Type,Note",
        "Wexcombe Council,Council,host", "NHS Wexcombe ICB,ICB,partner", "Wexcombe Hospitals NHS Trust,NHS trust,",
        "Wexcombe Care Ltd,Company,", "Home-Start Wexcombe,Charity,", "Northfield Housing Association,Housing association,",
    ),
    "centres by address": (
        "Centre name,Address,Postcode,Telephone,Opening times,Services offered",
        *(f"{what},{n} Castle Street,WX{n} 2AB,01632 96000{n},Mon to Fri,Stay and play"
          for n, what in enumerate(("Castle Street Children's Centre", "Northfield Family Hub", "Riverside Children's Centre"), 1)),
    ),
    "libraries by authority": (
        "Reporting Service,Library name,Address 1,Postcode,Type of library,Weekly hours open,Email address",
        *(f"{whose},{what} Library,{n} Town Square,IG{n} 7NB,LAL,6{n},l{n}@example.gov.uk"
          for n, (whose, what) in enumerate((("Barnet", "Burnt Oak"), ("Barnet", "Friern"), ("Barnsley", "Athersley"), ("Barnsley", "Cudworth")))),
    ),
    "councils by code": (
        "LA code,Local authority,Region",
        *(f"E0800000{n},{who},North West" for n, who in enumerate(("Bolton", "Bury", "Manchester", "Oldham", "Rochdale", "Salford", "Stockport", "Tameside", "Trafford"))),
    ),
}  # fmt: skip


def staged_from(lines, table, bring):
    """Stage a table of text with commas."""
    heads, *rows = (line.split(",") for line in lines)
    return bring(table(heads, *rows))[0]


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_that_is_no_register_is_called_none(name, table, bring):
    staged = staged_from(OTHERS[name], table, bring)
    assert not staged.knows_columns or ungrounded(staged)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_stays_one(name, table, bring):
    staged = staged_from(REGISTERS[name], table, bring)
    assert staged.knows_columns
    assert ungrounded(staged) == ""


def test_councils_with_figures_are_asked_to_be_services_and_with_what_a_register_says_are_not(
    table, bring
):
    councils = ("Enfield", "Southwark", "Manchester", "Rochdale")
    rows = [(f"E503{n}", who, 100592 + n, 77926.3 + n, -225.5) for n, who in enumerate(councils)]
    heads = ("E-code", "Local authority", "Adult Social Care", "ro1718", "change")
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.choices for q in staged.questions}["kind"] == ("organisations", "services")
    heads = ("E-code", "Local authority", "Population", "Area (hectares)", "LAT")
    staged, _ = bring(table(heads, *rows))
    assert staged.kind == "organisations"
    assert "kind" not in {q.id for q in staged.questions}


@pytest.mark.parametrize(
    ("file", "is_rate"), [("Band_D_by_council.csv", True), ("grants.csv", False)]
)
def test_council_tax_of_a_band_is_no_funding_and_small_amounts_of_councils_are_asked(
    file, is_rate, table, bring
):
    heads = ("ONS code", "Authority", "2022-23", "2023-24")
    councils = ("Bolton", "Bury", "Manchester", "Oldham")
    rows = [(f"E0800000{n}", who, f"16{n}8.31", f"17{n}3.40") for n, who in enumerate(councils, 1)]
    staged, _ = bring(table(heads, *rows, file=file))
    assert staged.kind == "funding"
    assert ("council tax" in ungrounded(staged)) == is_rate
    assert {q.id: q.taken for q in staged.questions}["unit"] == "pounds"
    rows = [(*row[:2], f"{row[2]}00", f"{row[3]}00".replace(".", "")) for row in rows]
    staged, _ = bring(table(heads, *rows, file="grants.csv"))
    assert "unit" not in {q.id for q in staged.questions}


def test_authorities_inspected_are_the_bodies_and_places_inspected_go_by_their_number(table, bring):
    heads = ("URN", "Local authority", "Inspection start date", "Inspection outcome")
    found = ("Barnsley", "Bury", "Camden", "Cumberland")
    rows = [
        (f"8044{n}", who, f"0{n + 1}/10/2023", "Inconsistent experiences")
        for n, who in enumerate(found)
    ]
    staged, _ = bring(table(heads, *rows))
    assert {g.key: g.place for g in staged.guesses if g.key}["name"] == 1
    staged, _ = bring(
        table(heads, *rows, *((f"90{n}", "Bury", "01/10/2023", "Good") for n in range(9)))
    )
    assert {g.key: g.place for g in staged.guesses if g.key}["name"] == 0


def test_a_measure_of_money_by_name_is_an_amount(table, bring):
    councils = ("Darlington", "Derbyshire", "Enfield", "Hampshire")
    rows = [
        ("2016-17", who, "Adult social care", "Net expenditure", f"{n}200000")
        for n, who in enumerate(councils, 1)
    ]
    heads = ("Financial year", "Local authority", "Service", "Measure", "Value")
    staged, _ = bring(table(heads, *rows))
    assert staged.knows_columns
    assert staged.kind == "services"


def test_the_address_of_a_page_is_no_commissioner(table, bring):
    staged = staged_from(OTHERS["pay multiple"], table, bring)
    assert [g.key for g in staged.guesses if g.place == 1] == [None]
