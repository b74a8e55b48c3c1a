using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Sampling.Conditions;

public sealed class ConditionNumberTests
{
    private static readonly Column[] Columns =
    [
        new("Erlös") { Kind = new NumberKind(new NumberFormat(2, ',', '.')) },
        new("weight") { Kind = new NumberKind(new NumberFormat(3, ',', null, "", " kg")) },
        new("Paid") { Kind = new NumberKind(new NumberFormat(2, '.', ',', "$")) },
        new("Satz") { Kind = new NumberKind(new NumberFormat(2, '.', '\'')) },
        new("city") { Kind = new CategoryKind(["Bonn", "Washington, DC"]) },
    ];

    [Theory]
    [InlineData("Erlös>8000,50", "8000.5 < Erlös")]
    [InlineData("Erlös>8.000,50, city=Bonn", "8000.5 < Erlös")]
    [InlineData("city=Bonn,Erlös<8.000,50", "Erlös < 8000.5")]
    [InlineData("Erlös>4.5", "4.5 < Erlös")]
    [InlineData("Erlös>4.2100", "4.21 < Erlös")]
    [InlineData("weight<1,500", "weight < 1.5")]
    [InlineData("weight<1,500 kg", "weight < 1.5")]
    [InlineData("1,5<weight<10,5", "1.5 < weight < 10.5")]
    [InlineData("1,5<weight<10,5, Paid>$1,000.00", "1000 < Paid")]
    [InlineData("Paid>$5,000.00", "5000 < Paid")]
    [InlineData("Paid>5,000", "5000 < Paid")]
    [InlineData("Paid>'$5,000.00'", "5000 < Paid")]
    [InlineData("Satz<1'234.50, Paid>5,000", "5000 < Paid")]
    [InlineData("city=Washington, DC", "city = Washington, DC")]
    [InlineData("city=Washington, DC, Paid>5,000", "city = Washington, DC")]
    public void Numbers_are_read_as_the_column_writes_them(string text, string expected) =>
        Assert.Contains(expected, Text(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("Erlös>4.210", "'4.210' is 4210 as column 'Erlös' is written, and else 4.21 (write 4210 or 4.2100)")]
    [InlineData("Erlös>80x,50", "'Erlös>80x,50' is not a condition (")]
    [InlineData("Erlös>80x,50", "and a number of 'Erlös' like 1.234,50)")]
    [InlineData("Paid>5,5", "'Paid>5,5' is not a condition (")] // not 55
    [InlineData("Erlos>8000,50", "'Erlos' is not a column of the run's data (did you mean Erlös?)")]
    [InlineData("Erlös>80, 1,5<weight", "'Erlös>80, 1,5<weight' may be read in several ways (")]
    [InlineData("city=Washington, D", "'Washington, D' is not a level of column 'city'")]
    public void What_may_be_two_numbers_or_none_is_told_in_a_sentence(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<LikenessException>(() => Text(text)).Message, StringComparison.Ordinal);

    private static string Text(string text) =>
        string.Join(
            ", ",
            new ConditionParser(Columns, ConditionText.Plain(text))
                .Read()
                .Select(condition => condition.Describe(Columns[condition.Column]))
        );
}
