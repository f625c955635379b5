"""Small invented scenarios of a harbour lease, as each of three programs writes one."""

from __future__ import annotations

GENIUS_DOMAIN = b"""<negotiation_template number_of_sessions="1">
<agent name="lessor" class="x.Y" utility_space="port.xml"/>
<utility_space number_of_issues="2">
<objective index="0" etype="objective" type="objective" name="Quay lease">
 <issue index="1" etype="discrete" type="discrete" vtype="discrete" name="Rent">
  <item index="1" value="Low rent" description="two a metre" cost="3"/>
  <item index="2" value="High rent"/>
 </issue>
 <issue index="2" etype="discrete" type="discrete" vtype="discrete" name="Years">
  <item index="1" value="10"/><item index="2" value="20"/><item index="3" value="30"/>
 </issue>
</objective></utility_space></negotiation_template>
"""
GENIUS_PORT = b"""<utility_space number_of_issues="2">
<objective index="0" etype="objective" type="objective" name="any">
 <issue index="1" type="discrete" name="Rent">
  <item index="1" value="Low rent" evaluation="5"/>
  <item index="2" value="High rent" evaluation="20"/>
  <advice><item index="9" value="Free" evaluation="90"/></advice>
 </issue>
 <issue index="2" type="discrete" name="Years">
  <item index="1" value="10" evaluation="2"/><item index="2" value="20" evaluation="4"/>
  <item index="3" value="30" evaluation="1"/>
 </issue>
 <weight index="1" value="0.75"/><weight index="2" value="0.25"/>
</objective>
<discount_factor value="0.9"/><reservation value="0.4"/></utility_space>
"""
# By hand, GENIUS: 0.75 * rent / 20 + 0.25 * years / 4, times 100; packages in the order of the domain.
PORT_UTILITIES = ("31.25", "43.75", "25", "87.5", "100", "81.25")

GENIUSWEB_DOMAIN = """{"name": "quay", "issuesValues": {
 "Rent": {"values": ["Low rent", "High rent"]}, "Years": {"values": ["10", "20", "30"]}}}"""
GENIUSWEB_PORT = (
    """{"LinearAdditiveUtilitySpace": {"name": "port", "domain": """
    + GENIUSWEB_DOMAIN
    + """, "issueUtilities": {
 "Rent": {"DiscreteValueSetUtilities": {"valueUtilities": {"Low rent": 0.25, "High rent": 1}}},
 "Years": {"discreteutils": {"valueUtilities": {"10": 0.5, "20": 1.0, "30": 0.25}}}},
 "issueWeights": {"Years": 0.25, "Rent": 0.75},
 "reservationBid": {"issuevalues": {"Rent": "Low rent", "Years": "20"}}}}"""
)

NEGMAS_DOMAIN = b"""name: quay
type: negmas.outcomes.DiscreteCartesianOutcomeSpace
path: null
issues:
- name: Rent
  type: CategoricalIssue
  values: ['Low rent', 'High rent']
- name: Years
  type: ContiguousIssue
  values: [1, 3]
"""
NEGMAS_PORT = b"""name: port
type: LinearAdditiveUtilityFunction
reserved_value: 0.4
reserved_outcome: null
weights: [0.75, 0.25]
values:
- type: TableFun
  mapping: {Low rent: 0.25, High rent: 1.0}
- type: AffineFun
  slope: 0.25
  bias: 0.25
"""
# By hand: 0.75 * rent + 0.25 * (0.25 * years + 0.25), times 100.
NEGMAS_UTILITIES = ("31.25", "37.5", "43.75", "87.5", "93.75", "100")
