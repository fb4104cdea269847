"""The rows of every table: each value escaped once, the head of a row, links, strong words, kinds of cell and status."""

import pytest

from complaints.templatetags.desk import table_rows

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("cell", "printed"), [
    ({"text": "A & <b>"}, '<th scope="row" class="whole">A &amp; &lt;b&gt;</th>'),
    ({"text": "A", "href": "/c/?a=1&b=2"}, '<th scope="row" class="whole"><a href="/c/?a=1&amp;b=2">A</a></th>'),
    ({"text": "A", "strong": True}, '<th scope="row" class="whole"><b>A</b></th>'), ({"text": 7, "num": True}, '<th scope="row" class="num">7</th>'),
    ({"text": "Mon 19 Sep 2022"}, '<th scope="row" class="whole">Mon 19 Sep 2022</th>'), ({}, '<th scope="row" class="whole"></th>'),
    ({"text": "It was put right by a refund and by words."}, '<th scope="row">It was put right by a refund and by words.</th>'),
    ({"text": "A", "image": {"src": "/a?b&c", "width": 10, "height": 20}},
     '<th scope="row" class="whole"><img class="thumb" src="/a?b&amp;c" width="10" height="20" alt="" loading="lazy"> A</th>'),
])
def test_a_cell_is_printed_as_what_it_is(cell, printed):
    assert table_rows([[cell, {"text": "B"}]]) == f"<tr>{printed}<td class=\"whole\">B</td></tr>"
