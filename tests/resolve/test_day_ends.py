"""Where the sentence ends in which a day is sought."""


def test_a_short_month_at_the_end_of_a_paragraph_dates_nothing_of_the_next(enriched):
    made = enriched(
        "When\n\nTuesday, March 4, 2031\n\n“The talks have failed,” Foreign Minister Ilse Varn said on 2 Feb.\n\n“We will stay at the table,” President Danil Orrec said.\n"
    )
    assert [s.said.date for s in made.statements] == ["2031-02-02", "2031-03-04"]


def test_a_day_in_figures_that_can_be_two_days_is_known_to_the_year(enriched):
    made = enriched("When\n\nTuesday, March 4, 2031\n\n“We are done,” President Danil Orrec said on 03/02/2031.\n")
    assert [s.said.date for s in made.statements] == ["2031"]
