"""Where things stand: nothing overlaps, what was placed by hand stays, the same plan the same places."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.analysis.layout import placing
from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.content import Container, Content, Member
from commissionplanner.analysis.layout.scene import arrange


def overlaps(boxes, gap=0.0):
    found = 0
    for at, (x, y, w, h) in enumerate(boxes):
        for a, b, c, d in boxes[at + 1 :]:
            found += x < a + c + gap and a < x + w + gap and y < b + d + gap and b < y + h + gap
    return found


@st.composite
def contents(draw):
    counts = draw(st.lists(st.integers(0, 14), min_size=1, max_size=8))
    containers, members = [], []
    for at, count in enumerate(counts):
        containers.append(Container(key=f"o{at}", organisation_ids=(f"o{at}",), name="O", slot=at))
        for n in range(count):
            table = "funding_streams" if n % 5 == 4 else "services"
            silo = table == "services" and n % 3 == 2
            name = "A service with a name " * (n % 2 + 1)
            members.append(
                Member(table=table, key=f"m{at}-{n}", name=name, full=name, container=at,
                       is_silo=silo)
            )  # fmt: skip
    return Content(
        view="boundaries", year=None, containers=tuple(containers), members=tuple(members)
    )


@settings(max_examples=25)
@given(contents())
def test_no_two_boxes_overlap(content):
    scene = arrange(content, {})
    assert overlaps(scene.containers.tolist(), gap=43) == 0
    assert overlaps(scene.members.tolist(), gap=5) == 0


@settings(max_examples=25)
@given(contents())
def test_members_stand_within_their_container(content):
    scene = arrange(content, {})
    if len(scene.members):
        around = scene.containers[scene.owners]
        assert (scene.members[:, :2] >= around[:, :2]).all()
        ends = scene.members[:, :2] + scene.members[:, 2:]
        assert (ends <= around[:, :2] + around[:, 2:] + 1e-6).all()


@settings(max_examples=25)
@given(contents())
def test_the_same_content_stands_in_the_same_places(content):
    one, other = arrange(content, {}), arrange(content, {})
    assert one.containers.tobytes() == other.containers.tobytes()
    assert one.members.tobytes() == other.members.tobytes()


@settings(max_examples=25)
@given(contents(), st.integers(-500, 3000), st.integers(-500, 2000))
def test_what_was_placed_by_hand_stays_and_the_others_give_way(content, x, y):
    scene = arrange(content, {("organisations", "o0"): (float(x), float(y))})
    assert scene.containers[0, :2].tolist() == [x, y]
    assert scene.by_hand.tolist() == [True] + [False] * (len(content.containers) - 1)


def test_a_chip_placed_by_hand_stays_within_its_container(small_plan):
    content = boundaries(small_plan, None)
    scene = arrange(content, {("services", "portage"): (300.0, 200.0)})
    at = next(n for n, m in enumerate(content.members) if m.key == "portage")
    corner = scene.containers[content.members[at].container, :2]
    assert (scene.members[at, :2] - corner).tolist() == [300.0, 200.0]


def test_after_a_change_containers_stay_where_they_were(small_plan):
    before = arrange(boundaries(small_plan, None), {("organisations", "trust"): (900.0, 50.0)})
    services = {k: v for k, v in small_plan.services.items() if k == "visiting"}
    after = arrange(boundaries(small_plan.with_table("services", services), None), {}, before)
    assert after.containers[:, :2].tolist() == before.containers[:, :2].tolist()


def test_linked_containers_stand_nearer_than_others():
    sizes = np.full((12, 2), 200.0)
    weights = np.zeros((12, 12))
    for a in range(0, 12, 2):
        weights[a, a + 1] = weights[a + 1, a] = 5.0
    middles = placing.place(sizes, weights) + sizes / 2
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    linked = apart[weights > 0].mean()
    assert linked < 0.7 * apart[apart > 0].mean()


def test_the_sample_fits_a_window_without_overlaps(wexcombe):
    scene = arrange(boundaries(wexcombe, None), {})
    assert overlaps(scene.containers.tolist(), gap=43) == 0
    assert overlaps(scene.members.tolist(), gap=5) == 0
    assert 1.3 < scene.bounds[2] / scene.bounds[3] < 3.2
